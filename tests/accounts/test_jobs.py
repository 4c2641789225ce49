"""The daily sweep."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.jobs import forget_sign_ins
from accounts.models import Session, SignIn
from primetrade.jobs import schedule
from tests.accounts.callers import by_form
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_sweep_takes_what_is_over_and_leaves_what_is_not():
    ann = PersonFactory()
    for _ in range(3):
        by_form(ann.user.email)
    now = timezone.now()
    old, ended, alive = SignIn.objects.order_by("id")
    SignIn.objects.filter(id=old.id).update(ended_at=now - timedelta(days=31))
    SignIn.objects.filter(id=ended.id).update(ended_at=now - timedelta(days=29))
    Session.objects.filter(sign_in=ended).update(expire_date=now - timedelta(seconds=1))
    forget_sign_ins.func()
    assert set(SignIn.objects.values_list("id", flat=True)) == {ended.id, alive.id}
    assert list(Session.objects.values_list("sign_in_id", flat=True)) == [alive.id]


def test_the_sweep_is_planned():
    assert schedule()["accounts.jobs.forget_sign_ins"] == 24 * 3600


def test_a_visit_after_an_hour_moves_the_idle_end(client: Client):
    ann = PersonFactory()
    by_form(ann.user.email, client=client)
    before = timezone.now() - timedelta(hours=2)
    SignIn.objects.update(last_used_at=before, idle_expires_at=timezone.now() + timedelta(days=1))
    client.get("/")
    seen = SignIn.objects.get()
    assert seen.last_used_at > before
    assert seen.idle_expires_at > timezone.now() + timedelta(days=13)
