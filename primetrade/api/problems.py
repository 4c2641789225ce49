"""Errors as RFC 9457 problem documents: our own, the framework's, and unknown paths."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from rest_framework import exceptions
from rest_framework.views import set_rollback

from primetrade.api.conditional import NO_TAG
from primetrade.api.rendering import json_response
from primetrade.errors import BadRequest, Conflict, NoMember, PrimeTradeError, SignedOut, Stale, at_most
from primetrade.outage import is_outage, note, words

log = structlog.get_logger("primetrade.api")

RETRY_SECONDS = 2
_DETAIL_FIELDS = 3  # fields that `detail` names
_NO_TAG = "If-Match names no version of this. Send the ETag exactly as a GET gave it, with its quotes."
_RENEW_IT = (
    "This token has expired or is not an access token. Get a new one with POST /api/auth/refresh, or sign in again with"
    " POST /api/auth/login."
)

# Status → slug of `type`, title, what to do. A PrimeTradeError brings its own title and detail.
_KNOWN = {
    400: ("bad-request", "The request could not be understood", "Check the body and the parameters."),
    401: ("not-signed-in", "Sign in first", "Send a token as `Authorization: Bearer …`, or sign in."),
    403: ("not-allowed", "This is not allowed", "Your role does not allow this, or the CSRF token is missing."),
    404: ("not-found", "There is nothing here", "It may be gone, or you may not have access."),
    405: ("method-not-allowed", "This can't be done here", "The header Allow lists what can."),
    406: ("not-acceptable", "This format is not available", "Ask for application/json."),
    408: ("too-slow", "The request came too slowly", "Send it again, at 10 kB a second or faster."),
    409: ("conflict", "This contradicts what is there now", "Read again, then decide."),
    410: ("start-again", "Start again", "The log you follow has ended: read everything again."),
    412: ("stale", "Someone changed this in the meantime", "Read the current version, then decide."),
    413: ("too-large", "This is too large", "Send less."),
    414: ("uri-too-long", "The address is too long", "Use fewer filters, or split them over several requests."),
    415: ("unsupported-media-type", "The body is of the wrong type", "Send application/json in UTF-8."),
    422: ("invalid-input", "Some values can't be used", "`errors` names the fields."),
    429: ("too-many-requests", "Too many requests", "Wait as long as Retry-After says."),
    431: ("headers-too-large", "The headers are too large", "Send fewer cookies and shorter headers."),
    500: (
        "server-error",
        "Something went wrong on our side",
        "Nothing was changed. Give the request id to an operator.",
    ),
    503: ("unavailable", "The database can't be reached just now", "Try again in a moment."),
}


def problem(
    request: HttpRequest,
    status: int,
    *,
    title: str = "",
    detail: str = "",
    errors: dict[str, list[str]] | None = None,
    **extra: Any,
) -> HttpResponse:
    """A problem document. `errors` names fields and parameters; `extra` are members that only this problem has."""
    slug, usual_title, usual_detail = _KNOWN.get(status) or ("problem", HTTPStatus(status).phrase, "")
    response = json_response(
        {
            "success": False,
            "type": f"urn:primetrade:problem:{slug}",
            "title": title or usual_title,
            "status": status,
            "detail": detail or usual_detail,
            "errors": errors or {},
            "request_id": getattr(request, "id", ""),
            **extra,
        },
        status=status,
        content_type="application/problem+json",
    )
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def exception_handler(error: Exception, context: dict[str, Any]) -> HttpResponse | None:
    """The answer to an error inside an endpoint; None for a bug of ours (500)."""
    set_rollback()
    return problem_of(context["request"], error, context.get("view"))


def problem_of(request: Any, error: Exception, view: Any = None) -> HttpResponse | None:
    """The problem document for an error; None for a bug of ours."""
    if isinstance(error, Stale):
        current = view.current(error.current) if hasattr(view, "current") else _identity(error.current)
        detail = _NO_TAG if getattr(view, "if_version", None) == NO_TAG else error.detail
        return problem(request, 412, detail=detail, current=current)
    if isinstance(error, PrimeTradeError):
        detail = f"{_detail_of(error.errors, error.title, error.detail)} {error.by_api}".rstrip()
        return problem(request, error.status, title=error.title, detail=detail, errors=error.errors)
    if isinstance(error, NoMember):
        return problem(request, 404)
    if isinstance(error, SignedOut):
        response = problem(request, 401)
        response.headers["WWW-Authenticate"] = error.challenge
        return response
    if isinstance(error, exceptions.ValidationError):
        errors = flattened(error.detail)
        return problem(request, 422, detail=_detail_of(errors), errors=errors)
    if isinstance(error, exceptions.APIException):
        return _framework_problem(request, error, view)
    if isinstance(error, Http404):
        return problem(request, 404)
    if isinstance(error, PermissionDenied):
        return problem(request, 403)
    if isinstance(error, RequestDataTooBig):
        return problem(request, 413, detail=at_most(settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
    if isinstance(error, SuspiciousOperation | MultiPartParserError | UnreadablePostError):
        return problem(request, 400)
    if isinstance(error, IntegrityError):
        log.warning("two writers wanted the same", exc_info=error)
        return problem(
            request, 409, title=Conflict.title, detail="Someone else did the same just now. Read again, then decide."
        )
    if is_outage(error):
        title, detail = words(error)
        response = problem(request, 503, title=title, detail=detail)
        note(request, response, error)
        return response
    return None


def flattened(errors: Any, name: str = "") -> dict[str, list[str]]:
    """REST framework's nested errors as one level: {"labels.0": ["…"]}."""
    if isinstance(errors, dict):
        flat: dict[str, list[str]] = {}
        for key, value in errors.items():
            flat.update(flattened(value, f"{name}.{key}" if name else str(key)))
        return flat
    return {name or "body": [str(message) for message in (errors if isinstance(errors, list) else [errors])]}


def _detail_of(errors: dict[str, list[str]], title: str = "", detail: str = "") -> str:
    """The detail; where it only repeats the title, the messages of the first _DETAIL_FIELDS fields."""
    if detail != title or not errors:
        return detail
    some = [f"{name}: {' '.join(messages)}" for name, messages in list(errors.items())[:_DETAIL_FIELDS]]
    more = len(errors) - len(some)
    return " ".join(some) + (f" And {more} more: see `errors`." if more else "")


def _framework_problem(request: Any, error: exceptions.APIException, view: Any) -> HttpResponse:
    detail = error.detail if isinstance(error.detail, str) else ""
    if isinstance(error, exceptions.ParseError):
        return problem(request, 400, title=BadRequest.title, detail=detail)
    if isinstance(error, exceptions.AuthenticationFailed):
        detail = _RENEW_IT
    elif isinstance(error, exceptions.UnsupportedMediaType):
        detail = _type_wanted(view)
    elif error.status_code in (401, 404, 405):
        detail = ""
    response = problem(request, error.status_code, detail=str(detail))
    if challenge := getattr(error, "auth_header", None):
        response.headers["WWW-Authenticate"] = challenge
    if seconds := getattr(error, "wait", None):
        response.headers["Retry-After"] = str(int(seconds))
    return response


def _type_wanted(view: Any) -> str:
    upload = any(parser.media_type == "multipart/form-data" for parser in getattr(view, "parser_classes", ()))
    if upload:
        return "Send the body as multipart/form-data, with the file as `file`."
    return "Send the body as JSON in UTF-8, with the header `Content-Type: application/json`."


def _identity(row: Any) -> dict[str, Any]:
    return {"id": row.id, "version": row.version}
