"""Signing up, in and out by the pages."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import Membership, Session, SignIn, User, Workspace
from tasks.models import Project
from tests.factories import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db

NEW = {"name": "John", "email": "john@example.com", "password1": "Pass123 and more", "timezone": "Europe/Helsinki"}


def sign_in(email: str, password: str = PASSWORD, **extra: str) -> Client:
    client = Client()
    client.response = client.post("/login", {"login": email, "password": password, **extra})
    return client


def test_a_user_is_created_with_a_hashed_password(settings):
    settings.PASSWORD_HASHERS = ["accounts.hashers.Argon2Hasher"]
    user = PersonFactory(password="correct horse").user
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert user.check_password("correct horse")


def test_signing_up_leads_to_the_first_run_in_a_furnished_workspace_of_ones_own(client):
    response = client.post("/register", NEW)
    assert (response.status_code, response["Location"]) == (302, "/welcome")
    user = User.objects.get(email="john@example.com")
    workspace = Workspace.objects.get(id=user.personal_workspace_id)
    assert (user.name, user.timezone, workspace.is_personal) == ("John", "Europe/Helsinki", True)
    assert Membership.objects.of(workspace).get(user=user).role == "owner"
    assert Project.objects.of(workspace).filter(is_inbox=True).count() == 1
