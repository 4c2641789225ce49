"""Every form that creates something holds a key: sent twice, it creates one thing and leads to it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import resolve

from accounts.access import Access
from accounts.models import Membership, User, Workspace
from primetrade.made_once import SENT_BEFORE, SENT_OTHERWISE
from tasks.commands import edit_task
from tasks.imports.models import Import
from tasks.models import Comment, Label, Project, Task
from tests.factories import PersonFactory, ProjectFactory, TaskFactory
from tests.tasks.imports.by_page import BOARD
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


def test_every_view_that_creates_something_is_tried_here() -> None:
    """A view that names a command which creates is among the forms, by its module."""
    creating = {
        module.__name__
        for module in _modules_of_views()
        if any(re.match(r"create_|start_import$|add_|invite_", name) for name in vars(module))
    }
    routes = [resolve(form.action.format(w="/w/any")).func for form in FORMS.values()]
    assert creating <= {inspect.unwrap(view).__module__ for view in routes}


def _modules_of_views() -> Iterator[Any]:
    for app in apps.get_app_configs():
        if importlib.util.find_spec(f"{app.name}.views") and app.name in settings.OWN_APPS:
            package = importlib.import_module(f"{app.name}.views")
            yield package
            for _, name, _ in pkgutil.iter_modules(getattr(package, "__path__", []), f"{app.name}.views."):
                yield importlib.import_module(name)


def test_a_person_is_added_once_by_whatever_key(ann: Access) -> None:
    """A member is one by their address, so this form needs no key."""
    bob = PersonFactory(name="Bob", email="bob@example.org")
    client, action = client_of(ann), f"/w/{ann.workspace.slug}/settings/members"
    fields = {"act": "add", "email": bob.user.email, "role": "member"}

    first, again = client.post(action, fields), client.post(action, fields)

    assert (first.status_code, again.status_code) == (302, 422)
    assert Membership.objects.of(ann.workspace).filter(user=bob.user).count() == 1


@pytest.mark.parametrize("keeps_cookies", [True, False], ids=["submitted twice", "before the first is answered"])
def test_an_account_is_made_once(keeps_cookies: bool) -> None:
    """An account is one by its address, so this form needs no key. The second of two leads on, or says so."""
    fields = {"name": "Mara", "email": "mara@example.org", "password1": "winter-boat", "password": "winter-boat"}
    client = Client()
    first = client.post("/register", fields)
    again = (client if keeps_cookies else Client()).post("/register", fields)

    assert first.status_code == 302
    assert again.status_code == (302 if keeps_cookies else 200)
    assert User.objects.filter(email="mara@example.org").count() == 1
    assert Workspace.objects.count() == 1


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


@pytest.mark.parametrize("name", ["comment", "subtask"])
def test_a_form_that_is_sent_again_after_its_task_moved_is_answered_as_before(ann: Access, name: str) -> None:
    sender = Sender(FORMS[name], client_of(ann), f"/w/{ann.workspace.slug}")
    sender.send("Alpha", "k1")
    before, old = sender.form.count(), sender.form.action.format(w=sender.base)
    task = Task.objects.of(ann).get(title="Old")
    edit_task(ann, task=task.id, project=ProjectFactory(access=ann, key="BO", name="Boats").id)
    new = Task.objects.of(ann).select_related("project").get(id=task.id)

    for address in (old, old.replace("PT-1", f"BO-{new.number}")):
        sender.client.post(address, sender.form.typed("Alpha", "k1"))

    assert sender.form.count() == before


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
