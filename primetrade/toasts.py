"""Toasts: what happened, and what can be done about it. They are Django messages, so they survive a redirect."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest

# A message keeps its forms in its tags, as "words=url" separated by tabs, which neither contains.
_FORMS, _BETWEEN = "forms:", "\t"
_UNDO = "Undo"


@dataclass(frozen=True, slots=True)
class ToastForm:
    """A button of a toast: a POST to `url`. The undo button comes last."""

    words: str
    url: str


def say(request: HttpRequest, text: str, *, undo: str | None = None, also: ToastForm | None = None) -> None:
    """Tell the person what happened, in the past tense. A POST to `undo` undoes it, one to `also` continues it."""
    forms = [*filter(None, [also]), *([ToastForm(_UNDO, undo)] if undo else [])]
    written = _BETWEEN.join(f"{one.words}={one.url}" for one in forms)
    messages.success(request, text, extra_tags=_FORMS + written if written else "")


def warn(request: HttpRequest, text: str) -> None:
    """Tell the person what did not work."""
    messages.error(request, text)


def toast_forms(message: object) -> list[ToastForm]:
    """The buttons of a toast."""
    tags = getattr(message, "extra_tags", "") or ""
    if not tags.startswith(_FORMS):
        return []
    parts = (one.partition("=") for one in tags.removeprefix(_FORMS).split(_BETWEEN) if one)
    return [ToastForm(words, url) for words, _, url in parts]
