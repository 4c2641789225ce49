"""Conditional requests. An ETag is "<object's version or 0>-<workspace version>-<epoch and hash>".

The hash covers the release, the caller's id, version and role, the workspace, the path and query, the date if the
answer depends on today, and the last full five minutes if it depends on now. For a 304 the workspace's version, its
epoch and the hash must be equal: then the object can't have changed either, so nothing more is queried. `If-Match` on a
write compares only the first number and the epoch: after a restore, the same object version may have other content.
"""

from __future__ import annotations

import hashlib
import re

from django.http import HttpRequest, HttpResponse

from primetrade.api.rendering import VARY
from primetrade.callers import RequestAccess
from primetrade.clock import full_five_minutes, today_in
from primetrade.release import release

NO_VERSION = -1  # no object has this version
NO_TAG = -2  # nor this one: If-Match is not one of our ETags
_TAG = re.compile(r'(?:W/)?"([0-9]{1,9})-([0-9]{1,18}-([0-9a-f]{8})[0-9a-f]{16})"')


def validator(
    request: HttpRequest,
    access: RequestAccess,
    *,
    depends_on_today: bool = False,
    depends_on_now: bool = False,
    version: int | None = None,
) -> str:
    """The part of the tag that is known before any query: workspace version (or `version`), epoch and hash."""
    parts = (
        release(),
        access.user.id.hex,
        access.user.version,
        access.role,
        access.workspace.id.hex,
        today_in(access.user.timezone) if depends_on_today or depends_on_now else "",
        full_five_minutes() if depends_on_now else "",
        request.path,
        request.META.get("QUERY_STRING", ""),
    )
    digest = hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]
    workspace = access.workspace
    return f"{workspace.version if version is None else version}-{workspace.epoch}{digest}"


def tag(object_version: int, known: str) -> str:
    """The whole ETag."""
    return f'"{object_version}-{known}"'


def not_modified(request: HttpRequest, known: str) -> HttpResponse | None:
    """The 304 when the caller already has this answer, else None."""
    for match in _TAG.finditer(request.headers.get("If-None-Match", "")):
        if match[2] == known:
            return HttpResponse(status=304, headers={"ETag": tag(int(match[1]), known), "Vary": VARY})
    return None


def expected_version(request: HttpRequest, epoch: str) -> int | None:
    """The object's version in If-Match; None without the header or for `*`; NO_TAG for text that is not one of our
    ETags, NO_VERSION for an ETag from another epoch of the workspace.
    """
    if "If-Match" not in request.headers:
        return None
    given = request.headers["If-Match"].strip()
    if given == "*":
        return None
    match = _TAG.fullmatch(given)
    if match is None:
        return NO_TAG
    return int(match[1]) if match[3] == epoch else NO_VERSION
