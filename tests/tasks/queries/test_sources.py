"""Who has few tasks is read from their assignments: the same rows as along the index, at the cost of what is theirs."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access import Access
from accounts.models import Membership
from dashboard import queries as dashboard
from tasks.days import today
from tasks.models import Project, Status, Task, TaskAssignee
from tasks.models.task import OPEN
from tasks.queries import board, lists, my_work
from tasks.queries.filters import Filter
from tasks.queries.sorts import DIRECTIONS
from tasks.queries.sql import sources
from tests.factories import MemberFactory, PersonFactory, ProjectFactory
from tests.tasks.queries.paging import pages_of
from tests.work import STATISTICS, analyse, work_of

pytestmark = pytest.mark.django_db
THEIRS, FEW, MANY = 60, 300, 6_000


@pytest.fixture
def bob() -> Access:
    """A member with about half of the tasks of a workspace that has everything in it."""
    chance = random.Random(27)
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    projects = [ProjectFactory(access=ann, key=key) for key in ("PT", "OTHER", "OLD", "GONE")]
    now, day = timezone.now(), today(bob)
    Project.objects.of(ann).filter(id=projects[2].id).update(archived_at=now)
    Project.objects.of(ann).filter(id=projects[3].id).update(deleted_at=now)
    tasks = [_task(ann, chance.choice(projects), number, chance.choice(Status.values)) for number in range(1, 121)]
    for task in tasks:
        task.title = chance.choice(["same", f"Task {chance.random()}"])
        task.priority = chance.randrange(5)
        task.due_on = chance.choice([None, day, day - timedelta(1), day + timedelta(chance.randrange(1, 40))])
        task.created_at = now - timedelta(days=chance.randrange(9))
        task.updated_at = now - timedelta(days=chance.randrange(9))
        task.deleted_at = chance.choice([None, None, None, now])
    Task.objects.bulk_create(tasks)
    _assign(ann, [(task, person) for task in tasks for person in chance.sample([ann, bob], chance.randrange(3))])
    return bob


FILTERS = [
    "",
    "status=open",
    "project=PT",
    "project=OLD",
    "priority=high,urgent",
    "due=overdue",
    "due=none",
    "parent=none&status=completed,cancelled",
]


@pytest.mark.parametrize("order", DIRECTIONS)
def test_both_ways_find_the_same_rows_in_the_same_order(
    bob: Access, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Membership.objects.of(bob).exclude(user=bob.user).get().user_id
    for who in ("me", f"me,{other}", str(other)):
        for query in FILTERS:
            filter = Filter.from_query({**_params(query), "assignee": who}).but(sort=order)
            few = _pages(bob, filter)
            with monkeypatch.context() as patched:
                patched.setattr(sources, "FEW", -1)
                along_the_index = _pages(bob, filter)
            assert few == along_the_index, f"{who} {query}"


@pytest.mark.parametrize("query", FILTERS)
def test_counts_boards_sections_and_figures_are_the_same_both_ways(
    bob: Access, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filter = Filter.from_query({**_params(query), "assignee": "me"}).but(sort="position")
    reads: list[Callable[[], Any]] = [
        lambda: lists.count(bob, filter),
        lambda: board.columns(bob, filter, each=3),
        lambda: board.groups(bob, filter, limit=7),
        lambda: my_work.sections(bob),
        lambda: dashboard._figures(bob, dashboard.MINE),
    ]
    few = [read() for read in reads]
    monkeypatch.setattr(sources, "FEW", -1)

    assert few == [read() for read in reads]


def test_a_list_that_began_one_way_goes_on_the_other(bob: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    filter = Filter(assignee=("me",), sort="due")
    whole = lists.tasks(bob, filter, limit=100).rows
    first = lists.tasks(bob, filter, limit=5)
    monkeypatch.setattr(sources, "FEW", -1)

    assert first.rows + lists.tasks(bob, filter, cursor=first.next or "", limit=100).rows == whole


@pytest.mark.parametrize("analysed", STATISTICS)
def test_twenty_times_the_tasks_of_others_are_the_same_work(analysed: bool) -> None:
    small, large = _among_others(FEW), _among_others(MANY)
    if analysed:
        analyse()
    reads: dict[str, Callable[[Access], Any]] = {
        order: lambda access, order=order: lists.tasks(access, Filter(assignee=("me",), status=tuple(OPEN), sort=order))
        for order in DIRECTIONS
    }
    reads |= {
        "my work": my_work.sections,
        "count": lambda access: lists.count(access, Filter(assignee=("me",))),
        "board": lambda access: board.columns(access, Filter(assignee=("me",), sort="position"), each=25),
        "figures": lambda access: dashboard._figures(access, dashboard.MINE),
    }

    grown = {
        name: round(work_of(lambda read=read: read(large)) / work_of(lambda read=read: read(small)), 1)
        for name, read in reads.items()
    }

    assert {name: ratio for name, ratio in grown.items() if ratio > 2} == {}


@pytest.mark.parametrize(
    ("read", "statements"),
    [
        (lambda access: lists.tasks(access, Filter()), 1),
        (lambda access: lists.tasks(access, Filter(assignee=("me",))), 2),
        (my_work.sections, 5),
        (lambda access: board.columns(access, Filter(assignee=("me",)), each=5), 3),
        (lambda access: board.groups(access, Filter(assignee=("me",)), limit=5), 3),
    ],
)
def test_the_way_is_asked_for_once_and_only_when_people_are(
    bob: Access, read: Callable[[Access], Any], statements: int
) -> None:
    with CaptureQueriesContext(connection) as captured:
        read(bob)

    assert len(captured) == statements


def _params(query: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in query.split("&") if pair)


def _pages(access: Access, filter: Filter) -> list[list[Any]]:
    return [page.rows for page in pages_of(lambda cursor: lists.tasks(access, filter, limit=17, cursor=cursor))]


def _among_others(count: int) -> Access:
    """Somebody with THEIRS of the open tasks of a workspace, the oldest; the others are another's."""
    ann = PersonFactory()
    bob = MemberFactory(of=ann)
    project = ProjectFactory(access=ann)
    tasks = [_task(ann, project, number, OPEN[0]) for number in range(1, THEIRS + count + 1)]
    Task.objects.bulk_create(tasks)
    _assign(ann, [(task, bob if number < THEIRS else ann) for number, task in enumerate(tasks)])
    return bob


def _assign(access: Access, pairs: list[tuple[Task, Access]]) -> None:
    TaskAssignee.objects.bulk_create(
        TaskAssignee(workspace=access.workspace, task=task, user=person.user) for task, person in pairs
    )


def _task(access: Access, project: Project, number: int, status: str) -> Task:
    return Task(
        workspace=access.workspace,
        project=project,
        number=number,
        title=f"Task {number}",
        status=status,
        completed_at=timezone.now() if status not in OPEN else None,
        position=f"{number:08x}",
        created_at=timezone.now() + timedelta(seconds=number),
    )
