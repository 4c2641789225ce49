"""Identifies the running code. Every ETag includes it, so that an update invalidates cached responses."""

from __future__ import annotations

import hashlib
from functools import cache

from django.conf import settings


@cache
def release() -> str:
    """A hash of source, templates and static files, in 12 hex digits: the same on every machine with the same code."""
    digest = hashlib.sha256()
    apps = {name.partition(".")[0] for name in settings.OWN_APPS}
    for folder in sorted(apps | {"templates", "static"}):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".html", ".svg", ".css", ".js"):
                digest.update(path.relative_to(settings.BASE_DIR).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
