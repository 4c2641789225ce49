"""What a file says of people stays its claim: whoever it names, the name looks like no member's words or work."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import Access
from accounts.models import Role
from primetrade.people import SOURCES
from tasks.commands import create_comment
from tasks.commands.undo import undo
from tasks.imports.formats import FORMATS
from tasks.models import TaskAssignee
from tasks.queries import comments, lists
from tasks.queries.filters import Filter
from tests.factories import MemberFactory, PersonFactory, TaskFactory
from tests.tasks.imports.boards import board, card
from tests.tasks.imports.claims import OWNER, PERSON, WORDS, bring, forged
from tests.tasks.imports.runs import imported, started, task
from tests.tasks.visitor import Visitor, text

pytestmark = pytest.mark.django_db

FROM = "from Trello, brought in by Mal"


@pytest.fixture
def owner() -> Access:
    return PersonFactory(name=OWNER)


@pytest.fixture
def mal(owner: Access) -> Access:
    return MemberFactory(of=owner, name="Mal", role=Role.ADMIN)


def comment_in(page: str) -> str:
    found = re.search(r'<li class="stream__item" id="comment-.*?</li>', page, re.DOTALL)
    assert found
    return found[0]


def assignees_in(page: str) -> str:
    found = re.search(r'<a class="props__value" id="assignees".*?</a>', page, re.DOTALL)
    assert found
    return found[0]


# Its own name, Cyrillic and full-width look-alikes, turned and invisible characters, and one that says it is somebody.
NAMES = [
    OWNER,
    "Оlivia Оwner",
    "Ｏlivia Ｏwner",
    "\u202erenwO aivilO\u202c",
    "\u200bOlivia\u200d Owner",
    "אוליביה Owner",
    "Olivia Owner (owner of this workspace)",
    "<b>Olivia</b>",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_comment_under_a_name_of_a_file_says_where_it_is_from_and_has_nobodys_face(
    name: str, owner: Access, mal: Access
) -> None:
    row = bring(mal, forged(name))
    create_comment(owner, task=row.id, body="Mine.")

    page = text(Visitor(owner).get(row))

    forged_one, own = comment_in(page), comment_in(page[page.rindex('<li class="stream__item" id="comment-') :])
    assert f'</bdi> <span class="claim">{FROM}</span>' in forged_one
    assert "avatar--claimed" in forged_one
    assert "hue-" not in forged_one
    assert "claim" not in own
    assert "hue-" in own
    assert "\u202e" not in page


def test_the_menu_of_a_claimed_comment_names_it_as_one(owner: Access, mal: Access) -> None:
    found = comment_in(text(Visitor(owner).get(bring(mal, forged()))))

    assert f'aria-label="Act on this comment of {OWNER}, {FROM}"' in found
    assert f'aria-label="This comment of {OWNER}, {FROM}"' in found


@pytest.mark.parametrize("name", NAMES)
def test_an_assignee_whom_only_a_file_names_says_so_on_the_task(name: str, owner: Access, mal: Access) -> None:
    found = assignees_in(text(Visitor(owner).get(bring(mal, forged(name)))))

    assert f'<span class="claim">{FROM}</span>' in found
    assert "avatar--claimed" in found
    assert "hue-" not in found


@pytest.mark.parametrize("look", ["list", "board"])
def test_lists_and_boards_say_it_where_only_a_face_is_shown(look: str, owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    client = Client()
    client.force_login(owner.user)

    page = text(client.get(f"/w/{owner.workspace.slug}/projects/{row.project.key}/{look}"))

    assert f'title="{OWNER}, {FROM}"' in page
    assert f'title="{OWNER}"' not in page
    assert f"{OWNER} ({FROM})" in page
    assert not re.search(f"(?:Assigned to|Assignees of PT-[0-9]+:)\\s+{OWNER}(?! \\()", page)


def test_the_preview_shows_nobodys_face_for_whom_it_will_not_match(owner: Access, mal: Access) -> None:
    run = started(mal, forged("Olivia 0wner"))
    page = text(Visitor(mal).client.get(f"/w/{owner.workspace.slug}/imports/{run.id}"))

    assert "Assigned to Olivia 0wner (from Trello)" in page
    assert 'title="Olivia 0wner, from Trello"' in page


def test_the_owner_who_is_matched_is_assigned_but_the_comment_stays_the_files(owner: Access, mal: Access) -> None:
    imported(mal, forged(), people={PERSON: owner.user.id})

    page = text(Visitor(owner).get(task(mal, "Card 1")))

    assert "claim" not in assignees_in(page)
    assert FROM in comment_in(page)


def test_a_task_of_a_file_says_who_brought_it_in_and_not_who_created_it(owner: Access, mal: Access) -> None:
    page = text(Visitor(owner).get(bring(mal, forged())))

    assert f"{FROM}</span>" in page[page.index("<dt>Created</dt>") :].partition("</dd>")[0]


def test_words_that_a_second_import_changed_are_said_to_be_of_who_ran_that_one_until_it_is_undone(
    owner: Access, mal: Access
) -> None:
    ida = MemberFactory(of=owner, name="Ida", role=Role.ADMIN)
    row = bring(ida, forged(words="Let us talk."))
    assert "brought in by Ida" in comment_in(text(Visitor(owner).get(row)))

    batch = imported(mal, forged(words=WORDS), people={PERSON: None}).batch
    assert batch
    assert FROM in comment_in(text(Visitor(owner).get(row)))

    undo(owner, batch=batch)
    assert "brought in by Ida" in comment_in(text(Visitor(owner).get(row)))


def test_a_name_that_undo_puts_back_is_still_of_who_brought_it(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    batch = imported(mal, board(cards=[card()]), people={}).batch
    assert not TaskAssignee.objects.of(owner).exists()
    assert batch

    undo(owner, batch=batch)

    assert FROM in assignees_in(text(Visitor(owner).get(row)))


def test_who_brought_it_in_is_named_as_they_are_called_now(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    mal.user.name = "Mallory"
    mal.user.save(update_fields=["name"])

    assert "brought in by Mallory" in comment_in(text(Visitor(owner).get(row)))


def test_a_claim_whose_import_the_log_does_not_know_still_says_its_source(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    TaskAssignee.objects.of(owner).filter(task_id=row.id).update(name="Renamed by hand")

    found = assignees_in(text(Visitor(owner).get(row)))

    assert '<span class="claim">from Trello</span>' in found


def test_claimed_people_cost_no_statement(owner: Access, mal: Access) -> None:
    plain = TaskFactory(access=owner)
    create_comment(owner, task=plain.id, body="Mine.")
    row = bring(mal, forged())

    counts = []
    for one in (plain, row):
        Visitor(owner).get(one)
        with CaptureQueriesContext(connection) as ran:
            text(Visitor(owner).get(one))
        counts.append(len(ran))

    assert counts[1] <= counts[0]


def test_who_brought_it_in_is_read_along_the_index_of_the_log(owner: Access, mal: Access) -> None:
    row = bring(mal, forged())
    explained = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
    with CaptureQueriesContext(connection) as ran:
        comments.newest(owner, row.id, 50)
        lists.tasks(owner, Filter())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plans = []
        for query in ran:
            cursor.execute(explained + query["sql"].replace("%", "%%"))
            plans.append(str(cursor.fetchall()))

    assert all("change_object" in plan for plan in plans)
    assert not any("change_order" in plan for plan in plans)


def test_every_format_of_an_import_has_a_name_that_people_read() -> None:
    assert FORMATS.keys() == SOURCES.keys()
