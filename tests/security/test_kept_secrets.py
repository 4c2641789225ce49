"""Nothing that opens an account is kept or logged in readable form; a deactivated account takes it all with it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import Session, User
from accounts.views import mail_links as pages
from primetrade.jobs import run_due
from primetrade.logs import without_traceback
from tests.accounts.callers import by_form, login, me, refresh, tokens_of
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

CHOSEN, NEWER = "a phrase of my own", "a newer phrase of mine"


def everything_kept() -> str:
    """Every text, JSON and session of the database as one string; sessions in clear."""
    found = [str(session.get_decoded()) for session in Session.objects.all()]
    for model in apps.get_models():
        columns = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        ]
        manager: Any = getattr(model, "everywhere", model._default_manager)
        found += [str(row) for row in manager.values_list(*columns)] if columns else []
    return "\n".join(found)


class Witness:
    """Looks after each step whether a secret lies in the database or stands in the log."""

    def __init__(self, mailoutbox: list[Any], log: StringIO) -> None:
        self.secrets = [PASSWORD, CHOSEN, NEWER]
        self._mails, self._log = mailoutbox, log

    def newest_link(self) -> str:
        run_due()
        path = re.findall(r"http://testserver(\S+)", self._mails[-1].body)[0]
        key = path.rpartition("/")[2]
        parts = (path, key, key.partition("-")[2], key.rpartition(":")[2])
        self.secrets += [part for part in parts if len(part) > 8]  # after a dash near its end stand but a few letters
        return path

    def look(self) -> None:
        kept = everything_kept() + self._log.getvalue()
        assert [secret for secret in self.secrets if secret in kept] == []


@pytest.fixture
def witness(settings: Any, mailoutbox: list[Any]) -> Any:
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True
    log = StringIO()
    handler = logging.StreamHandler(log)
    handler.addFilter(without_traceback)
    root = logging.getLogger()
    root.addHandler(handler)
    yield Witness(mailoutbox, log)
    root.removeHandler(handler)


def test_no_step_of_coming_in_keeps_or_logs_a_secret(witness: Witness, monkeypatch: pytest.MonkeyPatch) -> None:
    client, strict = Client(raise_request_exception=False), Client(enforce_csrf_checks=True)
    new = {"name": "John", "email": "john@example.com", "password1": CHOSEN}

    def step(ask: Callable[..., Any], *args: Any) -> Any:
        answer = ask(*args)
        witness.look()
        return answer

    step(client.post, "/register", new)
    path = witness.newest_link()
    step(client.get, path)
    step(client.post, path, {"password": "wrong"})
    assert step(strict.post, path, {"password1": NEWER}).status_code == 403
    assert step(client.post, path, {"password": CHOSEN}).status_code == 302
    step(client.post, "/accounts/logout")
    held = login("john@example.com", CHOSEN).json()["data"]
    witness.secrets += [held["access"], held["refresh"]]
    step(refresh, held["refresh"])
    step(client.post, "/accounts/password/reset", {"email": "john@example.com"})
    path = witness.newest_link()
    with monkeypatch.context() as broken:
        broken.setattr(pages.mail_links, "opened_by_reset_key", lambda *_: 1 / 0)
        assert step(client.get, path).status_code == 500
    form = step(client.get, path)["Location"]
    step(client.get, form)
    step(client.post, form, {"password1": "short"})
    assert step(client.post, form, {"password1": NEWER})["Location"] == "/accounts/password/reset/key/done"
    assert login("john@example.com", NEWER).status_code == 200
    assert step(client.get, form).context["token_fail"]
    assert step(client.get, path).context["token_fail"]


# -- deactivation -----------------------------------------------------------------------------------------------------


def by_update(user: User, active: bool) -> None:
    User.objects.filter(id=user.id).update(is_active=active)


def by_save(user: User, active: bool) -> None:
    user.refresh_from_db()
    user.is_active = active
    user.save()


def by_saved_field(user: User, active: bool) -> None:
    user.refresh_from_db()
    user.is_active = active
    user.save(update_fields=["is_active"])


def by_bulk_update(user: User, active: bool) -> None:
    user.is_active = active
    User.objects.bulk_update([user], ["is_active"])


WAYS = pytest.mark.parametrize("turn", [by_update, by_save, by_saved_field, by_bulk_update])


@WAYS
def test_nothing_of_before_is_alive_when_the_account_is_active_again(turn: Any) -> None:
    ann = PersonFactory()
    client, held = by_form(ann.user.email), tokens_of(ann.user.email)
    turn(ann.user, False)
    turn(ann.user, True)
    assert client.get("/dashboard").status_code == 302
    assert (me(held["access"]).status_code, refresh(held["refresh"]).status_code) == (401, 401)
    assert login(ann.user.email).status_code == 200


def new_address(user: User, _active: bool) -> None:
    User.objects.filter(id=user.id).update(email="elsewhere@example.org")


@pytest.mark.parametrize("turn", [by_update, by_save, by_saved_field, by_bulk_update, new_address])
@pytest.mark.parametrize("opened", [False, True], ids=["in the mail", "opened"])
def test_a_link_sent_before_is_dead_after_deactivation_and_after_another_address(
    turn: Any, opened: bool, mailoutbox: list[Any]
) -> None:
    ann, client = PersonFactory(), Client()
    client.post("/accounts/password/reset", {"email": ann.user.email})
    run_due()
    path = re.findall(r"http://testserver(\S+)", mailoutbox[-1].body)[0]
    if opened:
        path = client.get(path)["Location"]
    turn(ann.user, False)
    assert client.get(path).context["token_fail"]
    turn(ann.user, True)
    assert client.get(path).context["token_fail"]
    assert client.post(path, {"password1": NEWER}).status_code == 200
    ann.user.refresh_from_db()
    assert not ann.user.check_password(NEWER)


def test_an_opened_link_lives_no_longer_than_the_link(time_machine: Any, mailoutbox: list[Any]) -> None:
    ann, client = PersonFactory(), Client()
    client.post("/accounts/password/reset", {"email": ann.user.email})
    run_due()
    path = re.findall(r"http://testserver(\S+)", mailoutbox[-1].body)[0]
    start = timezone.now()
    time_machine.move_to(start + timedelta(seconds=3500))
    form = client.get(path)["Location"]
    assert not client.get(form).context.get("token_fail")
    time_machine.move_to(start + timedelta(seconds=3700))
    assert client.get(form).context["token_fail"]


def test_a_confirmation_sent_before_is_dead_after_deactivation(settings: Any, mailoutbox: list[Any]) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION, settings.MAIL_GOES_OUT = "mandatory", True
    Client().post("/register", {"name": "John", "email": "john@example.com", "password1": CHOSEN})
    run_due()
    path = re.findall(r"http://testserver(\S+)", mailoutbox[-1].body)[0]
    john = User.objects.get()
    by_update(john, False)
    assert Client().post(path, {"password1": NEWER}).status_code == 404
    by_update(john, True)
    assert Client().post(path, {"password1": NEWER}).status_code == 404
