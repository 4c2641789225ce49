"""Every form that creates something holds a key: sent twice, it creates one thing and leads to it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from accounts.access import Access
from accounts.models import Workspace
from primetrade.made_once import SENT_BEFORE, SENT_OTHERWISE
from tasks.imports.models import Import
from tasks.models import Comment, Label, Project, Task
from tests.factories import PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.imports.test_import_pages import BOARD
from tests.tasks.pages import client_of, toasts

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def board(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, BOARD)


@dataclass(frozen=True)
class Form:
    """Where a form is shown and sent, what is typed, and what it creates."""

    page: str
    action: str
    field: str
    model: Any
    others: tuple[tuple[str, str], ...] = ()
    file: bool = False

    def typed(self, text: str, key: str) -> dict[str, Any]:
        return {self.field: board(text) if self.file else text, "form_key": key, **dict(self.others)}

    def count(self) -> int:
        return int(getattr(self.model, "everywhere", self.model.objects).count())


FORMS = {
    "task": Form("{w}/tasks/new", "{w}/tasks/new", "title", Task),
    "quick add": Form("{w}/projects/PT/list", "{w}/tasks/new", "title", Task, (("project", "PT"), ("status", "todo"))),
    "subtask": Form("{w}/tasks/PT-1", "{w}/tasks/PT-1/subtasks", "title", Task),
    "comment": Form("{w}/tasks/PT-1", "{w}/tasks/PT-1/comments", "body", Comment),
    "project": Form("{w}/projects/new", "{w}/projects/new", "name", Project, (("colour", "indigo"),)),
    "label": Form("{w}/settings", "{w}/settings/labels", "name", Label, (("act", "add"), ("colour", "indigo"))),
    "workspace": Form("/workspaces/new", "/workspaces/new", "name", Workspace),
    "import": Form("{w}/imports/new", "{w}/imports/new", "file", Import, file=True),
}


@dataclass
class Sender:
    """A person who sends one form."""

    form: Form
    client: Client
    base: str

    def show(self) -> str:
        return self.client.get(self.form.page.format(w=self.base)).content.decode()

    def send(self, text: str, key: str, **more: Any) -> Any:
        return self.client.post(self.form.action.format(w=self.base), self.form.typed(text, key), **more)


@pytest.fixture
def ann() -> Access:
    ann = PersonFactory(name="Ann")
    TaskFactory(access=ann, project=ProjectFactory(access=ann, key="PT", name="Plans").id, title="Old")
    return ann


@pytest.fixture(params=FORMS)
def sender(ann: Access, request: pytest.FixtureRequest) -> Sender:
    return Sender(FORMS[request.param], client_of(ann), f"/w/{ann.workspace.slug}")


def keys_in(html: str) -> list[str]:
    return re.findall(r'name="form_key" value="([^"]+)"', html)


def test_a_form_shown_twice_has_two_keys(sender: Sender) -> None:
    first, second = keys_in(sender.show()), keys_in(sender.show())

    assert first
    assert not set(first) & set(second)


def test_sent_twice_it_creates_one_and_leads_to_it(sender: Sender) -> None:
    before = sender.form.count()
    sender.send("Alpha", "k1")
    again = sender.send("Alpha", "k1")

    assert sender.form.count() == before + 1
    page = sender.client.get(again.headers["Location"])
    assert page.status_code == 200
    assert SENT_BEFORE in toasts(page)


def test_other_text_under_the_same_key_is_kept_for_another_try(sender: Sender) -> None:
    before = sender.form.count()
    sender.send("Alpha", "k1")
    refused = sender.send("Beta", "k1")
    html = refused.content.decode()

    assert sender.form.count() == before + 1
    assert SENT_OTHERWISE in html
    assert refused.status_code == 409
    assert sender.form.file or "Beta" in html
    assert keys_in(html)
    assert sender.send("Beta", keys_in(html)[0]).status_code in (302, 303)
    assert sender.form.count() == before + 2


def test_a_refused_form_can_be_corrected_with_its_key(sender: Sender) -> None:
    before = sender.form.count()
    sender.client.post(sender.form.action.format(w=sender.base), {"form_key": "k1", "title": "", "name": ""})
    sender.send("Alpha", "k1")

    assert sender.form.count() == before + 1


def test_a_repeated_fragment_is_answered_as_the_first(ann: Access) -> None:
    for name in ("quick add", "comment", "subtask"):
        sender = Sender(FORMS[name], client_of(ann), f"/w/{ann.workspace.slug}")
        first = sender.send("Alpha", name.replace(" ", "-"), headers=HTMX)
        again = sender.send("Alpha", name.replace(" ", "-"), headers=HTMX)

        assert again.status_code == first.status_code
        assert "Alpha" in again.content.decode()
        assert not toasts(sender.client.get(sender.form.page.format(w=sender.base)))


def test_a_key_is_one_persons(ann: Access) -> None:
    for person in (ann, PersonFactory(name="Bob")):
        Sender(FORMS["task"], client_of(person), f"/w/{person.workspace.slug}").send("Mine", "k1")

    assert Task.everywhere.filter(title="Mine").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_create_one(ann: Access) -> None:
    def send() -> int:
        try:
            return int(Sender(FORMS["task"], client_of(ann), f"/w/{ann.workspace.slug}").send("Once", "k1").status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = [one.result() for one in [pool.submit(send), pool.submit(send)]]

    assert answers == [303, 303]
    assert Task.everywhere.filter(title="Once").count() == 1
