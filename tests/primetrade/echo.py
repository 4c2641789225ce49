"""A site for tests of the server: it answers with the length of what was sent to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django

django.setup()  # what the server refuses is said in the site's own words


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    answer = f"{environ['PATH_INFO']} {len(body)}".encode()
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]
