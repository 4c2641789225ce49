"""Undo of any batch: the log walked backwards, each step put back where nobody changed it since.

A field is put back only if its value is still what the step made it; otherwise it stays and is reported. Values that
belong together (status and completion, due date and time, project and number) go back together. What the batch made, or
brought out of the trash, goes there as a whole, unless it is not any more as the batch left it, or others' work hangs
on it. Undo is itself a batch, so redo is undo of the undo.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from accounts.commands.members import part_with, put_back, refuse_role
from accounts.commands.workspaces import give_name
from accounts.models import Membership, Workspace
from primetrade.commands import Write, command, encoded
from primetrade.errors import NotFound, PrimeTradeError
from primetrade.models import Change
from primetrade.slices import slices
from tasks.fields.declaration import Link
from tasks.fields.happenings import BY_CHANGE, GONE, STAYS, TAKEN_BACK_BY
from tasks.fields.logged import LOGGED, together
from tasks.fields.task import LABELS, LINK_OF
from tasks.models import Comment, Label, OldTaskKey, Project, Task

from .aftermath import is_brought, trash_all, with_what_it_stands_in, worked_on
from .lookup import ask_for_at_the_end, with_tasks
from .undo_words import Left, name_of


@dataclass(frozen=True, slots=True)
class Undone:
    """How many steps were put back, and in words what was not: at most `LEFT_NAMED` sentences and a count.

    `keys` are those of the tasks that these sentences name, each where its sentence begins, else "".
    """

    steps: int
    left: tuple[str, ...]
    keys: tuple[str, ...]


@command("edit")
def undo(write: Write, *, batch: UUID) -> Undone:
    """Take back a batch as far as nobody changed it since. Raises NotFound, NotAllowed.

    A step on someone else's comment is taken back by who did it, by the comment's author or by an admin.
    """
    changes = list(Change.objects.of(write).filter(batch=batch).order_by("-seq", "-n"))
    if not changes:
        raise NotFound("There is no such batch here.")
    for kind in {change.kind for change in changes}:
        write.caller.require(TAKEN_BACK_BY.get(kind, "edit"))
    write.undoes = batch
    walk = _Walk(write, changes)
    if any(walk.is_about_others_comment(change) for change in changes):
        write.caller.require("manage_projects")
    for change in changes:
        walk.take_back(change)
    walk.take_back_creations()
    ask_for_at_the_end(write, people=walk.people, labels=walk.labels)
    return Undone(walk.steps, *walk.left.told())


class _Walk:
    """The state of one undo: the rows it locked, what it put back, what it left."""

    def __init__(self, write: Write, changes: list[Change]) -> None:
        self.write, self.steps = write, 0
        self._rows: dict[UUID, Any] = {}
        self.people: set[UUID] = set()  # put back on tasks
        self.labels: set[UUID] = set()
        self._lock(changes)
        self._made = {change.object_id: change for change in changes if change.verb == "created"}
        brought = {
            change.object_id: self._rows[change.object_id]
            for change in changes
            if change.object_id in self._rows and is_brought(change)
        }
        self._worked_on = worked_on(write, changes, brought) if brought else set()
        self._stays = with_what_it_stands_in(write, self._worked_on, brought)
        self.left = Left(write, [brought[found] for found in self._stays])

    def is_about_others_comment(self, change: Change) -> bool:
        """Whether somebody else took this step, on a comment that is not the caller's."""
        row, me = self._rows.get(change.object_id), self.write.caller.actor_id
        if not isinstance(row, Comment) or me in (change.actor_id, row.author_id):
            return False
        return row.author_id is not None or change.verb != "created"  # nobody's came with an import, and goes with it

    def take_back(self, change: Change) -> None:
        """Reverse one step."""
        if change.object_id in self._made or change.root_id in self._made:
            return  # goes with what was created: see take_back_creations
        row = self._rows.get(change.object_id)
        happening, link = BY_CHANGE[change.kind, change.verb], LINK_OF.get(change.verb)
        if change.verb == "removed":
            self._put_back_member(change)
        elif row is None:
            self._leave(GONE)
        elif happening.stays:
            self._leave(happening.stays)
        elif link is not None:
            (self._take_off if change.verb == link.put_on else self._put_on)(row, change, link)
        else:
            self._take_back_fields(row, change)

    # -- creations ----------------------------------------------------------------

    def take_back_creations(self) -> None:
        """What the batch created goes to the trash, unless it, what hangs on it or what stands in it was changed since.

        What stays keeps what it stands in: its parent, its project, its labels.
        """
        gone: list[Any] = []
        for identifier, change in self._made.items():
            row = self._rows.get(identifier)
            if row is None or getattr(row, "deleted_at", None) is not None:
                continue
            if isinstance(row, Workspace) or getattr(row, "is_inbox", False):
                self._leave(STAYS.format(it=name_of(row)))
            elif isinstance(row, Membership):
                self._remove_member(row)
            elif not (isinstance(row, Comment) and change.root_id in self._made):
                if identifier in self._stays:
                    self._leave_whole(row)
                else:
                    gone.append(row)
        trash_all(self.write, gone)
        self.steps += len(gone)

    def _remove_member(self, row: Membership) -> None:
        try:
            refuse_role(self.write, row, None)
        except PrimeTradeError as error:
            self._leave(error.detail)
        else:
            part_with(self.write, row)
            self.steps += 1

    # -- fields ----------------------------------------------------------------

    def _take_back_fields(self, row: Any, change: Change) -> None:
        values: dict[str, Any] = {}
        for names in together((change.after.keys() | change.before.keys()) & set(row.LOGGED)):
            if names == ["deleted_at"] and row.id in self._stays and change.before.get("deleted_at") is not None:
                self._leave_whole(row)
            elif any(encoded(getattr(row, name)) != change.after.get(name) for name in names):
                self._leave(f"The {LOGGED[change.kind][names[0]].word} of {name_of(row)} was changed since and stays.")
            else:
                before = {name: _decoded(row, name, change.before.get(name)) for name in names}
                reason = self._obstacle(row, values | before)
                if reason:
                    self._leave(reason)
                else:
                    values |= before
        if "project_id" in values:
            self._make_way(row, values)
        also = with_tasks(self.write, row) if isinstance(row, Project) and "deleted_at" in values else None
        if isinstance(row, Workspace) and values:
            self.steps += give_name(self.write, row, values["name"])
        elif values and self.write.edit(row, verb=BY_CHANGE[change.kind, change.verb].undone_as, also=also, **values):
            self.steps += 1

    def _obstacle(self, row: Any, before: dict[str, Any]) -> str:
        """Why these values can't be set again, in a sentence; "" when they can."""
        write = self.write
        if isinstance(row, Membership):
            try:
                refuse_role(write, row, before["role"])
            except PrimeTradeError as error:
                return error.detail
        if before.get("parent_id") is not None and not self._can_be_parent(before["parent_id"], row, before):
            return f"The parent that {name_of(row)} had is not there any more."
        if "project_id" in before:
            homes = Project.objects.of(write).filter(id=before["project_id"], deleted_at=None)
            if not homes.exists():
                return f"The project that {name_of(row)} was in is not there any more."
        if isinstance(row, Label) and (before.get("name") or "deleted_at" in before):
            name = before.get("name", row.name)
            if Label.objects.of(write).filter(name__iexact=name, deleted_at=None).exclude(id=row.id).exists():
                return f"There is another label named {name} now."
        comes_back = isinstance(row, Task) and before.get("deleted_at", row) is None
        if comes_back and not Project.objects.of(write).filter(id=row.project_id, deleted_at=None).exists():
            return f"The project of {name_of(row)} is in the trash."
        return ""

    def _can_be_parent(self, parent: UUID, child: Task, values: dict[str, Any]) -> bool:
        """Whether it is there, in the project where the child will be, and not itself below the child."""
        step: UUID | None = parent
        rows = Task.objects.of(self.write)
        home = values.get("project_id", child.project_id)
        if not rows.filter(id=parent, project_id=home, deleted_at=None).exists():
            return False
        while step is not None:
            if step == child.id:
                return False
            step = rows.filter(id=step).values_list("parent_id", flat=True).first()
        return True

    def _make_way(self, row: Task, values: dict[str, Any]) -> None:
        """The number that the task had is its own again; the one it leaves leads on."""
        number = values.get("number", row.number)  # not logged where both projects gave the same
        old = OldTaskKey.objects.of(self.write)
        old.filter(project_id=values["project_id"], number=number, task_id=row.id).delete()
        OldTaskKey(
            workspace_id=self.write.workspace_id, project_id=row.project_id, number=row.number, task_id=row.id
        ).save(force_insert=True)

    # -- links, one by one ----------------------------------------------------------------

    def _take_off(self, row: Task, change: Change, link: Link) -> None:
        if link.model.objects.of(self.write).filter(task_id=row.id, **link.row(change.after)).delete()[0]:
            self._log_step(row, link.taken_off, change.after, {})

    def _put_on(self, row: Task, change: Change, link: Link) -> None:
        reason = self._gone(link, change.before)
        if reason:
            self._leave(reason)
            return
        columns = link.row(change.before)
        if not link.model.objects.of(self.write).filter(task_id=row.id, **columns).exists():
            link.model(workspace_id=self.write.workspace_id, task_id=row.id, **columns).save(force_insert=True)
            self._log_step(row, link.put_on, {}, change.before)

    def _gone(self, link: Link, logged: dict[str, Any]) -> str:
        """Why a label or a person can't come back onto a task; "" when they can, and then they are asked for again."""
        if link is LABELS:
            if not Label.objects.of(self.write).filter(id=logged["label"], deleted_at=None).exists():
                return f"The label {logged['name']} is not there any more."
            self.labels.add(UUID(logged["label"]))
        elif logged["user"]:
            if not Membership.objects.of(self.write).filter(user_id=logged["user"]).exists():
                return f"{logged['name']} is not a member any more."
            self.people.add(UUID(logged["user"]))
        return ""

    def _put_back_member(self, change: Change) -> None:
        try:
            put_back(self.write, UUID(change.before["user_id"]), role=change.before["role"])
        except PrimeTradeError as error:
            self._leave(error.detail)
        else:
            self.steps += 1

    def _log_step(self, row: Task, verb: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        self.write.log(row, verb, before, after)
        row.save(update_fields=self.write.touch(row))
        self.steps += 1

    # -- what it stands on ----------------------------------------------------------------

    def _lock(self, changes: list[Change]) -> None:
        """The rows of the batch, locked in the one order: projects, tasks, then the rest."""
        ids: dict[str, set[UUID]] = {}
        for change in changes:
            ids.setdefault(change.kind, set()).add(change.object_id)
            if change.before.get("project_id"):
                ids.setdefault("project", set()).add(UUID(change.before["project_id"]))
        for kind, model in _MODELS.items():
            for some in slices(sorted(ids.get(kind, ()))):
                rows = model.objects.of(self.write).filter(id__in=some).order_by("id")
                self._rows |= {row.id: row for row in rows.select_for_update(no_key=True)}
        if "workspace" in ids:
            workspace = Workspace.objects.filter(id=self.write.workspace_id)
            self._rows |= {row.id: row for row in workspace.select_for_update(no_key=True)}

    def _leave_whole(self, row: Any) -> None:
        self.left.whole(row, worked_on=row.id in self._worked_on)

    def _leave(self, sentence: str) -> None:
        self.left.say(sentence)


_MODELS: dict[str, Any] = {
    "project": Project,
    "task": Task,
    "label": Label,
    "comment": Comment,
    "membership": Membership,
}


def _decoded(row: Any, name: str, value: Any) -> Any:
    field = row._meta.get_field(name)
    if value is None:
        return None if field.null else field.get_default()
    return (field.target_field if field.is_relation else field).to_python(value)
