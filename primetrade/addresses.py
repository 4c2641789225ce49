"""Checks addresses that come with a request, in a form, a query or a header.

Anyone can send any address, so check it here before redirecting to it.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_LENGTH_LIMIT = 2_000


def local(address: str) -> str:
    """The address if it is a path on this site, of at most 2,000 visible characters; else ""."""
    if len(address) > _LENGTH_LIMIT or not address.startswith("/") or not address.isprintable():
        return ""
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def local_part(address: str, host: str) -> str:
    """Path and query of a full URL on `host` (as from `request.get_host()`); "" for any other URL."""
    try:
        parts = urlsplit(address)
    except ValueError:  # such as http://[
        return ""
    if parts.netloc != host:
        return ""
    return local(parts.path + (f"?{parts.query}" if parts.query else ""))


def shown_page(request: HttpRequest) -> str:
    """Path and query of the page for which htmx requests a fragment (HX-Current-URL); "" without that header."""
    return local_part(request.headers.get("HX-Current-URL", ""), request.get_host())
