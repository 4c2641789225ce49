"""Repeated requests: a write with an Idempotency-Key runs once; for 24 hours, repeats get the first answer.

The row is written in the command's transaction, so an answer is kept exactly when its effect is. Answers of 2xx and 4xx
are kept, except 401 and 429. The same key with another body gives 422, a key whose request is still running 409 (on
PostgreSQL; SQLite runs one writer at a time, so the second request waits and gets the first one's answer).

The forms of pages keep what they created in the same table (primetrade/made_once.py).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import APIException

from primetrade.api.problems import problem_of
from primetrade.api.rendering import VARY
from primetrade.callers import RequestAccess
from primetrade.commands import in_transaction
from primetrade.errors import AccessEnded, BadRequest, Conflict, InvalidInput, PrimeTradeError
from primetrade.models import IdempotencyKey
from primetrade.sql import fetch_value, on_postgresql

KEPT_HOURS = 24
KEY_FORM = "[!-~]{1,200}"
_KEY = re.compile(KEY_FORM)
_NOT_KEPT = (401, 429)


class UsedKey(InvalidInput):
    """The key was used for a request with another body."""


def once(
    request: HttpRequest, access: RequestAccess, view: Any, read: Callable[[], None], work: Callable[[], HttpResponse]
) -> HttpResponse:
    """Run `work`, or return the stored answer. Without the header just run. Raises BadRequest, Conflict, InvalidInput.

    `read` is the slow preparation of `work`: it runs before the transaction, in which its refusal is raised and kept.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        read()
        return work()
    if not _KEY.fullmatch(key):
        message = "Use 1 to 200 visible ASCII characters."
        raise BadRequest(message, errors={"Idempotency-Key": [message]})
    place = {"workspace_id": access.workspace_id, "user_id": access.user.id, "route": request.path[:200], "key": key}
    body = fingerprint(request)
    refusal = _refusal(read)

    def answer() -> HttpResponse:
        if refusal is not None:
            raise refusal
        return work()

    return in_transaction(lambda: kept_or_done(place, body, lambda: _answer(request, view, answer)))


def _refusal(read: Callable[[], None]) -> Exception | None:
    """The error of `read`, to be raised in the transaction that keeps answers."""
    try:
        read()
    except (PrimeTradeError, APIException) as error:
        return error
    return None


def fingerprint(request: HttpRequest) -> str:
    """A hash of the request: query, method, and the body's bytes or an upload's fields and files (boundaries vary).

    The parameter `workspace` is left out: keys are kept per workspace, however the request names it.
    """
    parameters = sorted((name, values) for name, values in request.GET.lists() if name != "workspace")
    digest = hashlib.sha256(urlencode(parameters, doseq=True).encode())
    if request.method != "POST":  # a path may accept both PATCH and DELETE
        digest.update(str(request.method).encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    add_form(digest, request.POST.lists(), request.FILES)
    return digest.hexdigest()


def add_form(digest: Any, fields: Iterable[tuple[str, list[Any]]], uploads: MultiValueDict[str, Any]) -> None:
    """Add a form's fields and files to a digest."""
    for name, values in sorted(fields):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(uploads.lists()):
        for file in files:
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)


def kept_or_done(
    place: dict[str, Any], body: str, work: Callable[[], HttpResponse], *, waits: bool = False
) -> HttpResponse:
    """The answer kept at `place` (the fields that make a key unique), else that of `work`, which is then kept.

    Within a transaction. A request whose key is in use by another waits for it or raises Conflict; raises UsedKey.
    """
    _take_turn(place, waits=waits)
    rows = IdempotencyKey.objects.of(place["workspace_id"]).filter(**place)
    kept = rows.first()
    if kept is not None and kept.created_at > timezone.now() - timedelta(hours=KEPT_HOURS):
        return _replayed(kept, body)
    rows.delete()
    response = work()
    if response.status_code not in _NOT_KEPT:
        row = IdempotencyKey(
            **place,
            body_hash=body,
            status=response.status_code,
            content_type=response.headers["Content-Type"],
            answer=response.content,
        )
        row.save(force_insert=True)
    return response


def forget_old_answers() -> int:
    """Delete expired answers and return how many. Covers all workspaces; no content of theirs is touched."""
    limit = timezone.now() - timedelta(hours=KEPT_HOURS)
    return IdempotencyKey.everywhere.filter(created_at__lt=limit).delete()[0]


def _replayed(kept: IdempotencyKey, body: str) -> HttpResponse:
    if kept.body_hash != body:
        message = "This Idempotency-Key was used with another body. Use a new one."
        raise UsedKey(message, errors={"Idempotency-Key": [message]})
    headers = {"Vary": VARY, "Idempotent-Replayed": "true"}
    return HttpResponse(bytes(kept.answer), status=kept.status, content_type=kept.content_type, headers=headers)


def _answer(request: HttpRequest, view: Any, work: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `work`. After an error of the caller's, the changes are rolled back but the answer is kept."""
    try:
        with transaction.atomic():
            return work()
    except DatabaseError:
        raise  # in_transaction starts again
    except AccessEnded:
        raise  # refused as if there were no key: nothing is stored for a caller without access
    except Exception as error:
        response = problem_of(request, error, view)
        if response is None or response.status_code >= 500:
            raise
        return response


def _take_turn(place: dict[str, Any], *, waits: bool) -> None:
    """Allow one request per key until the end of the transaction. Raises Conflict unless it waits."""
    if not on_postgresql():
        return
    digest = hashlib.sha256(repr(sorted(place.items())).encode()).digest()
    number = int.from_bytes(digest[:8], "big", signed=True)
    if waits:
        fetch_value("SELECT pg_advisory_xact_lock(%s)", [number])
    elif not fetch_value("SELECT pg_try_advisory_xact_lock(%s)", [number]):
        raise Conflict("A request with this Idempotency-Key is still running. Wait, then repeat it.")
