"""Unsaved input on a task's page: which editor is open, what was typed, and why it was not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from tasks.queries.detail import FullTask

_WRITTEN = {"title", "description", "subtask", "comment", "body"}  # fields whose errors are shown beside their text


@dataclass(frozen=True, slots=True)
class Draft:
    """`editing` is "description", "subtask" or a comment's id; `typed` is what was sent and not saved."""

    task: FullTask
    editing: str = ""
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    preview: SafeString | None = None

    @property
    def title(self) -> str:
        """As typed, when that could not be saved."""
        return str(self.typed.get("title", self.task["title"])) if "title" in self.errors else self.task["title"]

    @property
    def description(self) -> str:
        """In the editor: as typed, when that is not saved yet."""
        return str(self.typed.get("description", self.task["description"]))

    @property
    def base_description(self) -> str:
        """The value the editor was opened with, kept when the form comes back unsaved."""
        return str(self.typed.get("base_description", self.task["description"]))

    @property
    def property_errors(self) -> list[tuple[str, list[str]]]:
        """The errors of properties, shown above all of them."""
        return [(name.partition(".")[0], said) for name, said in self.errors.items() if name not in _WRITTEN]

    @property
    def unsaved(self) -> list[str]:
        """The texts that were sent and could not be saved."""
        return [self.typed[name] for name in ("title", "description", "body") if self.typed.get(name)]
