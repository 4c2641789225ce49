"""After a copy of the database was put back the same version comes again: what was kept under it is not used."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.access import Access
from accounts.models import Workspace
from dashboard.queries import figures
from tasks.models import Task
from tests.factories import PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


def put_back(ann: Access) -> None:
    """A copy of before the last task, then a change that leads to the same version."""
    task = TaskFactory(access=ann)
    Task.objects.of(ann).filter(id=task.id).update(status="completed", completed_at=task.created_at)
    call_command("new_epoch")
    ann.workspace.refresh_from_db()


def test_counted_figures_are_not_used_after_a_restore() -> None:
    ann = PersonFactory()
    TaskFactory(access=ann)
    ann.workspace.refresh_from_db()
    version, before = ann.workspace.version, figures(ann).completed
    put_back(ann)
    Workspace.objects.filter(id=ann.workspace_id).update(version=version)
    ann.workspace.refresh_from_db()

    assert figures(ann).completed == before + 1


def test_a_kept_page_is_asked_for_anew_after_a_restore() -> None:
    ann = PersonFactory()
    client = Client()
    client.force_login(ann.user)
    path = f"/w/{ann.workspace.slug}/inbox"
    client.get(path)  # the first page brings the CSRF cookie, which is part of the tag
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304

    call_command("new_epoch")

    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
