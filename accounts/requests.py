"""Request types for views, with the attributes that middleware adds."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.access import Access
from accounts.models import User


class AccessRequest(HttpRequest):
    """`access` is None for anonymous callers and for people who are not members of the workspace."""

    access: Access | None


class PageRequest(AccessRequest):
    """A request for a page that only signed-in people see."""

    user: User
    access: Access
    htmx: HtmxDetails
