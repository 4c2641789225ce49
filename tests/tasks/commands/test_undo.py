"""Undo takes any batch back, and nothing that somebody else did."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from primetrade.errors import NotAllowed, NotFound
from primetrade.models import Change
from tasks.commands import (
    create_comment,
    create_label,
    create_project,
    create_task,
    delete_comment,
    delete_label,
    delete_project,
    delete_task,
    edit_comment,
    edit_label,
    edit_project,
    edit_task,
    restore,
    undo,
)
from tasks.fields.task import FIELDS
from tasks.jobs import purge_trash
from tasks.models import Comment, Label, Project, Task, TaskAssignee, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.fields.samples import SAMPLES

pytestmark = pytest.mark.django_db


def state(access) -> dict:
    """All that a person can see of a workspace, without versions and times of change."""

    def rows(model, *names):
        return {row["id"]: row for row in model.objects.of(access).values("id", *names)}

    return {
        "projects": rows(Project, *Project.LOGGED),
        "tasks": rows(Task, *Task.LOGGED),
        "labels": rows(Label, *Label.LOGGED),
        "comments": rows(Comment, *Comment.LOGGED),
        "task_labels": set(TaskLabel.objects.of(access).values_list("task_id", "label_id")),
        "people": set(TaskAssignee.objects.of(access).values_list("task_id", "user_id", "name")),
    }


def live(found: dict) -> dict:
    """The same without what is in the trash, and without links of what is."""
    kept = {
        name: {key: row for key, row in found[name].items() if row["deleted_at"] is None}
        for name in ("projects", "tasks", "labels", "comments")
    }
    for name in ("task_labels", "people"):
        kept[name] = {link for link in found[name] if link[0] in kept["tasks"]}
    return kept


def test_every_field_of_an_edit_goes_back() -> None:
    ann = PersonFactory()
    project, label = ProjectFactory(access=ann), LabelFactory(access=ann)
    parent = TaskFactory(access=ann, project=project.id)
    task = TaskFactory(access=ann, due_on=date(2026, 5, 1), due_time=time(9), labels=[label.id])
    before = state(ann)

    edit = edit_task(
        ann, task=task.id, title="New", description="Words", status="completed", priority=4, due_on=date(2027, 1, 1),
        start_on=date(2026, 12, 1), estimate_minutes=30, project=project.id, parent=parent.id, labels=[],
        assignees=[ann.user.id],
    )  # fmt: skip
    assert state(ann) != before
    result = undo(ann, batch=edit.batch).value

    assert (state(ann), result.left) == (before, ())


def test_redo_is_undo_of_the_undo() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Old")
    edit = edit_task(ann, task=task.id, title="New", status="in_review")
    after = state(ann)

    undone = undo(ann, batch=edit.batch)
    undo(ann, batch=undone.batch)

    assert state(ann) == after


def test_what_someone_changed_since_stays_and_is_said() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    task = TaskFactory(access=ann, title="Old", priority=0)
    edit = edit_task(ann, task=task.id, title="New", priority=3)
    edit_task(bob, task=task.id, title="Bob's")

    result = undo(ann, batch=edit.batch).value

    now = Task.objects.of(ann).get(id=task.id)
    assert (now.title, now.priority) == ("Bob's", 0)
    assert result.left == ("The title of “Bob's” was changed since and stays.",)


def test_undo_of_a_creation_is_the_trash_unless_someone_worked_on_it() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    plain = create_task(ann, title="Plain")
    commented = create_task(ann, title="Commented")
    create_comment(bob, task=commented.value.id, body="Wait")

    assert undo(ann, batch=plain.batch).value.steps == 1
    assert Task.objects.of(ann).get(id=plain.value.id).deleted_at is not None
    result = undo(ann, batch=commented.batch).value
    assert (result.steps, len(result.left)) == (0, 1)
    assert Task.objects.of(ann).get(id=commented.value.id).deleted_at is None


def test_undo_of_a_creation_is_refused_when_someone_put_a_subtask_below() -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    made = create_task(ann, title="Parent")
    create_task(bob, title="Child", parent=made.value.id)

    assert undo(ann, batch=made.batch).value.left == ("IN-1 “Parent” was changed since and stays.",)


def test_a_deleted_label_comes_back_to_every_task() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann)
    for _ in range(3):
        TaskFactory(access=ann, labels=[label.id])
    before = state(ann)

    gone = delete_label(ann, label=label.id)
    assert not TaskLabel.objects.of(ann).exists()
    undo(ann, batch=gone.batch)

    assert state(ann) == before


def test_a_label_is_not_renamed_back_to_a_name_that_is_taken() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann, name="Bug")
    renamed = edit_label(ann, label=label.id, name="Fault")
    LabelFactory(access=ann, name="bug")

    assert undo(ann, batch=renamed.batch).value.left == ("There is another label named Bug now.",)


def test_a_move_to_another_project_goes_back_with_number_place_and_family() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    task = TaskFactory(access=ann)
    TaskFactory(access=ann, parent=task.id)
    before = state(ann)

    move = edit_task(ann, task=task.id, project=project.id)
    undone = undo(ann, batch=move.batch)
    assert state(ann) == before
    undo(ann, batch=undone.batch)

    assert Task.objects.of(ann).filter(project=project).count() == 2


def test_batches_of_another_workspace_are_not_there() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    made = create_task(ann, title="Mine")
    with pytest.raises(NotFound):
        undo(eve, batch=made.batch)


OWN = [field for field in FIELDS if not field.moves]
ACTIONS = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 9), st.integers(0, 9), st.integers(0, 5)), min_size=1, max_size=12
)


def declared_edit(other: int, value: int) -> dict:
    """An edit of any field that is declared to be a choice, a day, a text and so on."""
    field = OWN[other % len(OWN)]
    return {field.name: SAMPLES[field.type.name][value % 2] if not field.type.options else
            field.type.options[value % len(field.type.options)].value}  # fmt: skip


def act(access, number: int, pick: int, other: int, value: int):
    """One of everything a person can do, on one of what is there. None when it is not possible."""
    tasks = list(Task.objects.of(access).filter(deleted_at=None).order_by("id"))
    projects = list(Project.objects.of(access).filter(deleted_at=None).order_by("id"))
    labels = list(Label.objects.of(access).filter(deleted_at=None).order_by("id"))
    comments = list(Comment.objects.of(access).filter(deleted_at=None).order_by("id"))
    trashed = list(Task.objects.of(access).filter(deleted_at__isnull=False).order_by("id"))
    task, second = tasks[pick % len(tasks)], tasks[other % len(tasks)]
    project, label = projects[pick % len(projects)], labels[other % len(labels)] if labels else None
    statuses = ["todo", "in_progress", "in_review", "completed", "cancelled"]
    doings = [
        lambda: create_task(access, title=f"T{value}", project=project.id, labels=[label.id] if label else []),
        lambda: edit_task(access, task=task.id, title=f"Title {value}", priority=value % 5),
        lambda: edit_task(access, task=task.id, status=statuses[value % 5]),
        lambda: edit_task(
            access, task=task.id, due_on=date(2026, 1, 1 + value), due_time=time(value) if value else None
        ),
        lambda: edit_task(access, task=task.id, labels=[row.id for row in labels[: value % 3]]),
        lambda: edit_task(access, task=task.id, assignees=[access.user.id] if value % 2 else []),
        lambda: edit_task(access, task=task.id, project=project.id),
        lambda: edit_task(access, task=task.id, parent=second.id if value else None),
        lambda: edit_task(access, task=task.id, status=second.status, project=second.project_id, before=second.id),
        lambda: delete_task(access, task=task.id),
        lambda: restore(access, entry=trashed[pick % len(trashed)].id),
        lambda: create_comment(access, task=task.id, body=f"Words {value}"),
        lambda: (edit_comment if value % 2 else delete_comment)(
            access, comment=comments[pick % len(comments)].id, **({"body": f"New {value}"} if value % 2 else {})
        ),
        lambda: (
            delete_label(access, label=label.id) if value == 5
            else create_label(access, name=f"L{pick}{other}{value}") if value > 2
            else edit_project(access, project=project.id, name=f"P{value}", archived=None) if value == 2
            else delete_project(access, project=project.id) if value == 1
            else create_project(access, name=f"Made {other}")
        ),
        lambda: edit_task(access, task=task.id, **declared_edit(other, value)),
    ]  # fmt: skip
    from primetrade.errors import PrimeTradeError

    try:
        return doings[number]()
    except (PrimeTradeError, IndexError, AttributeError, ZeroDivisionError):
        return None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS)
def test_undoing_a_history_backwards_brings_back_exactly_what_was(history) -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    for number in range(3):
        TaskFactory(access=ann, project=project.id, title=f"Start {number}", labels=[LabelFactory(access=ann).id])
    steps = []
    for action in history:
        before = live(state(ann))
        outcome = act(ann, *action)
        if outcome is not None and Change.objects.of(ann).filter(batch=outcome.batch).exists():
            steps.append((before, outcome.batch))

    for before, batch in reversed(steps):
        result = undo(ann, batch=batch)
        assert (live(state(ann)), result.value.left) == (before, ())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTIONS, ACTIONS, st.data())
def test_undoing_ones_own_steps_loses_nothing_of_anybody_else(mine, theirs, data) -> None:
    ann = PersonFactory()
    bob = MemberFactory(of=ann, role="admin")
    project = ProjectFactory(access=ann)
    for number in range(3):
        TaskFactory(access=ann, project=project.id, title=f"Start {number}")
    batches = [outcome.batch for action in mine if (outcome := act(ann, *action))]
    batches = [batch for batch in batches if Change.objects.of(ann).filter(batch=batch).exists()]
    for action in theirs:
        act(bob, *action)
    words = {row.id: row.title for row in Task.objects.of(ann) if _last_writer(ann, row.id, "title") == bob.user.id}
    written = set(Comment.objects.of(ann).filter(author=bob.user, deleted_at=None).values_list("id", "body"))

    for batch in data.draw(st.permutations(batches)):
        undo(ann, batch=batch)

    assert {row.id: row.title for row in Task.objects.of(ann).filter(id__in=words)} == words
    assert written <= set(Comment.objects.of(ann).filter(deleted_at=None).values_list("id", "body"))


def _last_writer(access, task, field):
    changes = Change.objects.of(access).filter(object_id=task).order_by("-seq", "-n")
    return next((change.actor_id for change in changes if field in change.after), None)


def test_the_creation_of_what_was_purged_since_can_still_be_undone() -> None:
    ann = PersonFactory()
    made = create_task(ann, title="Gone", labels=[LabelFactory(access=ann).id], assignees=[ann.user.id])
    delete_task(ann, task=made.value.id)
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        purge_trash.func()

    assert undo(ann, batch=made.batch).value.steps == 0


def test_what_someone_said_is_not_taken_back_by_another_member() -> None:
    ann = PersonFactory()
    bob, eve = MemberFactory(of=ann), MemberFactory(of=ann)
    said = create_comment(bob, task=TaskFactory(access=ann).id, body="Hello")

    with pytest.raises(NotAllowed):
        undo(eve, batch=said.batch)
    assert undo(bob, batch=said.batch).value.steps == 1
    deleted = delete_comment(ann, comment=create_comment(bob, task=said.value.task_id, body="Again").value.id)
    with pytest.raises(NotAllowed):
        undo(eve, batch=deleted.batch)
    assert undo(bob, batch=deleted.batch).value.steps == 1


def test_a_parent_that_is_in_another_project_now_is_not_put_back() -> None:
    ann = PersonFactory()
    parent = TaskFactory(access=ann)
    child = TaskFactory(access=ann, parent=parent.id)
    freed = edit_task(ann, task=child.id, parent=None)
    edit_task(ann, task=parent.id, project=ProjectFactory(access=ann).id)

    undone = undo(ann, batch=freed.batch).value

    assert undone.left
    assert Task.objects.of(ann).get(id=child.id).parent_id is None
