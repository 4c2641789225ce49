"""What an undo says about the rows that it leaves as they are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from primetrade.commands import Write
from primetrade.words import quoted
from tasks.models import Comment, Project, Task

SENTENCE_LIMIT = 10  # the rest is counted
_CHANGED = "{name} has been changed since, so it stays."
_HOLDS = "{name} stays, because something that stays needs it."


class UndoReport:
    """Sentences in their order, each once. A sentence about a task that stays begins with the task's key."""

    def __init__(self, write: Write, staying: Iterable[Any]) -> None:
        projects = {row.project_id for row in staying if isinstance(row, Task)}
        keys = Project.objects.of(write).filter(id__in=projects).values_list("id", "key") if projects else ()
        self._project_keys: dict[UUID, str] = dict(keys)
        self._sentences: dict[str, str] = {}  # sentence → the task's key, or ""

    def add(self, sentence: str, *, key: str = "") -> None:
        self._sentences.setdefault(sentence, key)

    def add_staying(self, row: Any, *, in_use: bool) -> None:
        """A row stays because it was changed since (`in_use`), or because of a row inside it."""
        key = f"{self._project_keys[row.project_id]}-{row.number}" if isinstance(row, Task) else ""
        name = f"{key} {name_of(row)}" if key else name_of(row)
        self.add((_CHANGED if in_use else _HOLDS).format(name=name), key=key)

    def sentences_and_keys(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The first SENTENCE_LIMIT sentences and how many more there are, and the key of each ("" without one)."""
        sentences, keys = tuple(self._sentences), tuple(self._sentences.values())
        more = len(sentences) - SENTENCE_LIMIT
        if more <= 0:
            return sentences, keys
        return (*sentences[:SENTENCE_LIMIT], f"And {more:,} more."), (*keys[:SENTENCE_LIMIT], "")


def name_of(row: Any) -> str:
    """What a sentence calls a row."""
    if isinstance(row, Task):
        return quoted(row.title)
    if isinstance(row, Comment):
        return "a comment"
    return quoted(row)
