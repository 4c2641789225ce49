"""Toasts: what happened, with a way back. They travel as Django messages, so they outlive a redirect."""

from django.contrib import messages
from django.http import HttpRequest

_UNDO = "undo:"


def say(request: HttpRequest, text: str, *, undo: str | None = None) -> None:
    """Tell the person what happened, in the past tense. `undo` is the URL that a POST takes it back with."""
    messages.success(request, text, extra_tags=_UNDO + undo if undo else "")


def warn(request: HttpRequest, text: str) -> None:
    """Tell the person what did not work."""
    messages.error(request, text)


def undo_url(message: object) -> str:
    """Where this message is undone, or an empty string."""
    tags = getattr(message, "extra_tags", "") or ""
    return tags[len(_UNDO) :] if tags.startswith(_UNDO) else ""
