"""Addresses that come with a request: from a form, a query or a header, written by whoever sent it.

Nothing is led to one of them before it went through here.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_LENGTH_LIMIT = 2_000


def local(wanted: str) -> str:
    """The address when it is a path of this site in visible characters, at most 2,000; else nothing."""
    if len(wanted) > _LENGTH_LIMIT or not wanted.startswith("/") or not wanted.isprintable():
        return ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else ""


def local_part(address: str, host: str) -> str:
    """Path and query of a whole address on `host` (as of `request.get_host()`); nothing for any other."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as http://[
        return ""
    if parts.netloc != host:
        return ""
    return local(parts.path + (f"?{parts.query}" if parts.query else ""))


def shown_page(request: HttpRequest) -> str:
    """Path and query of the page that a fragment was asked for from, as its scripts say; nothing when they do not."""
    return local_part(request.headers.get("HX-Current-URL", ""), request.get_host())
