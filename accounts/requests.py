"""Types of requests as views see them: with what the middleware has added."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.access import Access
from accounts.models import User


class AccessRequest(HttpRequest):
    """`access` is None for anonymous callers and for people who are not members of the workspace."""

    access: Access | None


class PageRequest(AccessRequest):
    """The request of a page for signed-in people."""

    user: User
    access: Access
    htmx: HtmxDetails
