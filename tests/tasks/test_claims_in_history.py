"""History and activity tell what an import did as that, and whom a file names as named by it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.models import Role
from dashboard.activity import recent
from tasks.commands import create_comment, edit_task
from tasks.commands.undo import undo
from tasks.models import Comment, Task
from tasks.queries import detail, history_wording, stream
from tests.factories import MemberFactory, PersonFactory, TaskFactory
from tests.tasks.imports.boards import board, card, everything
from tests.tasks.imports.claims import OWNER, bring, forged
from tests.tasks.imports.runs import imported
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NAMED = f"\u2068{OWNER}\u2069"


@pytest.fixture
def owner() -> Access:
    return PersonFactory(name=OWNER)


@pytest.fixture
def mal(owner: Access) -> Access:
    return MemberFactory(of=owner, name="Mal", role=Role.ADMIN)


def steps(access: Access, task: Task) -> list[Any]:
    found = stream.stream(access, detail.task(access, str(task.id)), today=TODAY).items
    return [(item.actor, item.words, item.claim) for item in found if item.kind == "step"]


def test_an_imported_task_was_brought_in_and_not_created(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())

    assert steps(owner, row) == [("Mal", "brought in the task", "from Trello")]
    assert '<b>Mal</b> brought in the task <span class="claim">from Trello</span>' in text(Visitor(owner).get(row))


def test_the_stream_of_an_imported_task_is_in_the_order_of_time(owner: Access) -> None:
    imported(owner, everything())
    task = Comment.objects.of(owner).order_by("created_at").first().task
    edit_task(owner, task=task.id, priority=3)
    create_comment(owner, task=task.id, body="After it came.")

    found = stream.stream(owner, detail.task(owner, str(task.id)), today=TODAY).items

    assert [item.at for item in found] == sorted(item.at for item in found)
    assert [item.kind for item in found] == ["comment", "comment", "comment", "step", "step", "comment"]


def test_what_a_second_import_changed_is_told_as_from_the_file(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())

    bring(mal, forged(desc="Pay at once."))

    assert steps(owner, row)[-1] == ("Mal", "wrote the description", "from Trello")


def test_a_name_that_an_import_puts_on_or_takes_off_is_said_to_be_from_the_file(owner: Access, mal: Access) -> None:
    imported(mal, board(cards=[card()]))
    row = bring(mal, forged())
    imported(mal, board(cards=[card()]))

    assert [words for _, words, _ in steps(owner, row)[1:]] == [
        f"assigned {NAMED} (from Trello)",
        f"unassigned {NAMED} (from Trello)",
    ]


def test_a_name_that_a_person_puts_back_is_said_to_be_of_who_brought_it_in(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    batch = imported(mal, board(cards=[card()])).batch
    assert batch

    undo(owner, batch=batch)

    said = f"assigned {NAMED} (from Trello, brought in by Mal)"
    assert steps(owner, row)[-1] == (OWNER, said, "")
    assert said in text(Visitor(owner).get(row))


def test_a_member_is_assigned_as_before(owner: Access) -> None:
    row = TaskFactory(access=owner)

    edit_task(owner, task=row.id, assignees=[owner.user.id])

    assert steps(owner, row)[-1] == (OWNER, f"assigned {OWNER}", "")


def test_activity_names_the_one_task_of_an_import_and_later_the_comment_on_it(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    link = f'<a href="{Visitor(owner).url(row)}"'
    (event,) = [event for event in recent(owner) if event.claim]
    assert (event.actor, event.claim) == ("Mal", "from Trello")
    assert event.words.startswith(f"brought in {link}")

    file = forged()
    file["actions"].append(file["actions"][0] | {"id": "650000000000000000000007"})
    bring(mal, file)

    latest = recent(owner)[0]
    assert (latest.actor, latest.claim) == ("Mal", "from Trello")
    assert latest.words.startswith(f"brought in a comment on {link}")


def test_activity_counts_all_tasks_of_an_import_that_is_longer_than_what_it_reads(owner: Access, mal: Access) -> None:
    inbox = TaskFactory(access=owner).project_id
    run = imported(mal, board(cards=[card(number) for number in range(1, 151)]), project=inbox)
    assert _events(owner)[0] == ("Mal", "brought in 150 tasks", "from Trello")

    TaskFactory(access=owner)

    assert _events(owner)[1] == ("Mal", "brought in 150 tasks", "from Trello")
    assert run.batch
    undo(owner, batch=run.batch)
    assert _events(owner)[0] == (OWNER, "changed 120 or more tasks", "")


def test_activity_tells_an_import_once_even_if_people_worked_meanwhile(
    owner: Access, mal: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.imports.jobs.BATCH_TASKS", 2)
    monkeypatch.setattr("tasks.imports.jobs.extend_lease", lambda: TaskFactory(access=owner))

    imported(mal, board(cards=[card(number) for number in range(1, 7)]))

    told = _events(owner)
    assert [words for _, words, claim in told if claim] == ["brought in 6 tasks"]
    assert len([words for name, words, _ in told if name == OWNER and words.startswith("created <a")]) == 3


def test_activity_says_how_many_tasks_an_import_brought_up_to_date(owner: Access, mal: Access) -> None:
    imported(mal, board(cards=[card(1), card(2), card(3)]))

    imported(mal, board(cards=[card(1, desc="Pay"), card(2, desc="Pay"), card(3)]))

    assert _events(owner)[0] == ("Mal", "brought 2 tasks up to date", "from Trello")


def _events(access: Access) -> list[tuple[str, str, str]]:
    return [(event.actor, str(event.words), event.claim) for event in recent(access)]


def test_activity_counts_the_tasks_of_a_large_import_as_brought_in(owner: Access, mal: Access) -> None:
    run = imported(mal, board(cards=[card(number) for number in range(1, 8)]))

    (event,) = [event for event in recent(owner) if event.claim]

    assert (event.actor, event.words, event.claim) == ("Mal", "brought in 7 tasks", "from Trello")
    assert run.batch
    assert history_wording.batch_words(owner, run.batch, today=TODAY) == "brought in 7 tasks"


def test_the_dashboard_shows_where_it_is_from(owner: Access, mal: Access) -> None:
    bring(mal, forged())

    page = text(Visitor(owner).client.get(f"/w/{owner.workspace.slug}/dashboard"))

    assert '<span class="claim">from Trello</span>' in page


def test_a_history_without_people_of_files_costs_no_statement_for_them(owner: Access, mal: Access) -> None:
    own, row = TaskFactory(access=owner), bring(mal, forged())

    counts = []
    for one in (own, row):
        found = detail.task(owner, str(one.id))
        with CaptureQueriesContext(connection) as ran:
            stream.stream(owner, found, today=TODAY)
        counts.append(len(ran))

    assert counts == [2, 2]
