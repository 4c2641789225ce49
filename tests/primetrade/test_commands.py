"""The write path under load and under faults: one version a transaction, nothing half done, nothing lost."""

import random
import time
from uuid import UUID

import pytest
from django.db import OperationalError

from primetrade.commands import Write, command
from primetrade.errors import Conflict, NotAllowed
from primetrade.models import Change, Outbox
from tasks.commands import create_comment, create_label, create_task, edit_task, undo
from tasks.models import Project, Task
from tests.concurrency import in_parallel
from tests.factories import MemberFactory, PersonFactory, ProjectFactory, TaskFactory

WRITERS = 16


@command("edit")
def fail_late(write: Write, *, task: UUID) -> None:
    row = Task.objects.of(write).get(id=task)
    write.edit(row, title="Half done")
    write.enqueue("tests.never", {})
    raise RuntimeError("after the rows, before the commit")


@pytest.mark.django_db
def test_a_command_that_fails_leaves_no_row_no_change_no_job_and_no_version() -> None:
    ann = PersonFactory()
    task = TaskFactory(access=ann, title="Whole")
    version = _version(ann)

    with pytest.raises(RuntimeError):
        fail_late(ann, task=task.id)

    assert Task.objects.of(ann).get(id=task.id).title == "Whole"
    assert (_version(ann), Outbox.objects.filter(kind="tests.never").count()) == (version, 0)


@command("own")
def close_shop(write: Write) -> None:
    write.enqueue("tests.never", {})


@pytest.mark.django_db
def test_a_role_that_may_not_is_refused_before_anything_happens() -> None:
    bob = MemberFactory(of=PersonFactory())

    with pytest.raises(NotAllowed):
        close_shop(bob)

    assert not Outbox.objects.filter(kind="tests.never").exists()


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_leave_numbers_and_seq_without_gaps_or_doubles(record_property) -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    start = _version(ann)
    each = 8

    began = time.perf_counter()
    in_parallel(WRITERS, lambda number: [create_task(ann, title=f"{number}", project=project.id) for _ in range(each)])
    seconds = time.perf_counter() - began

    numbers = sorted(Task.objects.of(ann).filter(project=project).values_list("number", flat=True))
    seqs = sorted(set(Change.objects.of(ann).filter(seq__gt=start).values_list("seq", flat=True)))
    assert numbers == list(range(1, WRITERS * each + 1))
    assert seqs == list(range(start + 1, start + WRITERS * each + 1))
    assert Project.objects.of(ann).get(id=project.id).last_number == WRITERS * each
    record_property(f"commands per second of {WRITERS} writers", round(WRITERS * each / seconds))


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_of_every_kind_meet_no_error() -> None:
    ann = PersonFactory()
    projects = [ProjectFactory(access=ann) for _ in range(3)]
    tasks = [TaskFactory(access=ann, project=projects[n % 3].id) for n in range(12)]
    children = [TaskFactory(access=ann, parent=task.id) for task in tasks[:6]]
    start = _version(ann)

    def work(number: int) -> None:
        choice = random.Random(number)
        for _ in range(6):
            task, other = choice.choice(tasks), choice.choice(projects)
            doing = choice.randrange(6)
            if doing == 0:
                edit_task(ann, task=task.id, title=f"by {number}", priority=choice.randrange(5))
            elif doing == 1:
                edit_task(ann, task=task.id, project=other.id)
            elif doing == 2:
                create_comment(ann, task=task.id, body="Hello")
            elif doing == 3:
                edit_task(ann, task=task.id, status=choice.choice(["todo", "completed", "in_review"]))
            elif doing == 4:
                made = create_task(ann, title="x", project=other.id)
                undo(ann, batch=made.batch)
            else:
                edit_task(ann, task=choice.choice(children).id, estimate_minutes=choice.randrange(100))

    in_parallel(WRITERS, work)

    seqs = sorted(set(Change.objects.of(ann).filter(seq__gt=start).values_list("seq", flat=True)))
    assert seqs == list(range(start + 1, _version(ann) + 1))
    for child in children:
        row = Task.objects.of(ann).get(id=child.id)
        assert row.project_id == Task.objects.of(ann).get(id=row.parent_id).project_id


@pytest.mark.django_db(transaction=True)
def test_two_who_move_under_each_other_make_no_cycle() -> None:
    ann = PersonFactory()
    one, two = TaskFactory(access=ann), TaskFactory(access=ann)

    def move(number: int) -> str:
        from primetrade.errors import InvalidInput

        child, parent = ((one, two), (two, one))[number % 2]
        try:
            edit_task(ann, task=child.id, parent=parent.id)
        except InvalidInput:
            return "refused"
        return "moved"

    answers = in_parallel(2, move)

    parents = dict(Task.objects.of(ann).filter(id__in=[one.id, two.id]).values_list("id", "parent_id"))
    assert sorted(answers) == ["moved", "refused"]
    assert sum(parent is not None for parent in parents.values()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("state", "tries"), [("40P01", 4), ("40001", 4), ("57014", 1)])
def test_a_deadlock_repeats_the_whole_command_three_times_and_other_errors_do_not(state: str, tries: int) -> None:
    ann = PersonFactory()
    calls = []

    class Cause(Exception):
        sqlstate = state

    @command("edit")
    def unlucky(write: Write) -> None:
        calls.append(1)
        raise OperationalError from Cause()

    with pytest.raises(OperationalError):
        unlucky(ann)
    assert len(calls) == tries


@command("edit")
def go_on(write: Write, *, batch: UUID, task: UUID) -> None:
    write.batch = batch
    write.edit(Task.objects.of(write).get(id=task), title="Changed")


@pytest.mark.django_db
def test_commands_joined_into_one_batch_are_taken_back_together() -> None:
    ann = PersonFactory()
    first = create_task(ann, title="One")
    go_on(ann, batch=first.batch, task=TaskFactory(access=ann).id)

    assert undo(ann, batch=first.batch).value.steps == 2


def _version(access) -> int:
    access.workspace.refresh_from_db()
    return access.workspace.version


@pytest.mark.django_db(transaction=True)
def test_who_makes_the_same_at_the_same_moment_is_told_so() -> None:
    ann = PersonFactory()

    def make(_: int) -> str:
        try:
            create_label(ann, name="Same")
        except Conflict:
            return "conflict"
        return "made"

    assert sorted(in_parallel(4, make)) == ["conflict", "conflict", "conflict", "made"]
