"""What labels are on is counted along their index, also before the database knows anything about the tables."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from accounts.access import Access
from tasks.models import Task, TaskLabel
from tasks.queries import catalogue
from tests.factories import LabelFactory, PersonFactory, ProjectFactory
from tests.work import analyse, forget, rows_touched, work_of

pytestmark = pytest.mark.django_db
LABELS, FEW, MANY = 20, 200, 2_000
TRASHED = 2 * LABELS


def _with_tasks(count: int) -> Access:
    """Each task with one of the labels, the first `TRASHED` in the trash."""
    ann = PersonFactory()
    project, labels = ProjectFactory(access=ann), [LabelFactory(access=ann) for _ in range(LABELS)]
    now = timezone.now()
    tasks = [
        Task(
            workspace=ann.workspace,
            project=project,
            number=number,
            title="Task",
            description="x" * 1_500,  # a small table is read from end to end for a little of it, and rightly so
            position=f"{number:08x}",
            deleted_at=now if number <= TRASHED else None,
        )
        for number in range(1, count + 1)
    ]
    Task.objects.bulk_create(tasks)
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace=ann.workspace, task=task, label=labels[number % LABELS])
        for number, task in enumerate(tasks)
    )
    return ann


@pytest.mark.parametrize("analysed", ["never", "when there was little", "now"])
def test_only_tasks_in_the_trash_are_looked_at(analysed: str) -> None:
    forget()
    few = _with_tasks(FEW)
    if analysed == "when there was little":
        analyse()
    many = _with_tasks(MANY)
    if analysed == "now":
        analyse()

    if connection.vendor == "postgresql":
        assert rows_touched(lambda: catalogue.labels(many), "tasks_task") <= 2 * TRASHED
    else:
        work = work_of(lambda: catalogue.labels(many)) - work_of(lambda: catalogue.labels(few))
        assert work / (MANY - FEW) < 10  # a place is stepped over along its index
    assert [row["tasks_count"] for row in catalogue.labels(many).rows] == [(MANY - TRASHED) // LABELS] * LABELS
