"""The outbox: at least once, never lost, two workers never share a job, the hopeless are kept to be seen."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone
from django_tasks import task
from structlog.testing import capture_logs

from primetrade import jobs, leases
from primetrade.models import Outbox
from tests.concurrency import in_parallel
from tests.processes import WAIT_SECONDS

DONE: list[str] = []


@task()
def note(word: str) -> None:
    DONE.append(word)


@task()
def fail(word: str) -> None:
    raise ValueError(f"no {word}")


@task()
def fail_oddly() -> None:
    raise ValueError("a NUL \0 in the middle")


@pytest.fixture(autouse=True)
def _nothing_done_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    monkeypatch.setattr(jobs, "schedule", dict)


@pytest.mark.django_db
def test_an_enqueued_job_is_done_once_and_its_row_marked() -> None:
    note.enqueue(word="hello")

    assert (jobs.run_due(), jobs.run_due()) == (1, 0)
    assert DONE == ["hello"]
    assert Outbox.objects.get().done_at is not None


@pytest.mark.django_db
def test_a_job_of_a_transaction_that_fails_is_never_done() -> None:
    def broken() -> None:
        with transaction.atomic():
            note.enqueue(word="phantom")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()

    assert jobs.run_due() == 0


@pytest.mark.django_db
def test_a_failing_job_is_tried_again_later_and_after_eight_tries_kept_as_dead() -> None:
    fail.enqueue(word="luck")
    now = timezone.now()
    tries = 0
    for minutes in range(0, 60, 5):
        with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
            tries += jobs.run_due()

    row = Outbox.objects.get()
    assert (tries, row.attempts) == (leases.MAX_ATTEMPTS, leases.MAX_ATTEMPTS)
    assert row.dead_at is not None
    assert "no luck" in row.error


@pytest.mark.django_db(transaction=True)
def test_a_reason_that_no_database_takes_is_kept_as_far_as_it_can_be_and_holds_up_no_other_job() -> None:
    fail_oddly.enqueue()
    note.enqueue(word="after it")

    assert jobs.run_due() == 2
    assert DONE == ["after it"]
    assert "a NUL \ufffd in the middle" in Outbox.objects.get(done_at=None).error


@pytest.mark.django_db(transaction=True)
def test_an_end_that_can_never_be_written_is_not_tried_for_ever() -> None:
    note.enqueue(word="hello")

    with pytest.raises(ValidationError):
        leases.end_lease(Outbox.objects.get(), done_at="never")

    assert jobs.run_due() == 1


@pytest.mark.django_db
def test_the_job_of_a_worker_that_died_is_taken_when_its_lease_ends() -> None:
    note.enqueue(word="again")
    leases.take_lease(timezone.now())  # a worker that dies right here

    assert jobs.run_due() == 0
    with time_machine.travel(timezone.now() + timedelta(seconds=leases.LEASE_SECONDS + 1), tick=False):
        assert jobs.run_due() == 1
    assert DONE == ["again"]


@pytest.mark.django_db
def test_a_job_that_ends_every_worker_is_given_up() -> None:
    note.enqueue(word="poison")
    now = timezone.now()
    for lease in range(leases.MAX_ATTEMPTS + 1):
        with time_machine.travel(now + timedelta(seconds=lease * (leases.LEASE_SECONDS + 1)), tick=False):
            leases.take_lease(timezone.now())  # a worker that dies right here

    row = Outbox.objects.get()
    assert (row.attempts, row.dead_at is not None) == (leases.MAX_ATTEMPTS, True)


@pytest.mark.django_db
def test_a_job_for_later_waits() -> None:
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(word="later")
    assert jobs.run_due() == 0


@pytest.mark.django_db(transaction=True)
def test_four_workers_do_each_of_a_hundred_jobs_once() -> None:
    for number in range(100):
        note.enqueue(word=str(number))

    in_parallel(4, lambda _: [None for _ in iter(jobs.run_one, False)])

    assert sorted(DONE) == sorted(map(str, range(100)))


@pytest.mark.django_db(transaction=True)
def test_a_schedule_fires_once_though_two_workers_plan_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "schedule", lambda: {"tests.primetrade.test_jobs.note": 3600})
    now = timezone.now()

    in_parallel(2, lambda _: jobs.plan_schedules(now))
    jobs.plan_schedules(now + timedelta(hours=1))

    assert Outbox.objects.filter(kind="tests.primetrade.test_jobs.note").count() == 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_ends_when_it_is_told_to() -> None:
    note.enqueue(word="before the end")
    stop = threading.Event()
    worker = threading.Thread(target=jobs.run_worker, args=(stop,))
    worker.start()
    deadline = threading.Event()
    while not DONE and not deadline.wait(0.02):
        pass
    stop.set()
    worker.join(timeout=WAIT_SECONDS)

    assert (worker.is_alive(), DONE) == (False, ["before the end"])


@pytest.mark.django_db
def test_a_job_that_is_not_there_any_more_does_not_stop_the_others() -> None:
    Outbox.objects.create(kind=f"gone.{uuid4().hex}", run_at=timezone.now() - timedelta(seconds=1))
    note.enqueue(word="next")

    assert jobs.run_due() == 2
    assert DONE == ["next"]


@pytest.mark.django_db(transaction=True)  # the worker looks after whatever connection an earlier test left open
def test_a_worker_says_once_that_its_database_is_away_and_once_that_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop = threading.Event()
    answers = iter([OperationalError("refused\nIs it running?"), OperationalError("refused"), True])

    def answer() -> bool:
        given = next(answers)
        if isinstance(given, OperationalError):
            raise given
        stop.set()
        return given

    monkeypatch.setattr(jobs, "run_one", answer)
    monkeypatch.setattr(jobs, "AWAY_SECONDS", 0.001)
    with capture_logs() as lines:
        jobs.run_worker(stop)

    assert [(line["event"], line.get("reason")) for line in lines] == [
        ("the worker waits for its database", "refused"),
        ("the worker has its database again", None),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_fails_in_the_same_way_again_says_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stop = threading.Event()
    answers = iter(["no such table: a", "no such table: a", "no such table: b", "", "no such table: b"])

    def answer() -> bool:
        said = next(answers, None)
        if said is None:
            stop.set()
        elif said:
            raise ProgrammingError(said)
        return True

    monkeypatch.setattr(jobs, "run_one", answer)
    monkeypatch.setattr(jobs, "AWAY_SECONDS", 0.001)
    with capture_logs() as lines:
        jobs.run_worker(stop)

    assert [line["event"] for line in lines] == ["the worker failed"] * 3
