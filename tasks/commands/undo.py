"""Undo of any batch: reads its log backwards and undoes each step whose result has not been changed since.

A field is set back only if it still has the value that the step gave it; otherwise it stays and is reported. Fields
that belong together (status and completion, due date and time, project and number) are set back together. What the
batch created or restored is deleted, unless it was changed since or others' work depends on it (undo_conflicts.py). An
undo is a batch, too, so redo is undo of the undo.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.commands.members import check_role_change, end_membership, reinstate_member
from accounts.commands.workspaces import set_workspace_name
from accounts.models import Membership, Workspace
from accounts.models.membership import REMOVED
from primetrade.commands import Write, command, encoded
from primetrade.errors import NotFound, PrimeTradeError
from primetrade.markdown_boxes import merge_ticks
from primetrade.models import CREATED, Change
from tasks.fields.change_kinds import CHANGE_KIND_OF, GONE, STAYS, UNDO_PERMISSIONS
from tasks.fields.declaration import Link
from tasks.fields.logged import LOGGED, undo_groups
from tasks.fields.task import BY_NAME, LINK_OF
from tasks.fields.value_types import MARKDOWN
from tasks.models import Comment, Project, Task

from .lookup import logged_tasks_count, recheck_before_commit
from .placement import move_all_to_project
from .trash import trash_rows
from .undo_conflicts import creates_or_restores, rows_in_use, with_their_context
from .undo_links import take_back_links
from .undo_obstacles import obstacle
from .undo_report import UndoReport, name_of
from .undo_rows import UndoneTasks, locked_rows


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many steps were undone, and in words what was not: at most SENTENCE_LIMIT sentences and a count.

    `keys` are those of the tasks that these sentences begin with, "" for the other sentences.
    """

    steps: int
    left: tuple[str, ...]
    keys: tuple[str, ...]


@command("edit")
def undo(write: Write, *, batch: UUID) -> UndoResult:
    """Undo a batch, except where its results have been changed since. Raises NotFound, NotAllowed.

    A step on somebody else's comment can be undone by whoever took it, by the comment's author or by an admin.
    """
    changes = list(Change.objects.of(write).filter(batch=batch).order_by("-seq", "-n"))
    if not changes:
        raise NotFound("There is no such batch here.")
    for kind in {change.kind for change in changes}:
        write.caller.require(UNDO_PERMISSIONS.get(kind, "edit"))
    write.undoes = batch
    batch_undo = _BatchUndo(write, changes)
    if any(batch_undo.concerns_others_comment(change) for change in changes):
        write.caller.require("manage_projects")
    batch_undo.take_back_changes()
    batch_undo.take_back_creations()
    recheck_before_commit(write, batch_undo.put_back)
    return UndoResult(batch_undo.steps, *batch_undo.report.sentences_and_keys())


class _BatchUndo:
    """The state of one undo: the rows it locked, the steps it undid, what it reports.

    `put_back` are the ids of the labels and people that it put back on tasks; `_moved_back` are the tasks that went
    back to another project, by their ids.
    """

    def __init__(self, write: Write, changes: list[Change]) -> None:
        self.write, self.steps, self.changes = write, 0, changes
        self.put_back: dict[Link, set[UUID]] = {}
        self._moved_back: dict[UUID, Task] = {}
        self._links: list[tuple[Task, Change]] = []
        self._rows = locked_rows(write, changes)
        self._tasks = UndoneTasks(write, self._rows)
        self._creations = {change.object_id: change for change in changes if change.verb == CREATED}
        created_or_restored = {
            change.object_id: self._rows[change.object_id]
            for change in changes
            if change.object_id in self._rows and creates_or_restores(change)
        }
        self._in_use = rows_in_use(write, changes, created_or_restored) if created_or_restored else set()
        self._staying = with_their_context(write, self._in_use, created_or_restored)
        self.report = UndoReport(write, [created_or_restored[row_id] for row_id in self._staying])

    def take_back_changes(self) -> None:
        """Reverse the batch, latest change first, but for what it created: see take_back_creations."""
        if any(_needs_parents(change) for change in self.changes):
            self._tasks.read_parents()
        of_others = [
            change
            for change in self._parents_first()
            if change.object_id not in self._creations and change.root_id not in self._creations
        ]
        for change in of_others:
            if change.has_values:
                self._take_back(change)
            elif change.object_id not in self._rows:
                self.report.add(GONE)
        self._tasks.save()
        self._take_subtasks_along()
        steps, self.put_back = take_back_links(self.write, self._links, self.report)
        self.steps += steps

    def concerns_others_comment(self, change: Change) -> bool:
        """Whether somebody else took this step, on a comment that is not the caller's."""
        row, caller_id = self._rows.get(change.object_id), self.write.caller.actor_id
        if not isinstance(row, Comment) or caller_id in (change.actor_id, row.author_id):
            return False
        return row.author_id is not None or change.verb != CREATED  # imported comments go with their import

    def _parents_first(self) -> list[Change]:
        """The changes with the deletions and moves of tasks, in the places that these have, from the top down.

        A subtask comes back only below a parent that is out of the trash, and goes where its parent went.
        """

        def depth(change: Change) -> int:
            row, above = self._rows.get(change.object_id), 0
            while row is not None and (row := self._rows.get(row.parent_id)) is not None:
                above += 1
            return above

        def deletes_or_moves(change: Change) -> bool:
            return change.kind == "task" and (
                change.after.get("deleted_at") is not None or "project_id" in change.before
            )

        from_the_top = iter(sorted(filter(deletes_or_moves, self.changes), key=depth))
        return [next(from_the_top) if deletes_or_moves(change) else change for change in self.changes]

    def _take_back(self, change: Change) -> None:
        row = self._rows.get(change.object_id)
        change_kind, link = CHANGE_KIND_OF[change.kind, change.verb], LINK_OF.get(change.verb)
        if change.verb == REMOVED:
            self._put_back_member(change)
        elif row is None:
            self.report.add(GONE)
        elif change_kind.stays:
            self.report.add(change_kind.stays)
        elif link is None:
            self._set_fields_back(row, change)
        else:
            self._links.append((row, change))

    # -- creations ----------------------------------------------------------------

    def take_back_creations(self) -> None:
        """Delete what the batch created, except rows in use and those that these need (parent, project, labels)."""
        deleted: list[Any] = []
        for row_id, change in self._creations.items():
            row = self._rows.get(row_id)
            if row is None or getattr(row, "deleted_at", None) is not None:
                continue
            if isinstance(row, Workspace) or getattr(row, "is_inbox", False):
                self.report.add(STAYS.format(it=name_of(row)))
            elif isinstance(row, Membership):
                self._remove_member(row)
            elif isinstance(row, Comment) and change.root_id in self._creations:
                continue  # it is deleted with its task, or stays with it
            elif row_id in self._staying:
                self._report_staying(row)
            else:
                deleted.append(row)
        trash_rows(self.write, deleted)
        self.steps += len(deleted)

    def _remove_member(self, row: Membership) -> None:
        try:
            check_role_change(self.write, row, None)
        except PrimeTradeError as error:
            self.report.add(error.detail)
        else:
            end_membership(self.write, row)
            self.steps += 1

    # -- fields ----------------------------------------------------------------

    def _set_fields_back(self, row: Any, change: Change) -> None:
        if not isinstance(row, Task) or change.before.get("parent_id"):
            self._tasks.save()  # obstacles are read from the database
        values: dict[str, Any] = {}
        for names in _undone_together((change.after.keys() | change.before.keys()) & set(row.LOGGED)):
            values |= self._earlier_values(row, change, names, values)
        if "project_id" in values:
            values = self._where_the_parent_is(row, values)
        if "project_id" in values:
            self._moved_back[row.id] = row
        verb = CHANGE_KIND_OF[change.kind, change.verb].undone_as
        if isinstance(row, Task):
            self.steps += bool(values) and self._tasks.set(row, verb=verb, **values)
            return
        also = logged_tasks_count(self.write, row) if isinstance(row, Project) and "deleted_at" in values else None
        if isinstance(row, Workspace) and values:
            self.steps += set_workspace_name(self.write, row, values["name"])
        elif values and self.write.edit(row, verb=verb, also=also, **values):
            self.steps += 1

    def _earlier_values(self, row: Any, change: Change, names: list[str], values: dict[str, Any]) -> dict[str, Any]:
        """What the fields `names`, which go back together, were before the change; empty and reported if they stay.

        `values` are those of the row's other fields that are set back.
        """
        if names == ["deleted_at"] and row.id in self._staying and change.before.get("deleted_at") is not None:
            self._report_staying(row)
            return {}
        follows = names[0] == "project_id" and row.parent_id in self._moved_back
        places = follows or names[0] == "status"  # the old place in a column that the task leaves does not matter
        compared = [name for name in names if not (places and name == "position")]
        if any(encoded(getattr(row, name)) != change.after.get(name) for name in compared):
            if follows:
                return {}  # see take_subtasks_along
            if unticked := _unticked(row, change, names):
                return unticked
            self.report.add(
                f"The {LOGGED[change.kind][names[0]].word} of {name_of(row)} has been changed since, so it stays."
            )
            return {}
        if names[0] == "status" and "position" in names and self._was_moved_since(row, change):
            names = [name for name in names if name != "position"]  # its place is one of all columns there
        before = {name: _decoded(row, name, change.before.get(name)) for name in names}
        reason = obstacle(self.write, row, values | before, self._tasks)
        if reason:
            self.report.add(reason)
            return {}
        return before

    def _was_moved_since(self, row: Task, change: Change) -> bool:
        """Whether a task that is not where the change put it went to another project."""
        if row.position == change.after["position"]:
            return False
        later = Change.objects.of(self.write).filter(object_id=row.id, kind=row.LOG_KIND, seq__gt=change.seq)
        return any("project_id" in before for before in later.values_list("before", flat=True))

    def _where_the_parent_is(self, row: Task, values: dict[str, Any]) -> dict[str, Any]:
        """The values that are set back, without the project if the parent, which is not set back, is in another one."""
        parent = self._tasks.by_id(values.get("parent_id", row.parent_id))
        if parent is not None and parent.project_id != values["project_id"]:
            self.report.add(f"{name_of(row)} stays in its project, because it is a subtask of a task there.")
            return {name: value for name, value in values.items() if name not in BY_NAME["project"].columns}
        return values

    def _take_subtasks_along(self) -> None:
        """Move the tasks below those that went back to another project along with them, as an edit does."""
        astray: dict[UUID, list[Task]] = {}
        for row in self._rows.values():
            home = self._moved_above(row)
            if home is not None and home.project_id != row.project_id:
                astray.setdefault(home.project_id, []).append(row)
        for project_id, rows in astray.items():
            move_all_to_project(self.write, rows, self._rows[project_id])

    def _moved_above(self, row: Any) -> Task | None:
        """The nearest task above a task, or itself, that went back to another project."""
        while isinstance(row, Task) and row.id not in self._moved_back:
            row = self._rows.get(row.parent_id) if row.parent_id else None
        return row if isinstance(row, Task) else None

    # -- members ----------------------------------------------------------------

    def _put_back_member(self, change: Change) -> None:
        try:
            reinstate_member(self.write, UUID(change.before["user_id"]), role=change.before["role"])
        except PrimeTradeError as error:
            self.report.add(error.detail)
        else:
            self.steps += 1

    def _report_staying(self, row: Any) -> None:
        self.report.add_staying(row, in_use=row.id in self._in_use)


def _undone_together(names: Iterable[str]) -> list[list[str]]:
    """`undo_groups`, with the place in a column beside the status that is the column."""
    groups = undo_groups(names)
    status = next((group for group in groups if group[0] == "status"), None)
    if status is None or ["position"] not in groups:
        return groups
    groups.remove(["position"])
    status.append("position")
    return groups


def _needs_parents(change: Change) -> bool:
    """Whether undoing it brings a task out of the trash or to another project, where its parent has to be."""
    return change.after.get("deleted_at") is not None or "project_id" in change.before


def _unticked(row: Any, change: Change, names: list[str]) -> dict[str, Any]:
    """A text that was changed since, without the ticks that the change gave it; empty if it is about anything else."""
    before, after = change.before.get(names[0]), change.after.get(names[0])
    if LOGGED[change.kind][names[0]].type is not MARKDOWN or before is None or after is None:
        return {}
    text = merge_ticks(after, before, into=getattr(row, names[0]))
    return {} if text is None else {names[0]: text}


def _decoded(row: Any, name: str, value: Any) -> Any:
    """A field's value from the log."""
    field = row._meta.get_field(name)
    if value is None:
        return None if field.null else field.get_default()
    return (field.target_field if field.is_relation else field).to_python(value)
