"""The long texts of a task, rendered: its description, and the comments among its changes.

They share one rendering budget. Text beyond it stays plain; `?formatted=` renders one such text first.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from accounts.access import Access
from primetrade.markdown import Budget, render_all
from tasks.queries import stream as streams
from tasks.queries.detail import FullTask


class TaskText:
    """Rendered on demand. `asked` are the page's query parameters, `editing` names the comment in an editor."""

    def __init__(self, access: Access, task: FullTask, asked: Any, *, today: date, editing: str) -> None:
        self._access, self._task, self._today, self._editing = access, task, today, editing
        self.everything = asked.get("stream") == "all"
        self._budget, self._formatted = Budget(), asked.get("formatted", "")

    @cached_property
    def description(self) -> SafeString | None:
        """Its HTML; None when it is shown as plain text."""
        if self._formatted not in ("", "description") and "entries" not in self.__dict__:
            _ = self.entries  # the requested comment is rendered first
        return render_all([self._task["description"]], self._budget)[0]

    @cached_property
    def stream(self) -> streams.Stream:
        return streams.stream(self._access, self._task, today=self._today, everything=self.everything)

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        """The stream with each comment's HTML (None: it stays plain), and whether it is the reader's own."""
        me = str(self._access.user.id)
        comments = [item for item in reversed(self.stream.items) if isinstance(item, streams.StreamComment)]
        comments.sort(key=lambda comment: comment.id != self._formatted)  # the requested one first, then the newest
        rendered = render_all([comment.body for comment in comments], self._budget)
        html = {comment.id: words for comment, words in zip(comments, rendered, strict=True)}
        return [
            {
                "item": item,
                "html": html[item.id] if isinstance(item, streams.StreamComment) else "",
                "mine": isinstance(item, streams.StreamComment) and item.author["id"] == me,
                "editing": self._editing == str(getattr(item, "id", "")) != "",
            }
            for item in self.stream.items
        ]
