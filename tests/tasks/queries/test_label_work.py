"""What a label is on is counted from its own places, also before the database knows anything about the tables."""

from __future__ import annotations

import pytest
from django.db import connection

from tasks.models import Task, TaskLabel
from tasks.queries import catalogue
from tests.factories import LabelFactory, PersonFactory, ProjectFactory
from tests.work import rows_touched

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the plans are PostgreSQL's"),
]
TASKS = 2_000


def test_without_statistics_each_place_of_a_label_is_looked_at_once() -> None:
    ann = PersonFactory()
    project, labels = ProjectFactory(access=ann), [LabelFactory(access=ann) for _ in range(20)]
    tasks = [
        Task(workspace=ann.workspace, project=project, number=number, title="Task", position=f"{number:08x}")
        for number in range(1, TASKS + 1)
    ]
    Task.objects.bulk_create(tasks)
    TaskLabel.objects.bulk_create(
        TaskLabel(workspace=ann.workspace, task=task, label=labels[number % len(labels)])
        for number, task in enumerate(tasks)
    )

    assert rows_touched(lambda: catalogue.labels(ann), "tasks_task") <= 2 * TASKS
    assert [row["tasks_count"] for row in catalogue.labels(ann).rows] == [TASKS // len(labels)] * len(labels)
