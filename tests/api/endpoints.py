"""Every method of every endpoint, from the resolver: what a test must hold for all of them starts here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from primetrade.api.endpoint import Endpoint, Operation

METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True, slots=True)
class Method:
    """One method of one endpoint. `path` is below /api, its variables in braces: `tasks/{task}`."""

    method: str
    path: str
    view: type[Endpoint]

    @property
    def operation(self) -> Operation | None:
        return getattr(getattr(self.view, self.method.lower()), "operation", None)

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of its body; none without one."""
        body = self.operation.body if self.operation else None
        return dict(body().fields) if body else {}

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def methods() -> list[Method]:
    """All of them, in the order of the resolver."""
    found = []
    for path, view in _routes(get_resolver("primetrade.api.urls").url_patterns):
        found += [Method(name.upper(), path, view) for name in METHODS if hasattr(view, name)]
    return found


def _routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[tuple[str, type[Endpoint]]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif issubclass(getattr(pattern.callback, "cls", object), Endpoint):
            yield re.sub(r"<\w+:(\w+)>", r"{\1}", route), pattern.callback.cls
