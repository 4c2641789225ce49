"""Making, editing and moving tasks."""

from contextlib import nullcontext
from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from primetrade.errors import InvalidInput, NotFound, Stale
from primetrade.models import Change
from tasks.commands import create_task, delete_task, edit_task
from tasks.models import OldTaskKey, Project, Task, TaskAssignee, TaskLabel
from tests.factories import LabelFactory, MemberFactory, PersonFactory, ProjectFactory, TaskFactory, chain

pytestmark = pytest.mark.django_db


def test_a_task_without_a_project_waits_in_the_inbox_under_the_next_number() -> None:
    ann = PersonFactory()

    first, second = TaskFactory(access=ann), TaskFactory(access=ann)

    assert (first.project.is_inbox, first.number, second.number) == (True, 1, 2)
    assert first.position < second.position


def test_creating_raises_the_version_once_and_logs_what_was_given() -> None:
    ann = PersonFactory()
    label = LabelFactory(access=ann)
    before = Change.objects.of(ann).order_by("-seq").values_list("seq", flat=True).first()

    outcome = create_task(ann, title="Paint the hull", labels=[label.id], assignees=[ann.user.id])

    logged = Change.objects.of(ann).filter(batch=outcome.batch).order_by("n")
    assert outcome.version == before + 1
    assert [(change.seq, change.n, change.verb) for change in logged] == [
        (before + 1, 0, "created"),
        (before + 1, 1, "label_added"),
        (before + 1, 2, "assigned"),
    ]
    assert logged[0].after["title"] == "Paint the hull"


def test_an_edit_logs_only_the_fields_that_changed() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Old", priority=2)

    outcome = edit_task(ann, task=task.id, title="New", priority=2)

    change = Change.objects.of(ann).get(batch=outcome.batch)
    assert (change.before, change.after) == ({"title": "Old"}, {"title": "New"})
    assert outcome.value.version == task.version + 1


def test_an_edit_that_changes_nothing_leaves_version_and_log_alone() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Same")
    version = edit_task(ann, task=task.id, priority=1).version

    outcome = edit_task(ann, task=task.id, title="Same")

    assert (outcome.version, outcome.batch) == (version, None)


@pytest.mark.parametrize("status", ["completed", "cancelled"])
def test_completed_at_follows_the_status(status: str) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    closed = edit_task(ann, task=task.id, status=status).value
    assert closed.completed_at is not None
    assert edit_task(ann, task=task.id, status="todo").value.completed_at is None


def test_a_cancelled_task_that_is_completed_after_all_was_completed_then() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, status="cancelled")

    done = edit_task(ann, task=task.id, status="completed").value

    assert done.completed_at > task.completed_at


def test_every_value_at_fault_is_named_and_nothing_is_stored() -> None:
    ann = PersonFactory()
    count = Task.objects.of(ann).count()

    with pytest.raises(InvalidInput) as caught:
        create_task(ann, title="  ", status="doing", priority=9, due_on=date(1066, 10, 14), estimate_minutes=-1)

    assert set(caught.value.errors) == {"title", "status", "priority", "due_on", "estimate_minutes"}
    assert Task.objects.of(ann).count() == count


@pytest.mark.parametrize("title", ["a<b and c>d", "Tom & Jerry", "{{7*7}}", "Ünïcödé 🙂", "List<String>"])
def test_a_title_is_stored_as_typed(title: str) -> None:
    assert TaskFactory(access=PersonFactory(), title=title).title == title


@pytest.mark.parametrize("title", ["a\x00b", "a\u202eb", "a\ud800b", "x" * 501])
def test_a_title_with_unseen_characters_or_too_long_is_refused(title: str) -> None:
    with pytest.raises(InvalidInput):
        TaskFactory(access=PersonFactory(), title=title)


def test_a_due_time_needs_a_date_and_keeps_the_zone_it_was_meant_in() -> None:
    ann = PersonFactory(timezone="America/New_York")
    with pytest.raises(InvalidInput):
        TaskFactory(access=ann, due_time=time(9))

    task = TaskFactory(access=ann, due_on=date(2026, 3, 8), due_time=time(9))
    assert task.due_zone == "America/New_York"

    without = edit_task(ann, task=task.id, due_on=None).value
    assert (without.due_time, without.due_zone) == (None, "")


def test_a_due_time_is_in_the_zone_of_who_last_changed_it() -> None:
    ann = PersonFactory(timezone="America/New_York")
    bob = MemberFactory(of=ann, timezone="Europe/Helsinki")
    task = TaskFactory(access=ann, due_on=date(2026, 3, 8), due_time=time(14, 30))

    moved = edit_task(bob, task=task.id, due_on=date(2026, 3, 9), due_time=time(14, 30)).value
    assert (moved.due_on, moved.due_zone) == (date(2026, 3, 9), "America/New_York")

    assert edit_task(bob, task=task.id, due_time=time(15)).value.due_zone == "Europe/Helsinki"
    assert edit_task(bob, task=task.id, due_time=None).value.due_zone == ""
    assert edit_task(ann, task=task.id, due_time=time(15)).value.due_zone == "America/New_York"


def test_a_time_can_be_set_on_a_task_that_has_a_date() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, due_on=date(2026, 3, 8))

    assert edit_task(ann, task=task.id, due_time=time(17, 30)).value.due_time == time(17, 30)


def test_only_members_are_assigned() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    bob = MemberFactory(of=ann)

    task = TaskFactory(access=ann, assignees=[bob.user.id])
    with pytest.raises(InvalidInput):
        edit_task(ann, task=task.id, assignees=[eve.user.id])

    assert [row.user_id for row in TaskAssignee.objects.of(ann).filter(task=task)] == [bob.user.id]


def test_labels_are_set_and_logged_element_by_element() -> None:
    ann = PersonFactory()
    red, blue = LabelFactory(access=ann), LabelFactory(access=ann)
    task = TaskFactory(access=ann, labels=[red.id])

    outcome = edit_task(ann, task=task.id, labels=[blue.id])

    verbs = Change.objects.of(ann).filter(batch=outcome.batch).order_by("n").values_list("verb", flat=True)
    assert list(verbs) == ["label_added", "label_removed"]
    assert TaskLabel.objects.of(ann).get(task=task).label_id == blue.id


def test_what_belongs_to_another_workspace_is_not_there() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    task, project, label = TaskFactory(access=ann), ProjectFactory(access=ann), LabelFactory(access=ann)

    with pytest.raises(NotFound):
        edit_task(eve, task=task.id, title="Mine now")
    for values in ({"project": project.id}, {"parent": task.id}, {"labels": [label.id]}):
        with pytest.raises(InvalidInput):
            TaskFactory(access=eve, **values)


def test_a_stale_edit_is_refused_with_the_current_task() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="One")
    edit_task(ann, task=task.id, title="Two")

    with pytest.raises(Stale) as caught:
        edit_task(ann, task=task.id, title="Three", if_version=task.version)

    assert caught.value.current.title == "Two"


def test_a_task_moved_to_another_project_takes_its_subtasks_and_its_old_keys_lead_on() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    parent = TaskFactory(access=ann)
    child = TaskFactory(access=ann, parent=parent.id)

    moved = edit_task(ann, task=parent.id, project=project.id).value

    child_now = Task.objects.of(ann).get(id=child.id)
    assert (moved.project_id, moved.number, child_now.project_id, child_now.number) == (project.id, 1, project.id, 2)
    old = OldTaskKey.objects.of(ann).filter(project_id=parent.project_id).values_list("number", "task_id")
    assert sorted(old) == sorted([(parent.number, parent.id), (child.number, child.id)])


def test_a_cycle_of_parents_is_refused() -> None:
    ann = PersonFactory()
    top = TaskFactory(access=ann)
    below = TaskFactory(access=ann, parent=top.id)
    bottom = TaskFactory(access=ann, parent=below.id)

    for parent in (top.id, below.id, bottom.id):
        with pytest.raises(InvalidInput):
            edit_task(ann, task=top.id, parent=parent)


@pytest.mark.parametrize(("above", "below", "fits"), [(8, 1, True), (7, 2, True), (9, 1, False), (7, 3, False)])
def test_a_task_moves_below_another_with_all_its_levels_or_not_at_all(above: int, below: int, fits: bool) -> None:
    ann = PersonFactory()
    parent, child = chain(ann, above)[-1], chain(ann, below)[0]

    with nullcontext() if fits else pytest.raises(InvalidInput, match="at most 8 levels deep"):
        edit_task(ann, task=child.id, parent=parent.id)

    assert Task.objects.of(ann).get(id=child.id).parent_id == (parent.id if fits else None)


def test_a_subtask_in_the_trash_counts_as_a_level_because_it_can_come_back() -> None:
    ann = PersonFactory()
    parent, (child, _, lowest) = chain(ann, 7)[-1], chain(ann, 3)
    delete_task(ann, task=lowest.id)

    with pytest.raises(InvalidInput):
        edit_task(ann, task=child.id, parent=parent.id)


def test_an_archived_project_takes_no_new_tasks() -> None:
    from tasks.commands import edit_project

    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    edit_project(ann, project=project.id, archived=True)

    with pytest.raises(InvalidInput, match="archived"):
        TaskFactory(access=ann, project=project.id)


def test_before_and_after_say_the_place() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    one, two, three = (TaskFactory(access=ann, project=project.id, title=title) for title in ("1", "2", "3"))

    edit_task(ann, task=three.id, before=one.id)
    edit_task(ann, task=one.id, after=two.id)

    titles = Task.objects.of(ann).filter(project=project).order_by("position").values_list("title", flat=True)
    assert list(titles) == ["3", "2", "1"]


def test_moving_between_two_tasks_forever_spreads_the_column_anew_in_order() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    fixed, left, right = (TaskFactory(access=ann, project=project.id, title=title) for title in "abc")

    for turn in range(220):
        edit_task(ann, task=(left, right)[turn % 2].id, after=fixed.id)

    rows = Task.objects.of(ann).filter(project=project).order_by("position")
    assert [row.title for row in rows] == ["a", "c", "b"]
    assert max(len(row.position) for row in rows) <= 200
    later = TaskFactory(access=ann, project=project.id)
    assert later.position > rows.last().position or rows.last().id == later.id


def test_a_move_beside_a_task_of_another_column_is_refused() -> None:
    ann = PersonFactory()
    one, two = TaskFactory(access=ann), TaskFactory(access=ann, status="completed")

    with pytest.raises(InvalidInput):
        edit_task(ann, task=one.id, before=two.id)
    assert edit_task(ann, task=one.id, before=two.id, status="completed").value.position < two.position


def test_a_trashed_task_can_not_be_edited() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)
    delete_task(ann, task=task.id)

    with pytest.raises(NotFound):
        edit_task(ann, task=task.id, title="Ghost")


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "doing"},
        {"priority": 5},
        {"title": ""},
        {"number": 0},
        {"position": "XYZ"},
        {"status": "completed"},
        {"estimate_minutes": -5},
    ],
)
def test_the_database_itself_refuses_what_must_not_be(wrong: dict[str, object]) -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann)

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.of(ann).filter(id=task.id).update(**wrong)


def test_the_database_refuses_one_number_twice() -> None:
    ann = PersonFactory()
    one, two = TaskFactory(access=ann), TaskFactory(access=ann)

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.of(ann).filter(id=two.id).update(number=one.number)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_a_project_of_another_workspace() -> None:
    ann, eve = PersonFactory(), PersonFactory()
    task = TaskFactory(access=ann)
    foreign = Project.objects.of(eve).get(is_inbox=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.of(ann).filter(id=task.id).update(project_id=foreign.id)


def test_a_task_of_another_project_can_not_become_the_parent() -> None:
    ann = PersonFactory()
    task, elsewhere = TaskFactory(access=ann), TaskFactory(access=ann, project=ProjectFactory(access=ann).id)

    with pytest.raises(InvalidInput) as refused:
        edit_task(ann, task=task.id, parent=elsewhere.id)

    assert list(refused.value.errors) == ["parent"]
