"""One count of the same work: rail, cards of projects, dashboard, statistics, lists and My work agree on it."""

from __future__ import annotations

import random

import pytest
from django.utils import timezone

from accounts.access import Access
from dashboard import queries
from tasks.models import Project, Status, Task
from tasks.models.task import OPEN
from tasks.queries import catalogue, lists, my_work, rail, stats
from tasks.queries.filters import Filter
from tests.factories import PersonFactory, ProjectFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> Access:
    """Three projects and one in the archive, with tasks and subtasks of every status, some in the trash."""
    ann, chance, now = PersonFactory(), random.Random(15), timezone.now()
    projects = [ProjectFactory(access=ann) for _ in range(4)]
    for number in range(40):
        parent = TaskFactory(access=ann, project=projects[number % 4].id, status=chance.choice(Status.values))
        if number % 3:
            TaskFactory(access=ann, project=parent.project_id, parent=parent.id, status=chance.choice(Status.values))
    some = chance.sample(list(Task.objects.of(ann).values_list("id", flat=True)), 10)
    Task.objects.of(ann).filter(id__in=some).update(deleted_at=now)
    Project.objects.of(ann).filter(id=projects[3].id).update(archived_at=now)
    return ann


def test_every_number_of_open_tasks_is_the_same(ann: Access) -> None:
    open_tasks, exact = lists.count(ann, Filter(status=tuple(OPEN)))
    shown = rail.rail(ann)
    cards = catalogue.projects(ann, archived=False).rows
    in_my_work = [row for section in my_work.sections(ann) for row in section.rows]

    assert exact
    assert any(row["parent_id"] for row in in_my_work)
    assert queries.figures(ann).open == stats.stats(ann)["open"] == open_tasks
    assert sum(card["open_count"] for card in cards) == open_tasks
    assert str(len(in_my_work)) == shown.my_work_count == str(open_tasks)  # all is hers: nobody else is here


def test_a_project_has_one_number_in_the_rail_on_its_card_and_in_its_list(ann: Access) -> None:
    cards = {card["key"]: card["open_count"] for card in catalogue.projects(ann, archived=False).rows}

    for project in rail.rail(ann).projects:
        listed, _ = lists.count(ann, Filter(status=tuple(OPEN), project=(project["key"],)))
        assert project["open_count"] == str(cards[project["key"]]) == str(listed)
