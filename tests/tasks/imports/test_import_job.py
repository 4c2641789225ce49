"""The job of an import: killed and gone on with, failed and taken back, stopped; and how its work grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import OperationalError
from django.utils import timezone
from structlog.testing import capture_logs

from accounts.access import Access
from accounts.models import Membership
from primetrade.jobs import run_due
from primetrade.leases import LEASE_SECONDS, take_lease
from primetrade.models import Change, Outbox
from tasks.commands import create_task, delete_project
from tasks.commands.undo import undo
from tasks.imports import jobs
from tasks.imports.commands.runs import stop_import
from tasks.imports.jobs import run_import
from tasks.imports.models import Import
from tasks.models import Comment, Label, Project, Task
from tests.costs import calls_of
from tests.factories import MemberFactory, PersonFactory, ProjectFactory
from tests.tasks.imports.boards import board, card
from tests.tasks.imports.runs import confirm, imported, started

CARDS = 1_200


def large(count: int = CARDS) -> dict:
    return board(cards=[card(number) for number in range(1, count + 1)])


def job(run: Import) -> None:
    run_import.func(workspace=str(run.workspace_id), run=str(run.id))


@contextmanager
def breaking(at: int, error: Exception) -> Iterator[None]:
    """The transaction of batch number `at` goes wrong after everything is written."""
    from tasks.imports.commands.tasks import TaskImport

    saved, count = TaskImport.save, 0

    def save(self: TaskImport) -> None:
        nonlocal count
        count += 1
        saved(self)
        if count == at:
            raise error

    with mock.patch.object(TaskImport, "save", save):
        yield


@pytest.mark.django_db
def test_a_killed_job_goes_on_where_it_stopped_and_doubles_nothing() -> None:
    ann = PersonFactory()
    run = confirm(ann, run=started(ann, large()).id).value

    with breaking(2, KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        job(run)
    half = Import.objects.of(ann).get(id=run.id)
    job(run)
    run.refresh_from_db(from_queryset=Import.objects.of(ann))

    assert (half.state, half.done) == ("running", 500)
    assert (run.state, run.done) == ("done", CARDS)
    rows = Task.objects.of(ann).filter(project=run.project)
    assert sorted(rows.values_list("number", flat=True)) == list(range(1, CARDS + 1))
    assert Change.objects.of(ann).filter(batch=run.batch, verb="created", kind="task").count() == CARDS


@pytest.mark.django_db
def test_a_lost_database_is_tried_again_later() -> None:
    ann = PersonFactory()
    run = confirm(ann, run=started(ann, large()).id).value

    with breaking(2, OperationalError("server closed the connection")):
        run_due()

    waiting = Outbox.objects.get(dedupe_key=f"import:{run.id}")
    assert waiting.done_at is None
    assert "server closed the connection" in waiting.error
    assert Import.objects.of(ann).get(id=run.id).state == "running"


@pytest.mark.django_db
def test_no_other_worker_takes_up_an_import_or_its_undoing_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    from tasks.imports.commands.tasks import TaskImport

    ann = PersonFactory()
    run = confirm(ann, run=started(ann, large()).id).value
    saved, taken = TaskImport.save, []

    with time_machine.travel(timezone.now(), tick=False) as clock:

        def slow(self: TaskImport) -> None:
            clock.shift(LEASE_SECONDS - 1)
            taken.append(take_lease(timezone.now()))
            saved(self)
            if len(taken) == 3:
                raise ValueError("a fault of ours")

        def slow_undo(*args: Any, **kwargs: Any) -> Any:
            clock.shift(LEASE_SECONDS + 10)
            taken.append(take_lease(timezone.now()))
            return undo(*args, **kwargs)

        monkeypatch.setattr(TaskImport, "save", slow)
        monkeypatch.setattr(jobs, "undo", slow_undo)
        run_due()

    assert taken == [None] * 4
    assert Import.objects.of(ann).get(id=run.id).state == "failed"


@pytest.mark.django_db
def test_the_log_says_when_an_import_began_and_how_it_ended() -> None:
    ann = PersonFactory()
    with capture_logs() as lines:
        run = imported(ann, large(3))
        job(run)

    began, ended = (line for line in lines if line["event"].startswith("import "))
    who = {"workspace": str(ann.workspace_id), "run": str(run.id), "tasks": 3}
    assert began == {"event": "import started", "log_level": "info", **who, "written": 0}
    assert ended.pop("seconds") >= 0
    assert ended == {"event": "import finished", "log_level": "info", **who, "written": 3, "state": "done"}


@pytest.mark.django_db
def test_a_job_that_runs_twice_writes_once() -> None:
    ann = PersonFactory()
    run = imported(ann, large(3))

    job(run)

    assert Task.objects.of(ann).filter(project=run.project).count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("error", [ValueError("a fault of ours"), KeyError("label")])
def test_an_import_that_fails_half_way_leaves_nothing_behind(error: Exception) -> None:
    ann = PersonFactory()
    tasks, projects = set(Task.objects.of(ann)), set(Project.objects.of(ann))
    run = confirm(ann, run=started(ann, large()).id).value

    with breaking(2, error):
        run_due()
    run.refresh_from_db(from_queryset=Import.objects.of(ann))

    assert (run.state, run.items) == ("failed", None)
    assert "Everything was taken back" in run.error
    assert set(Task.objects.of(ann).filter(deleted_at=None)) == tasks
    assert set(Project.objects.of(ann).filter(deleted_at=None)) == projects
    assert not Label.objects.of(ann).filter(deleted_at=None).exists()
    assert not Comment.objects.of(ann).filter(deleted_at=None).exists()


@pytest.mark.django_db
def test_a_project_that_goes_away_meanwhile_ends_the_import_in_words() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    run = confirm(ann, run=started(ann, large(3)).id, project=project.id).value
    delete_project(ann, project=project.id)

    run_due()
    run.refresh_from_db(from_queryset=Import.objects.of(ann))

    assert run.state == "failed"
    assert run.error.startswith("The project of this import no longer exists.")
    assert "Everything was taken back" in run.error
    assert not Task.objects.of(ann).filter(project=project).exists()


@pytest.mark.django_db
def test_who_was_removed_meanwhile_writes_no_more() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    bob = MemberFactory(of=ann)
    run = confirm(bob, run=started(bob, large(3)).id, project=project.id).value
    Membership.everywhere.filter(user=bob.user, workspace=ann.workspace).delete()

    run_due()

    ended = Import.objects.of(ann).get(id=run.id)
    assert ended.state == "failed"
    assert "no longer belongs to this workspace" in ended.error
    assert "Everything was taken back" in ended.error
    assert not Task.objects.of(ann).filter(project=project).exists()


@pytest.mark.django_db
def test_whose_account_is_gone_meanwhile_writes_no_more() -> None:
    ann = PersonFactory()
    project = ProjectFactory(access=ann)
    run = confirm(ann, run=started(ann, large(3)).id, project=project.id).value
    Import.objects.of(ann).filter(id=run.id).update(created_by=None)

    run_due()

    ended = Import.objects.of(ann).get(id=run.id)
    assert ended.state == "failed"
    assert "no longer has an account" in ended.error
    assert "Everything was taken back" in ended.error
    assert not Task.objects.of(ann).filter(project=project).exists()


@pytest.mark.django_db
def test_stopping_takes_back_what_was_written_but_not_what_others_did() -> None:
    ann = PersonFactory(name="Ann")
    project = ProjectFactory(access=ann)
    run = confirm(ann, run=started(ann, large()).id, project=project.id).value
    with breaking(2, KeyboardInterrupt()), pytest.raises(KeyboardInterrupt):
        job(run)
    own = create_task(ann, title="Mine", project=project.id).value

    stop_import(ann, run=run.id)
    run_due()
    run.refresh_from_db(from_queryset=Import.objects.of(ann))

    assert (run.state, run.error) == ("failed", "Stopped by Ann. Everything was taken back.")
    assert run.finished_at is not None
    assert list(Task.objects.of(ann).filter(project=project, deleted_at=None)) == [own]


@pytest.mark.django_db
def test_progress_raises_no_version_of_its_own() -> None:
    ann = PersonFactory()
    run = imported(ann, large())
    seqs = Change.objects.of(ann).filter(batch=run.batch).values_list("seq", flat=True).distinct()

    assert len(set(seqs)) == 1 + -(-CARDS // jobs.BATCH_TASKS)


@pytest.mark.django_db(transaction=True)
def test_ten_times_the_tasks_cost_about_ten_times_the_work() -> None:
    warm, few = (confirmed(PersonFactory(), 500) for _ in range(2))
    many = confirmed(PersonFactory(), 5_000)

    job(warm)  # the first run reads and compiles what all others find there
    few_calls, many_calls = (calls_of(partial(job, run)) for run in (few, many))

    assert Task.objects.of(many).filter(project=many.project).count() == 5_000
    assert many_calls < 12 * few_calls


def confirmed(person: Access, count: int) -> Import:
    """A run of a board whose cards each have a description and a label."""
    labels = [{"id": f"650000040000000000000{n:03d}", "name": f"label {n}", "color": "red"} for n in range(10)]
    value = large(count) | {"labels": labels}
    for number, one in enumerate(value["cards"]):
        one["desc"] = "A few words about it. " * 10
        one["idLabels"] = [labels[number % 10]["id"]]
    return confirm(person, run=started(person, value).id).value
