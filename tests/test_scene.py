"""The scene stands on both databases."""

from datetime import date

import pytest

from tasks.models import Task
from tests.scene import TASKS, ferry_company


@pytest.mark.django_db
def test_the_scene_holds_what_its_table_says() -> None:
    scene = ferry_company(date(2026, 11, 24))
    rows = Task.objects.of(scene.owner).filter(project=scene.project, parent=None, deleted_at=None)
    assert rows.count() == len(TASKS)
