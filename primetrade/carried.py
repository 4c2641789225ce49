"""The texts of refused forms, filled into their page when it is shown again.

A refused form that is not shown again by its own view waits in the session for the page that it was sent from.

One that was sent while nobody was signed in is carried by the sign-in page first, in a signed hidden field
(accounts/views/entrance.py), bound to the person whose page it was sent from. Once that person has signed in, it waits
in their session likewise. form_filling.py fills the page. They press the button again: nothing is sent for them. Files,
passwords and codes are not carried.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

from primetrade.addresses import local
from primetrade.form_filling import Fields, filled
from primetrade.responses import wants_fragment

FIELD = "carried"
TOKEN_LIMIT = 64_000  # bytes, in the sign-in page
_FORM_LIMIT = 256_000  # bytes, before compression
_HOURS = 24  # for signing in
_WAITS_SECONDS = 600  # in the session, for the page that is led to
_SALT = "primetrade.carried"
_NEVER = re.compile(r"pass|code|token|csrf|secret|otp|^next$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Carried:
    """A form's texts. `person` is the id of the person whose page it was, `page` the address that shows it."""

    person: str
    page: str
    action: str
    fields: Fields


class NotCarried(Exception):
    """The form holds text that the sign-in page does not carry: it is only in the browser, a step back."""


def carry(request: HttpRequest, *, person: str, page: str) -> str:
    """The signed text of the form that was sent; "" when it holds no text.

    Raises NotCarried for too much of it, and when it is not known whose page it was (person "").
    """
    carried = _sent(request, person, page)
    if carried is None:
        return ""
    if not person or _is_too_long(carried):
        raise NotCarried
    token = signing.dumps(asdict(carried), salt=_SALT, compress=True)
    if len(token) > TOKEN_LIMIT:
        raise NotCarried
    return token


def carried_by(request: HttpRequest) -> str:
    """What the sign-in form carries, if we signed it within the last 24 hours; else ""."""
    token = request.POST.get(FIELD, "")
    return token if _read(token) else ""


def keep_carried(request: HttpRequest) -> bool:
    """Keep what the sign-in form carried until its page is shown, if it belongs to the person now signed in."""
    carried = _read(request.POST.get(FIELD, ""))
    if not carried or not request.user.is_authenticated or str(request.user.pk) != carried.person:
        return False
    _keep(request, carried)
    return True


def keep_refused(request: HttpRequest, *, page: str) -> None:
    """Keep the texts of a form that was refused until `page` is shown, from which it was sent."""
    carried = _sent(request, str(request.user.pk), page.partition("#")[0])
    if carried is not None and not _is_too_long(carried):
        _keep(request, carried)


def waits_for(request: HttpRequest) -> bool:
    """Whether this page is to be filled with a carried text."""
    kept = _kept(request)
    return bool(kept and request.method == "GET" and not wants_fragment(request) and _is_for(request, kept))


def fill_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The page with the carried text in its form, once. Other pages stay as they are."""
    if not waits_for(request) or response.status_code != 200:
        return response
    kept = request.session.pop(FIELD)
    response.content = filled(response.content.decode(), request.path, kept["action"], kept["fields"])
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _sent(request: HttpRequest, person: str, page: str) -> Carried | None:
    """The form that was sent; None when it holds no text."""
    fields = {name: values for name, values in request.POST.lists() if not _NEVER.search(name)}
    return Carried(person, page, request.path, fields) if any(map(any, fields.values())) else None


def _is_too_long(carried: Carried) -> bool:
    return len(json.dumps(asdict(carried))) > _FORM_LIMIT


def _keep(request: HttpRequest, carried: Carried) -> None:
    request.session[FIELD] = asdict(carried) | {"until": time.time() + _WAITS_SECONDS}


def _read(token: str) -> Carried | None:
    if not token or len(token) > TOKEN_LIMIT:
        return None
    try:
        carried = Carried(**signing.loads(token, salt=_SALT, max_age=_HOURS * 3600))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return carried if local(carried.page) else None


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    kept: dict[str, Any] | None = request.session.get(FIELD)
    if kept and kept["until"] < time.time():
        del request.session[FIELD]
        return None
    return kept


def _is_for(request: HttpRequest, kept: dict[str, Any]) -> bool:
    return bool(kept["page"] == request.get_full_path() and kept["person"] == str(request.user.pk))
