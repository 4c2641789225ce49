"""Undo of any batch: reads its log backwards and takes back each step whose result nobody changed since.

A field is set back only if it still has the value that the step gave it; otherwise it stays and is reported. Fields
that belong together (status and completion, due date and time, project and number) are set back together. What the
batch created or restored is deleted, unless it was changed since or others' work depends on it (undo_conflicts.py). An
undo is a batch, too, so redo is undo of the undo.
"""

from __future__ import annotations

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
from primetrade.slices import slices
from tasks.fields.change_kinds import CHANGE_KIND_OF, GONE, STAYS, UNDO_PERMISSIONS
from tasks.fields.declaration import Link
from tasks.fields.logged import LOGGED, undo_groups
from tasks.fields.task import BY_NAME, LINK_OF
from tasks.fields.value_types import MARKDOWN
from tasks.models import Comment, Label, OldTaskKey, Project, Task

from .lookup import logged_tasks_count, projects_of, recheck_before_commit, require_still_in
from .placement import move_to_project
from .task_moves import locked_subtasks
from .trash import trash_rows
from .undo_conflicts import creates_or_restores, rows_in_use, with_their_context
from .undo_obstacles import obstacle
from .undo_report import UndoReport, name_of


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many steps were taken back, and in words what was not: at most SENTENCE_LIMIT sentences and a count.

    `keys` are those of the tasks that these sentences begin with, "" for the other sentences.
    """

    steps: int
    left: tuple[str, ...]
    keys: tuple[str, ...]


@command("edit")
def undo(write: Write, *, batch: UUID) -> UndoResult:
    """Take back a batch as far as nobody changed its results since. Raises NotFound, NotAllowed.

    A step on a comment of somebody else is taken back by who did it, by the comment's author or by an admin.
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
    batch_undo.take_subtasks_along()
    batch_undo.take_back_creations()
    recheck_before_commit(write, batch_undo.put_back)
    return UndoResult(batch_undo.steps, *batch_undo.report.sentences_and_keys())


class _BatchUndo:
    """The state of one undo: the rows it locked, the steps it took back, what it reports.

    `put_back` are the ids of the labels and people that it put back on tasks; `_moved_back` are the tasks that went
    back to another project, by their ids.
    """

    def __init__(self, write: Write, changes: list[Change]) -> None:
        self.write, self.steps, self.changes = write, 0, changes
        self.put_back: dict[Link, set[UUID]] = {}
        self._moved_back: dict[UUID, Task] = {}
        self._rows = _locked_rows(write, changes)
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
        elif change.verb == link.put_on:
            self._remove_link(row, change, link)
        else:
            self._add_link(row, change, link)

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
        values: dict[str, Any] = {}
        for names in undo_groups((change.after.keys() | change.before.keys()) & set(row.LOGGED)):
            values |= self._earlier_values(row, change, names, values)
        if "project_id" in values:
            values = self._where_the_parent_is(row, values)
        if "project_id" in values:
            self._swap_reserved_keys(row, values)
            self._moved_back[row.id] = row
        also = logged_tasks_count(self.write, row) if isinstance(row, Project) and "deleted_at" in values else None
        verb = CHANGE_KIND_OF[change.kind, change.verb].undone_as
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
        compared = [name for name in names if not (follows and name == "position")]
        if any(encoded(getattr(row, name)) != change.after.get(name) for name in compared):
            if follows:
                return {}  # see take_subtasks_along
            if unticked := _unticked(row, change, names):
                return unticked
            self.report.add(f"The {LOGGED[change.kind][names[0]].word} of {name_of(row)} was changed since and stays.")
            return {}
        before = {name: _decoded(row, name, change.before.get(name)) for name in names}
        reason = obstacle(self.write, row, values | before)
        if reason:
            self.report.add(reason)
            return {}
        return before

    def _where_the_parent_is(self, row: Task, values: dict[str, Any]) -> dict[str, Any]:
        """The values that are set back, without the project if the parent, which is not set back, is in another one."""
        parent = Task.objects.of(self.write).filter(id=values.get("parent_id", row.parent_id))
        if parent.exclude(project_id=values["project_id"]).exists():
            self.report.add(f"{name_of(row)} stays in its project, because it is a subtask of a task there.")
            return {name: value for name, value in values.items() if name not in BY_NAME["project"].columns}
        return values

    def take_subtasks_along(self) -> None:
        """Move what is below the tasks that went back to another project there, too, as an edit does."""
        for task in self._moved_back.values():
            for subtask in locked_subtasks(self.write, task):
                if subtask.project_id != task.project_id:
                    self.write.edit(subtask, **move_to_project(self.write, subtask, self._rows[task.project_id]))

    def _swap_reserved_keys(self, row: Task, values: dict[str, Any]) -> None:
        """The task gets back the number that was reserved for it, and the one it leaves is reserved instead."""
        number = values.get("number", row.number)  # not logged where both projects gave the same number
        reserved = OldTaskKey.objects.of(self.write)
        reserved.filter(project_id=values["project_id"], number=number, task_id=row.id).delete()
        OldTaskKey(
            workspace_id=self.write.workspace_id, project_id=row.project_id, number=row.number, task_id=row.id
        ).save(force_insert=True)

    # -- labels, assignees, members ----------------------------------------------------------------

    def _remove_link(self, row: Task, change: Change, link: Link) -> None:
        if link.model.objects.of(self.write).filter(task_id=row.id, **link.row(change.after)).delete()[0]:
            self._log_link(row, link.taken_off, change.after, {})

    def _add_link(self, row: Task, change: Change, link: Link) -> None:
        identifier = change.before[link.logged_as]
        if identifier and not link.existing(self.write, [identifier]).exists():
            self.report.add(link.gone.format(name=change.before["name"]))
            return
        if identifier:
            self.put_back.setdefault(link, set()).add(UUID(identifier))
        columns = link.row(change.before)
        if not link.model.objects.of(self.write).filter(task_id=row.id, **columns).exists():
            link.model(workspace_id=self.write.workspace_id, task_id=row.id, **columns).save(force_insert=True)
            self._log_link(row, link.put_on, {}, change.before)

    def _log_link(self, row: Task, verb: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.write.log(row, verb, before, after)
        row.save(update_fields=self.write.touch(row))
        self.steps += 1

    def _put_back_member(self, change: Change) -> None:
        try:
            reinstate_member(self.write, UUID(change.before["user_id"]), role=change.before["role"])
        except PrimeTradeError as error:
            self.report.add(error.detail)
        else:
            self.steps += 1

    def _report_staying(self, row: Any) -> None:
        self.report.add_staying(row, in_use=row.id in self._in_use)


_MODELS: dict[str, Any] = {
    "project": Project,
    "task": Task,
    "label": Label,
    "comment": Comment,
    "membership": Membership,
}


def _locked_rows(write: Write, changes: list[Change]) -> dict[UUID, Any]:
    """The rows of the batch by id, locked in the one order: projects, tasks, then the rest.

    Where tasks or comments may go to the trash, leave it or move, their projects are among them.
    """
    ids: dict[str, set[UUID]] = {}
    for change in changes:
        ids.setdefault(change.kind, set()).add(change.object_id)
        if change.before.get("project_id"):
            ids.setdefault("project", set()).add(UUID(change.before["project_id"]))
    placed = {change.root_id for change in changes if change.kind in ("task", "comment") and _places(change)}
    homes = projects_of(write, placed)
    ids.setdefault("project", set()).update(homes)
    locked: dict[UUID, Any] = {}
    for kind, model in _MODELS.items():
        for some in slices(sorted(ids.get(kind, ()))):
            rows = model.objects.of(write).filter(id__in=some).order_by("id")
            locked |= {row.id: row for row in rows.select_for_update(no_key=True)}
    require_still_in(homes, (locked[task] for task in placed if isinstance(locked.get(task), Task)))
    if "workspace" in ids:
        workspace = Workspace.objects.filter(id=write.workspace_id)
        locked |= {row.id: row for row in workspace.select_for_update(no_key=True)}
    return locked


def _places(change: Change) -> bool:
    """Whether undoing a change takes its task or comment to the trash or out of it, below a task, or elsewhere."""
    return change.verb == CREATED or not {"deleted_at", "parent_id", "project_id"}.isdisjoint(change.before)


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
