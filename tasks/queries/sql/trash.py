"""What is in the trash: where the entries of each kind are, and what is said of them. One query, which the API
(queries/trash.py) and the page (queries/trash_groups.py) read.
"""

from __future__ import annotations

from dataclasses import dataclass

from tasks.queries.sql.order import Order

NEWEST_FIRST = Order("x.deleted_at", "x.id", descending=True)
CHARACTERS = 201  # of a comment; pages show 200, and a sign where there are more


@dataclass(frozen=True, slots=True)
class TrashKind:
    """Entries `x` of a table, and what is said of each in SQL: `home` is what it stood in, `brings` how many tasks come
    back with it.

    What went with something else comes back with it: only what went `by_itself` is an entry. `reachable` says whether
    what it stood in is there.
    """

    table: str
    title: str
    key: str = "''"
    by_itself: str = "TRUE"
    reachable: str = "TRUE"
    status: str = "''"
    colour: str = "x.colour"
    home: str = "''"
    brings: str = "0"
    author: str = "NULL"

    def newest(self, *said: str, behind: str, ending: str, only_reachable: bool = False) -> str:
        """Time, id and what is `said` of the newest entries of one workspace; its id is the first value.

        The page first, along the index, then what belongs to its few rows. All is asked in subqueries for one value: a
        join would let a planner begin elsewhere. Conditions say true or false, which PostgreSQL takes for half of the
        rows; of a comparison it expects so few that it would sort the whole trash.
        """
        conditions = f"{self.by_itself} AND {self.reachable}" if only_reachable else self.by_itself
        return f"""
SELECT {", ".join((NEWEST_FIRST.column, NEWEST_FIRST.identifier, *said))}
FROM (
  SELECT x.* FROM {self.table} x
  WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL AND {conditions}{behind}{ending}
) x"""


def _of_project(value: str, task: str = "x") -> str:
    """Of the project `p` of a task."""
    return (
        f"(SELECT {value} FROM tasks_project p WHERE p.workspace_id = {task}.workspace_id AND p.id = {task}.project_id)"
    )


def _of_task(value: str) -> str:
    """Of the task `t` of a comment `x`."""
    return f"(SELECT {value} FROM tasks_task t WHERE t.workspace_id = x.workspace_id AND t.id = x.task_id)"


TRASH_KINDS = {
    "project": TrashKind(
        "tasks_project",
        title="x.name",
        key="x.key",
        brings="""(
    SELECT count(*) FROM tasks_task b
    WHERE b.workspace_id = x.workspace_id AND b.project_id = x.id AND b.deleted_at IS NULL
  )""",
    ),
    "task": TrashKind(
        "tasks_task",
        title="x.title",
        key=f"{_of_project('p.key')} || '-' || x.number",
        by_itself="""(x.parent_id IS NULL OR COALESCE((
      SELECT above.deleted_at FROM tasks_task above
      WHERE above.workspace_id = x.workspace_id AND above.id = x.parent_id
    ) <> x.deleted_at, TRUE))""",
        reachable=_of_project("p.deleted_at IS NULL"),
        status="x.status",
        colour=_of_project("p.colour"),
        home=_of_project("p.name"),
        brings="""(
    SELECT count(*) FROM tasks_task b
    WHERE b.workspace_id = x.workspace_id AND b.parent_id = x.id AND b.deleted_at = x.deleted_at
  )""",
    ),
    "comment": TrashKind(
        "tasks_comment",
        title=f"substr(x.body, 1, {CHARACTERS})",
        key=_of_task(f"{_of_project('p.key', 't')} || '-' || t.number"),
        reachable=_of_task(f"t.deleted_at IS NULL AND {_of_project('p.deleted_at IS NULL', 't')}"),
        colour=_of_task(_of_project("p.colour", "t")),
        home=_of_task("t.title"),
        author="x.author_id",
    ),
    "label": TrashKind("tasks_label", title="x.name"),
}


def last_change(value: str, *verbs: str) -> str:
    """Of the last change `c` (its actor `u`) of an entry `x` by one of these verbs, to be asked of the rows shown only.

    The signs take the order from the index on the log's order: a planner that knows no statistics would read the
    workspace's whole log along it, where the few changes of one object are meant.
    """
    listed = ", ".join(f"'{verb}'" for verb in verbs)
    return f"""(
    SELECT {value} FROM primetrade_change c LEFT JOIN accounts_user u ON u.id = c.actor_id
    WHERE c.workspace_id = %s AND c.object_id = x.id AND c.verb IN ({listed})
    ORDER BY +c.seq DESC, +c.n DESC LIMIT 1
  )"""
