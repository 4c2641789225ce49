"""What the middleware has put on a request by the time a view sees it: who asks, and whether htmx does."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.access import Access
from accounts.models import User


class AskedRequest(HttpRequest):
    """After the one question. `access` is None for who is not signed in, and for no member of the workspace."""

    access: Access | None


class PageRequest(AskedRequest):
    """What a page for people gets, once it is known that somebody is there."""

    user: User
    access: Access
    htmx: HtmxDetails
