"""What an undo says of what it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from primetrade.commands import Write
from tasks.models import Comment, Project, Task

LEFT_NAMED = 10  # of what stays; the rest is counted


class Left:
    """Sentences in their order, each once; those about a task that stays begin with its key."""

    def __init__(self, write: Write, stays: Iterable[Any]) -> None:
        homes = {row.project_id for row in stays if isinstance(row, Task)}
        found = Project.objects.of(write).filter(id__in=homes).values_list("id", "key") if homes else ()
        self._keys: dict[UUID, str] = dict(found)
        self._sentences: dict[str, str] = {}

    def say(self, sentence: str, *, key: str = "") -> None:
        self._sentences.setdefault(sentence, key)

    def whole(self, row: Any, *, worked_on: bool) -> None:
        """Something stays as it is, because it was worked on, or for what stands in it."""
        key = f"{self._keys[row.project_id]}-{row.number}" if isinstance(row, Task) else ""
        called = f"{key} {name_of(row)}".lstrip()
        why = "was changed since and stays" if worked_on else "stays, because something that stays stands in it"
        self.say(f"{called} {why}.", key=key)

    def told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The first sentences and how many more there are, and the key of each."""
        sentences, keys = tuple(self._sentences), tuple(self._sentences.values())
        more = len(sentences) - LEFT_NAMED
        if more <= 0:
            return sentences, keys
        return (*sentences[:LEFT_NAMED], f"And {more:,} more."), (*keys[:LEFT_NAMED], "")


def name_of(row: Any) -> str:
    """What a sentence calls it."""
    if isinstance(row, Task):
        return f"“{row.title[:60]}”"
    if isinstance(row, Comment):
        return "a comment"
    return f"“{row}”"
