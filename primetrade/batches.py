"""The batches that a request's commands made. Its answer names them, so that the page can undo what was done last.

A batch is named `workspace/batch`, an undo `workspace/batch/undone`, by the workspace's slug.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from primetrade.callers import RequestWorkspace

HEADER = "X-Batch"
_MADE = "made"  # the tag of a message for the scripts of the next page


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """A batch that a command made in a workspace; `undoes` is the batch that it undid, if it is an undo."""

    workspace_id: UUID
    batch: UUID
    undoes: UUID | None


_made: ContextVar[list[MadeBatch] | None] = ContextVar("made", default=None)


def note(made: MadeBatch) -> None:
    """Note a batch for the running request. Does nothing outside a request."""
    batches = _made.get()
    if batches is not None and made not in batches:
        batches.append(made)


@contextmanager
def forgotten_if_it_fails() -> Iterator[None]:
    """Forget what is noted within if it raises: its transaction is then rolled back."""
    batches = _made.get()
    before = len(batches or ())
    try:
        yield
    except BaseException:
        if batches is not None:
            del batches[before:]
        raise


@contextmanager
def collected() -> Iterator[list[MadeBatch]]:
    """The batches made within, in order."""
    batches: list[MadeBatch] = []
    token = _made.set(batches)
    try:
        yield batches
    finally:
        _made.reset(token)


def name_batches(
    request: HttpRequest, response: HttpResponse, batches: list[MadeBatch], workspace: RequestWorkspace
) -> None:
    """Name the batches made in this workspace in the answer and, if that is a redirect, in the page it leads to."""
    names = [_name(made, workspace.slug) for made in batches if made.workspace_id == workspace.id]
    if not names:
        return
    response.headers[HEADER] = " ".join(names)
    if 300 <= response.status_code < 400:
        messages.info(request, response.headers[HEADER], extra_tags=_MADE)


def is_for_scripts(message: object) -> bool:
    """Whether a message names batches for the page's scripts, instead of saying something to people."""
    return getattr(message, "extra_tags", "") == _MADE


def _name(made: MadeBatch, slug: str) -> str:
    return f"{slug}/{made.batch}/{made.undoes}" if made.undoes else f"{slug}/{made.batch}"
