"""The change log as pages read it."""

import pytest

from primetrade.models import Change
from tasks.queries import log
from tests.factories import PersonFactory, ProjectFactory


@pytest.mark.django_db
def test_the_log_is_read_also_where_nothing_but_people_can_begin_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    ann = PersonFactory()
    ProjectFactory(access=ann)
    monkeypatch.setattr(log, "ORIGINS", [])

    changes = list(log.changes(ann))

    assert len(changes) == Change.objects.of(ann).count()
    assert {log.source_claim(change) for change in changes} == {""}
