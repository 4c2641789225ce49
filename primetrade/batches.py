"""The batches that a request's commands made. Its answer names them, so that the page can take back what was done last.

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
    """A batch that a command made in a workspace; `undoes` is the batch that it took back, if it is an undo."""

    workspace_id: UUID
    batch: UUID
    undoes: UUID | None


_made: ContextVar[list[MadeBatch] | None] = ContextVar("made", default=None)


def note(made: MadeBatch) -> None:
    """Tell the running request what a command has done; without one, nobody hears it."""
    noted = _made.get()
    if noted is not None and made not in noted:
        noted.append(made)


@contextmanager
def forgotten_if_it_fails() -> Iterator[None]:
    """What is noted within is forgotten with an error, by which its transaction is rolled back."""
    noted = _made.get()
    before = len(noted or ())
    try:
        yield
    except BaseException:
        if noted is not None:
            del noted[before:]
        raise


@contextmanager
def noted() -> Iterator[list[MadeBatch]]:
    """The batches made within, in their order."""
    noted: list[MadeBatch] = []
    token = _made.set(noted)
    try:
        yield noted
    finally:
        _made.reset(token)


def name_batches(
    request: HttpRequest, response: HttpResponse, noted: list[MadeBatch], workspace: RequestWorkspace
) -> None:
    """Name the batches made in this workspace in the answer, and if that is a redirect in the page it leads to."""
    names = [_name(made, workspace.slug) for made in noted if made.workspace_id == workspace.id]
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
