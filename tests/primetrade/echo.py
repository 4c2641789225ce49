"""A site for tests of the server: it says how much was sent.

/file is this file, /at-length a long answer, /unread leaves the body where it is, /broken fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import django

LONG = 50_000_000  # more than any socket's buffers

django.setup()  # what the server refuses is said in the site's own words


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/file":
        start_response("200 OK", [("Content-Length", str(Path(__file__).stat().st_size))])
        return environ["wsgi.file_wrapper"](Path(__file__).open("rb"))
    if environ["PATH_INFO"] == "/at-length":
        start_response("200 OK", [("Content-Length", str(LONG))])
        return [b"a" * LONG]
    if environ["PATH_INFO"] == "/broken":
        raise RuntimeError("broken")
    if environ["PATH_INFO"] == "/unread":
        start_response("415 Unsupported Media Type", [("Content-Length", "6")])
        return [b"unread"]
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    answer = f"{environ['PATH_INFO']} {len(body)}".encode()
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]
