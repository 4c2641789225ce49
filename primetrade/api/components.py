"""What all answers share in the schema: problems, headers, `meta`. A new member or header takes one line here."""

from __future__ import annotations

from typing import Any

_TEXT = {"type": "string"}

# Members of `meta`. `@operation(meta=(…))` names additional ones; a leading "?" marks those that may be missing.
META: dict[str, dict[str, Any]] = {
    "batch": {
        "type": ["string", "null"],
        "format": "uuid",
        "description": "What can be undone as one; null when nothing changed.",
    },
    "version": {"type": "integer", "minimum": 0, "description": "The version of the workspace that this shows."},
    "next": {"type": ["string", "null"], "description": "URL of the next page; null on the last one."},
    "cursor": {
        "type": ["string", "null"],
        "description": "The `cursor` in `next` (for changes, its `since`); null on the last page.",
    },
    "since": {"type": "string", "description": "The moment that this shows, for `/api/changes?since=`."},
    "count": {"type": "integer", "minimum": 0, "description": "How many there are, with `count=true`."},
    "count_exact": {"type": "boolean", "description": "Whether `count` is exact; else there are more."},
}

HEADERS: dict[str, dict[str, Any]] = {
    "X-Request-ID": {"description": "Names this request in the server's log.", "schema": _TEXT},
    "ETag": {"description": "Names this state: for If-None-Match and If-Match.", "schema": _TEXT},
    "Location": {"description": "URL of what was created.", "schema": _TEXT},
    "Idempotent-Replayed": {
        "description": "`true` when this is the first answer, given again.",
        "schema": {"type": "string", "const": "true"},
    },
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}},
    "WWW-Authenticate": {"description": "How to authenticate.", "schema": _TEXT},
}

# Status → name and description of the response.
PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("BadRequest", "The request could not be understood: body, field or parameter."),
    401: ("NotSignedIn", "Nobody is signed in."),
    403: ("NotAllowed", "The caller's role does not allow this, or the CSRF token is missing."),
    404: ("NotFound", "There is nothing here, or nothing that the caller may know of."),
    409: ("Conflict", "This contradicts what is there now."),
    410: ("StartAgain", "The log that was followed has ended: read everything again."),
    412: ("Stale", "The object has another version than If-Match says."),
    413: ("TooLarge", "The body is too large."),
    415: ("UnsupportedMediaType", "The body is of a type that is not accepted here."),
    422: ("InvalidInput", "A known field holds a value that can't be taken."),
    429: ("TooManyRequests", "Too many requests."),
    503: ("Unavailable", "The database can't be reached just now."),
}
# Replayed problems carry this header: see idempotency.py.
_REPLAYED = ("Idempotent-Replayed",)
_PROBLEM_HEADERS = {401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}

PROBLEM = {
    "type": "object",
    "description": "RFC 9457 problem document.",
    "required": ["success", "type", "title", "status", "detail", "errors", "request_id"],
    "properties": {
        "success": {"type": "boolean", "const": False},
        "type": {"type": "string", "pattern": "^urn:primetrade:problem:[a-z-]+$"},
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string", "description": "What happened and what to do."},
        "errors": {
            "type": "object",
            "description": "By field or parameter; an item of a list as `labels.0`.",
            "additionalProperties": {"type": "array", "items": _TEXT},
        },
        "request_id": _TEXT,
        "current": {"type": "object", "description": "With 412: what is there now.", "additionalProperties": True},
    },
}


def headers(*names: str) -> dict[str, Any]:
    """References to headers; every answer has X-Request-ID."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Request-ID", *names)}


def problem_ref(status: int) -> dict[str, str]:
    """A reference to the response for this status."""
    return {"$ref": f"#/components/responses/{PROBLEMS[status][0]}"}


def problem_responses() -> dict[str, Any]:
    """All problem responses, by name."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        name: {
            "description": reason,
            "headers": headers(*_PROBLEM_HEADERS.get(status, _REPLAYED)),
            "content": content,
        }
        for status, (name, reason) in PROBLEMS.items()
    }


def meta_schema(names: tuple[str, ...]) -> dict[str, Any]:
    """The schema of `meta` with these members; those with a leading "?" may be missing."""
    bare = [name.lstrip("?") for name in names]
    schema: dict[str, Any] = {"type": "object", "properties": {name: META[name] for name in bare}}
    required = [name for name in names if not name.startswith("?")]
    return schema | {"required": required} if required else schema
