"""Jobs whose database goes away and comes back, and jobs whose worker is killed: they stand still for a moment only."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from primetrade import jobs, leases
from primetrade.models import Outbox
from tests.away import Way, work_command
from tests.primetrade.outage_jobs import hold
from tests.processes import Program, eventually

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[..., Program]
on_a_server = pytest.mark.skipif(connection.vendor != "postgresql", reason="a file does not go away")


@pytest.fixture(autouse=True)
def _no_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "schedule", dict)


@pytest.fixture
def way() -> Iterator[Way]:
    way = Way(url())
    yield way
    way.cut()


def url() -> str:
    told = connection.settings_dict
    return f"postgresql://{told['HOST']}:{told['PORT']}"


def held(folder: Path, *, then_ask: bool = False) -> Outbox:
    hold.enqueue(folder=str(folder), then_ask=then_ask)
    return Outbox.objects.get(kind="tests.primetrade.outage_jobs.hold")


def done(job: Outbox) -> bool:
    job.refresh_from_db()
    return job.done_at is not None


@on_a_server
@pytest.mark.parametrize("then_ask", [True, False], ids=["in the middle of it", "before its end is written"])
def test_a_job_goes_on_as_soon_as_its_database_is_back(start: Start, tmp_path: Path, way: Way, then_ask: bool) -> None:
    job = held(tmp_path, then_ask=then_ask)
    worker = start(work_command(connection.settings_dict["NAME"], way.port))
    assert eventually((tmp_path / "began").exists), worker.printed()

    way.cut()
    (tmp_path / "go").touch()
    assert worker.prints("the worker waits for its database"), worker.printed()
    job.refresh_from_db()
    lease = job.leased_until
    way.mend()

    assert eventually(lambda: done(job)), worker.printed()
    assert job.done_at < lease
    assert (job.attempts, (tmp_path / "did").read_text()) == (2 if then_ask else 1, "did\n")


def test_the_job_of_a_killed_worker_is_taken_up_within_a_minute(start: Start, tmp_path: Path) -> None:
    job = held(tmp_path)
    worker = start(work_command(connection.settings_dict["NAME"]))
    assert eventually((tmp_path / "began").exists), worker.printed()
    worker.send(signal.SIGKILL)
    worker.end()
    (tmp_path / "go").touch()

    assert jobs.run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=61), tick=False):
        assert jobs.run_due() == 1
    assert done(job)


def test_who_lost_a_lease_neither_extends_it_nor_writes_how_the_job_ended(tmp_path: Path) -> None:
    job = held(tmp_path)
    first = leases.take_lease(timezone.now())
    second = leases.take_lease(timezone.now() + timedelta(seconds=leases.LEASE_SECONDS + 1))
    assert first is not None
    assert second is not None

    leases.end_lease(first, error="too slow")

    job.refresh_from_db()
    assert (job.attempts, job.error, job.leased_until) == (2, "", second.leased_until)
