"""Everything that people can do in a workspace, at random: for the laws that hold after each step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from hypothesis import strategies as st

from accounts.access import Access
from primetrade.commands import Outcome
from primetrade.errors import PrimeTradeError
from primetrade.models import Change
from tasks import commands
from tasks.fields.logged import DECLARED
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel
from tests.tasks.fields.samples import SAMPLES

# What each kind of object is edited by.
OWN = {kind: [one for one in fields if not one.moves and not one.fixed] for kind, (fields, _) in DECLARED.items()}
STATUSES = ["todo", "in_progress", "in_review", "completed", "cancelled"]


def state(access: Access) -> dict[str, Any]:
    """All that a person can see of a workspace, without versions and times of change."""

    def rows(model: Any, *names: str) -> dict[Any, Any]:
        return {row["id"]: row for row in model.objects.of(access).values("id", *names)}

    return {
        "projects": rows(Project, *Project.LOGGED),
        "tasks": rows(Task, *Task.LOGGED),
        "labels": rows(Label, *Label.LOGGED),
        "comments": rows(Comment, *Comment.LOGGED),
        "task_labels": set(TaskLabel.objects.of(access).values_list("task_id", "label_id")),
        "people": set(TaskAssignee.objects.of(access).values_list("task_id", "user_id", "name")),
    }


def live(found: dict[str, Any]) -> dict[str, Any]:
    """The same without what is in the trash, and without links of what is."""
    kept = {
        name: {key: row for key, row in found[name].items() if row["deleted_at"] is None}
        for name in ("projects", "tasks", "labels", "comments")
    }
    for name in ("task_labels", "people"):
        kept[name] = {link for link in found[name] if link[0] in kept["tasks"]}
    return kept


@dataclass
class Workspace:
    """What a person finds in a workspace, and which of it they pick."""

    access: Access
    pick: int
    other: int
    value: int

    def _rows(self, model: Any, **which: Any) -> list[Any]:
        return list(model.objects.of(self.access).filter(**which).order_by("id"))

    @cached_property
    def tasks(self) -> list[Task]:
        return self._rows(Task, deleted_at=None)

    @cached_property
    def projects(self) -> list[Project]:
        return self._rows(Project, deleted_at=None)

    @cached_property
    def labels(self) -> list[Label]:
        return self._rows(Label, deleted_at=None)

    @cached_property
    def task(self) -> Task:
        return self.tasks[self.pick % len(self.tasks)]

    @cached_property
    def second(self) -> Task:
        return self.tasks[self.other % len(self.tasks)]

    @cached_property
    def project(self) -> Project:
        return self.projects[self.pick % len(self.projects)]

    @cached_property
    def label(self) -> Label:
        return self.labels[self.other % len(self.labels)]

    @cached_property
    def comment(self) -> Comment:
        comments = self._rows(Comment, deleted_at=None)
        return comments[self.pick % len(comments)]

    def trashed(self, model: Any) -> Any:
        rows = self._rows(model, deleted_at__isnull=False)
        return rows[self.pick % len(rows)].id

    @cached_property
    def batch(self) -> Any:
        """One of the last ten batches, whoever made it."""
        batches = list(dict.fromkeys(change.batch for change in Change.objects.of(self.access).order_by("-seq")[:40]))
        return batches[self.pick % min(10, len(batches))]

    def declared_edit(self, kind: str = "task") -> dict[str, Any]:
        """An edit of any field of such an object: a choice, a day, a text and so on."""
        own = OWN[kind]
        field = own[self.other % len(own)]
        if field.type.options:
            return {field.name: field.type.options[self.value % len(field.type.options)].value}
        return {field.name: SAMPLES[field.type.name][self.value % 2]}


def _edit(**values: Callable[[Workspace], Any]) -> Callable[[Workspace], Any]:
    return lambda w: commands.edit_task(w.access, task=w.task.id, **{name: of(w) for name, of in values.items()})


DOINGS: tuple[Callable[[Workspace], Any], ...] = (
    lambda w: commands.create_task(
        w.access, title=f"T{w.value}", project=w.project.id, labels=[one.id for one in w.labels[: w.value % 2]]
    ),
    lambda w: commands.create_task(w.access, title=f"Sub {w.value}", parent=w.task.id),
    _edit(title=lambda w: f"Title {w.value}", priority=lambda w: w.value % 5),
    _edit(status=lambda w: STATUSES[w.value % 5]),
    _edit(due_on=lambda w: date(2026, 1, 1 + w.value), due_time=lambda w: time(w.value) if w.value else None),
    _edit(labels=lambda w: [row.id for row in w.labels[: w.value % 3]]),
    _edit(assignees=lambda w: [w.access.user.id] if w.value % 2 else []),
    _edit(project=lambda w: w.project.id),
    _edit(project=lambda w: w.projects[w.value % len(w.projects)].id),
    _edit(parent=lambda w: w.second.id if w.value else None),
    _edit(project=lambda w: w.second.project_id, parent=lambda w: w.second.id),
    _edit(status=lambda w: w.second.status, project=lambda w: w.second.project_id, before=lambda w: w.second.id),
    lambda w: commands.edit_task(w.access, task=w.task.id, **w.declared_edit()),
    lambda w: commands.edit_task(w.access, task=w.task.id, description="- [ ] Rope\n- [ ] Tar"),
    lambda w: commands.delete_task(w.access, task=w.task.id),
    lambda w: commands.restore(w.access, entry=w.trashed(Task)),
    lambda w: commands.restore(w.access, entry=w.trashed((Project, Comment, Label)[w.value % 3])),
    lambda w: commands.create_comment(w.access, task=w.task.id, body=f"Words {w.value}"),
    lambda w: commands.edit_comment(w.access, comment=w.comment.id, **w.declared_edit("comment")),
    lambda w: commands.delete_comment(w.access, comment=w.comment.id),
    lambda w: commands.create_label(w.access, name=f"L{w.pick}{w.other}{w.value}"),
    lambda w: commands.edit_label(w.access, label=w.label.id, **w.declared_edit("label")),
    lambda w: commands.delete_label(w.access, label=w.label.id),
    lambda w: commands.create_project(w.access, name=f"Made {w.other}"),
    lambda w: commands.edit_project(w.access, project=w.project.id, **w.declared_edit("project")),
    lambda w: commands.edit_project(w.access, project=w.project.id, archived=bool(w.value % 2)),
    lambda w: commands.delete_project(w.access, project=w.project.id),
    lambda w: commands.complete_subtasks(
        w.access, task=w.task.id,
        batch=Change.objects.of(w.access).filter(object_id=w.task.id, after__status="completed").latest("seq").batch,
    ),
)  # fmt: skip
UNDO: Callable[[Workspace], Any] = lambda w: commands.undo(w.access, batch=w.batch)  # noqa: E731

NUMBERS = (st.integers(0, 9), st.integers(0, 9), st.integers(0, 5))
ACTIONS = st.lists(st.tuples(st.sampled_from(DOINGS), *NUMBERS), min_size=1, max_size=12)
ACTIONS_AND_UNDOS = st.lists(st.tuples(st.sampled_from((*DOINGS, *[UNDO] * 9)), *NUMBERS), min_size=1, max_size=25)


def act(access: Access, doing: Callable[[Workspace], Any], *numbers: int) -> Outcome[Any] | None:
    """Do it on what is there; None when it is refused, or there is nothing to do it on."""
    try:
        outcome: Outcome[Any] = doing(Workspace(access, *numbers))
    except (PrimeTradeError, IndexError, ZeroDivisionError, Change.DoesNotExist):
        return None
    return outcome
