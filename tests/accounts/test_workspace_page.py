"""A workspace for a team is opened on a page."""

import pytest
from django.test import Client

from accounts.models import Membership, Role, Workspace
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def test_who_opens_a_workspace_owns_it_and_is_led_to_add_people() -> None:
    ann = PersonFactory()

    answer = signed_in(ann).post("/workspaces/new", {"name": "Tern Ferries"})

    workspace = Workspace.objects.get(name="Tern Ferries")
    assert answer["Location"] == f"/w/{workspace.slug}/settings"
    assert Membership.objects.of(workspace).get().role == Role.OWNER
    assert workspace.slug == "tern-ferries"


def test_a_workspace_without_a_name_is_refused_beside_the_field() -> None:
    ann = PersonFactory()
    count = Workspace.objects.count()

    answer = signed_in(ann).post("/workspaces/new", {"name": "  "})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Workspace.objects.count() == count


def test_the_bare_address_of_a_workspace_leads_to_its_dashboard() -> None:
    ann = PersonFactory()
    answer = signed_in(ann).get(f"/w/{ann.workspace.slug}/")
    assert answer["Location"] == f"/w/{ann.workspace.slug}/dashboard"
