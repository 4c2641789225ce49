"""Forms that create something hold a key, so that a double submit, a retry and a Back-and-submit create it once.

{% form_key %} draws the key; static/js/behaviours/form-key.js makes a new one whenever something else is typed. The
record is that of the API's Idempotency-Key (primetrade/api/idempotency.py), with what was created as its answer. A
refusal is not kept: the form may be corrected and sent with the same key.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from primetrade import batches
from primetrade.api.idempotency import KEY_FORM, UsedKey, add_form, kept_or_done
from primetrade.callers import request_access
from primetrade.commands import Outcome, in_transaction
from primetrade.errors import Conflict
from primetrade.responses import wants_fragment
from primetrade.toasts import say

FIELD = "form_key"
SENT_BEFORE = "You have already sent this form. This is what it created."
SENT_OTHERWISE = "This form has already created something else. To create this as well, send it again."
# Fields that are not content. `create` is the button: the buttons of one form create the same.
_NOT_CONTENT = {FIELD, "csrfmiddlewaretoken", "next", "fragment", "create"}


class SentOtherwise(Conflict):
    """The form has already created something else. Shown again with what was typed, it has a new key."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a form created, and its batch for undo. `row` is None if an earlier submit of the same form created it."""

    id: UUID
    batch: UUID | None
    row: Any = None


def new_form_key() -> str:
    return secrets.token_urlsafe(16)


def made_once(request: HttpRequest, command: Callable[[], Outcome[Any]], *, within: UUID | None = None) -> Made:
    """Run the command that creates what a form asks for, unless the form has already done so.

    The form is known by its route and the id of what it creates something `within`, because its address may change: a
    task moves to another project, a workspace is renamed. Raises SentOtherwise, and what the command raises.
    """
    key = request.POST.get(FIELD, "")
    if not re.fullmatch(KEY_FORM, key):
        outcome = command()
        return Made(outcome.value.id, outcome.batch, outcome.value)
    access = request_access(request)
    assert access is not None, "pages ask who it is first"
    assert request.resolver_match is not None, "a view was found"
    route = request.resolver_match.view_name + (f" {within}" if within else "")
    place = {"workspace_id": access.workspace_id, "user_id": access.user.id, "route": route, "key": key}
    outcomes: list[Outcome[Any]] = []  # of each attempt

    def work() -> HttpResponse:
        outcome = command()
        outcomes.append(outcome)
        kept = orjson.dumps([outcome.value.id, outcome.batch])
        return HttpResponse(kept, status=201, content_type="application/json")

    content = _digest(request)
    try:
        answer = in_transaction(lambda: kept_or_done(place, content, work, waits=True))
    except UsedKey:
        raise SentOtherwise(SENT_OTHERWISE) from None
    row, batch = orjson.loads(answer.content)
    again = "Idempotent-Replayed" in answer.headers
    if again and batch:
        batches.note(batches.MadeBatch(access.workspace_id, UUID(batch), None))
    return Made(UUID(row), batch and UUID(batch), None if again else outcomes[-1].value)


def is_sent_again(request: HttpRequest, made: Made) -> bool:
    """Whether a browser without scripts sent a form again: it is led to what that created (`lead_to_earlier`)."""
    return made.row is None and not wants_fragment(request)


def lead_to_earlier(request: HttpRequest, address: str) -> HttpResponseRedirect:
    """Go to what the form had already created, and say so."""
    say(request, SENT_BEFORE)
    return HttpResponseRedirect(address, status=303)


def _digest(request: HttpRequest) -> str:
    digest = hashlib.sha256()
    fields = [one for one in request.POST.lists() if one[0] not in _NOT_CONTENT]
    add_form(digest, fields, request.FILES)
    return digest.hexdigest()
