"""What the tests of pages share: a client that is signed in, and the texts of a page."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.access import Access
from primetrade.batches import is_for_scripts
from primetrade.toasts import toast_forms

STATEMENTS = 12  # of a page, at most


def client_of(access: Access) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(access.user)
    return client


def address(access: Access, name: str, *args: Any) -> str:
    """A page of the workspace."""
    return reverse(name, args=[access.workspace.slug, *args])


def toasts(answer: Any) -> list[str]:
    """What the page that follows says."""
    return [str(message) for message in answer.context["messages"] if not is_for_scripts(message)]


def undo_of(answer: Any) -> str:
    """Where the first toast of a page is undone."""
    return way_back(next(iter(answer.context["messages"])))


def way_back(message: Any) -> str:
    """Where what a toast tells is undone."""
    form = toast_forms(message)[-1]
    assert form.words == "Undo"
    return form.url
