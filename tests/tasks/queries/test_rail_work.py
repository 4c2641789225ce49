"""The rail stands on every page: it costs what it shows, however much is open in the workspace and whosever it is."""

from __future__ import annotations

import random

import pytest
from django.utils import timezone

from accounts.access import Access
from tasks.models import Project, Status, Task, TaskAssignee
from tasks.models.task import OPEN
from tasks.queries import lists, rail
from tasks.queries.my_work import mine
from tests.factories import MemberFactory, PersonFactory, ProjectFactory
from tests.work import STATISTICS, analyse, work_of

pytestmark = pytest.mark.django_db
FEW, MANY = 300, 6_000


@pytest.mark.parametrize("analysed", STATISTICS)
def test_twenty_times_the_open_tasks_of_others_are_the_same_work(analysed: bool) -> None:
    small, large = _with_open_tasks(FEW), _with_open_tasks(MANY)
    if analysed:
        analyse()

    assert work_of(lambda: rail.rail(large)) <= 2 * work_of(lambda: rail.rail(small))


def test_what_it_counts_as_mine_is_what_my_work_lists() -> None:
    chance = random.Random(26)
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    projects = [ProjectFactory(access=ann) for _ in range(4)]
    now = timezone.now()
    Project.objects.of(ann).filter(id=projects[2].id).update(archived_at=now)
    Project.objects.of(ann).filter(id=projects[3].id).update(deleted_at=now)
    tasks = [_task(ann, chance.choice(projects), number, chance.choice(Status.values)) for number in range(1, 200)]
    for task in chance.sample(tasks, 40):
        task.deleted_at = now
    Task.objects.bulk_create(tasks)
    TaskAssignee.objects.bulk_create(
        TaskAssignee(workspace=ann.workspace, task=task, user=person)
        for task in tasks
        for person in chance.sample([ann.user, bob.user], chance.randrange(3))
    )

    for access in (ann, bob):
        assert rail.rail(access).my_work_count == str(lists.count(access, mine(access))[0])


def _with_open_tasks(count: int) -> Access:
    """Somebody to whom five of the open tasks of a workspace belong, and the rest to another."""
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    projects = [ProjectFactory(access=ann) for _ in range(3)]
    tasks = [_task(ann, projects[number % 3], number, OPEN[0]) for number in range(1, count + 1)]
    Task.objects.bulk_create(tasks)
    TaskAssignee.objects.bulk_create(
        TaskAssignee(workspace=ann.workspace, task=task, user=bob.user if number < 5 else ann.user)
        for number, task in enumerate(tasks)
    )
    return bob


def _task(access: Access, project: Project, number: int, status: str) -> Task:
    done = timezone.now() if status not in OPEN else None
    return Task(
        workspace=access.workspace,
        project=project,
        number=number,
        title="Task",
        status=status,
        completed_at=done,
        position=f"{number:08x}",
    )
