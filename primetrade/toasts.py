"""Toasts: what happened, with an undo link. They are Django messages, so they survive a redirect."""

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"


def say(request: HttpRequest, text: str, *, undo: str | None = None) -> None:
    """Tell the person what happened, in the past tense. A POST to the URL in `undo` reverts it."""
    messages.success(request, text, extra_tags=_UNDO + undo if undo else "")


def warn(request: HttpRequest, text: str) -> None:
    """Tell the person what did not work."""
    messages.error(request, text)


def toast_undo_url(message: object) -> str:
    """The URL that undoes what this message reports, or ""."""
    tags = getattr(message, "extra_tags", "") or ""
    return tags[len(_UNDO) :] if tags.startswith(_UNDO) else ""
