"""The kinds of things in the trash: where the entries of each are, and what is shown of them.

The list of the API (queries/trash_list.py) and the page (queries/trash_groups.py) are built from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from primetrade.models import CREATED
from tasks.fields.change_kinds import DELETED
from tasks.queries.sql.order import Order

NEWEST_FIRST = Order("x.deleted_at", "x.id", descending=True)
CHARACTERS = 201  # of a comment; pages show 200, and an ellipsis when there are more


@dataclass(frozen=True, slots=True)
class TrashKind:
    """SQL for the entries `x` of a table. `home` is the name of what contained it, `brings` how many tasks come back
    with it.

    Only what is `restorable` is an entry: nothing that it belongs to is in the trash, too. The rest comes back with
    that, or is an entry once that is back.
    """

    table: str
    title: str
    key: str = "''"
    restorable: str = "TRUE"
    status: str = "''"
    colour: str = "x.colour"
    home: str = "''"
    brings: str = "0"
    author: str = "NULL"

    def newest(self, *columns: str, after: str, order_and_limit: str) -> str:
        """SELECT of time, id and `columns` of a workspace's newest entries. Its first value is the workspace's id.

        The inner query finds the page along the index, the outer one reads more about its few rows. Both use scalar
        subqueries, because with a join the planner may start elsewhere. The conditions are booleans: PostgreSQL
        expects half of the rows to pass one, but so few to pass a comparison that it would sort the whole trash.
        """
        return f"""
SELECT {", ".join((NEWEST_FIRST.column, NEWEST_FIRST.identifier, *columns))}
FROM (
  SELECT x.* FROM {self.table} x
  WHERE x.workspace_id = %s AND x.deleted_at IS NOT NULL AND {self.restorable}{after}{order_and_limit}
) x"""


def _of_project(value: str, task: str = "x") -> str:
    """A value of the project `p` of a task."""
    return (
        f"(SELECT {value} FROM tasks_project p WHERE p.workspace_id = {task}.workspace_id AND p.id = {task}.project_id)"
    )


def _of_task(value: str) -> str:
    """A value of the task `t` of a comment `x`."""
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
        restorable=f"""(x.parent_id IS NULL OR (
      SELECT above.deleted_at IS NULL FROM tasks_task above
      WHERE above.workspace_id = x.workspace_id AND above.id = x.parent_id
    )) AND {_of_project("p.deleted_at IS NULL")}""",
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
        restorable=_of_task(f"t.deleted_at IS NULL AND {_of_project('p.deleted_at IS NULL', 't')}"),
        colour=_of_task(_of_project("p.colour", "t")),
        home=_of_task("t.title"),
        author="x.author_id",
    ),
    "label": TrashKind("tasks_label", title="x.name"),
}


def deleted_by() -> str:
    """The name of who deleted an entry `x`. Only for the rows shown.

    What was archived in an imported file was created in the trash and never deleted: who ran that import.

    The plus signs keep the planner off the index on the log's order: without statistics it would read the workspace's
    whole log along it instead of the few changes of one object.
    """
    return f"""(
    SELECT COALESCE(u.name, c.actor_name) FROM primetrade_change c LEFT JOIN accounts_user u ON u.id = c.actor_id
    WHERE c.workspace_id = %s AND c.object_id = x.id AND c.verb IN ('{DELETED}', '{CREATED}')
    ORDER BY +c.seq DESC, +c.n DESC LIMIT 1
  )"""
