"""A form that a command refuses leads back to its page, where what was typed is in it again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.access import Access
from primetrade.commands import Write
from primetrade.errors import Conflict
from tasks.commands import edit_project
from tests.factories import MemberFactory, ProjectFactory, TaskFactory
from tests.tasks.pages import address, client_of, toasts

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(ann: Access) -> Client:
    return client_of(ann)


def sent(client: Client, page: str, action: str, **fields: Any) -> Any:
    return client.post(action, fields, headers={"Referer": f"http://testserver{page}"}, follow=True)


def test_a_role_that_is_refused_leads_back_to_the_settings(ann: Access, client: Client, settings: Any) -> None:
    settings.MAIL_GOES_OUT = True
    bob, page = MemberFactory(of=ann, name="Bob"), address(ann, "workspace_settings")

    answer = sent(client, page, address(ann, "members"), act="role", member=bob.user.id, role="admin")

    assert answer.redirect_chain == [(page, 303)]
    assert "Bob has to confirm their e-mail address first" in toasts(answer)[0]


@pytest.mark.parametrize(("page", "rest", "fields"), [
    ("task", "/boxes", {"box": "a"}),
    ("project_board", "/place", {"place": "down"}),
])  # fmt: skip
def test_what_an_archived_project_refuses_leads_back_to_where_it_was_sent_from(
    ann: Access, client: Client, page: str, rest: str, fields: dict[str, str]
) -> None:
    project = ProjectFactory(access=ann, name="Boats", key="BO")
    TaskFactory(access=ann, project=project.id, description="- [ ] Oil it")
    edit_project(ann, project=project.id, archived=True)
    came_from = address(ann, page, "BO" if page == "project_board" else "BO-1")

    answer = sent(client, came_from, address(ann, "task", "BO-1") + rest, **fields)

    assert answer.redirect_chain == [(came_from, 303)]
    assert "Boats is archived" in toasts(answer)[0]


def test_what_was_typed_is_in_its_form_again_once(ann: Access, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = address(ann, "task", f"IN-{TaskFactory(access=ann).number}")
    monkeypatch.setattr(Write, "finish", _refuse)

    answer = sent(client, page, f"{page}/comments", body="Oiled & <b>tried</b>")

    assert answer.redirect_chain == [(page, 303)]
    assert "Oiled &amp; &lt;b&gt;tried&lt;/b&gt;</textarea>" in answer.content.decode()
    assert "Oiled" not in client.get(page).content.decode()


def test_a_refused_button_fills_in_nothing(ann: Access, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = address(ann, "task", f"IN-{TaskFactory(access=ann).number}")
    monkeypatch.setattr(Write, "finish", _refuse)

    sent(client, page, f"{page}/delete")

    assert "carried" not in client.session


def _refuse(_write: Write) -> int:
    raise Conflict("Somebody was faster.")
