"""The long texts of a task, rendered: its description, and the comments among its changes.

They share one rendering budget. Text beyond it stays plain; `?formatted=` renders one such text first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.access import Access
from primetrade.markdown import Budget, boxes_of, render_all
from tasks.queries import stream as streams
from tasks.queries.detail import FullTask


@dataclass(frozen=True, slots=True)
class Prose:
    """Formatted text. `boxes_url` is where its boxes are ticked, "" if it has none or the reader may not tick them.

    `ticked` names the ticked ones.
    """

    html: SafeString
    boxes_url: str = ""
    ticked: str = ""


class TaskText:
    """Rendered on demand. `asked` are the page's query parameters, `editing` names the comment in an editor."""

    def __init__(self, access: Access, task: FullTask, asked: Any, *, today: date, editing: str) -> None:
        self._access, self._task, self._today, self._editing = access, task, today, editing
        self.everything = asked.get("stream") == "all"
        self._budget, self._formatted = Budget(), asked.get("formatted", "")

    @cached_property
    def description(self) -> Prose | None:
        """None when it is shown as plain text."""
        if self._formatted not in ("", "description") and "entries" not in self.__dict__:
            _ = self.entries  # the requested comment is rendered first
        return self._prose(render_all([self._task["description"]], self._budget)[0], "task_boxes")

    @cached_property
    def stream(self) -> streams.Stream:
        return streams.stream(self._access, self._task, today=self._today, everything=self.everything)

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        """The stream with each comment's text (None: it stays plain), and whether it is the reader's own."""
        me = str(self._access.user.id)
        comments = [item for item in reversed(self.stream.items) if isinstance(item, streams.StreamComment)]
        comments.sort(key=lambda comment: comment.id != self._formatted)  # the requested one first, then the newest
        rendered = render_all([comment.body for comment in comments], self._budget)
        html = {comment.id: words for comment, words in zip(comments, rendered, strict=True)}
        return [
            self._comment(item, html[item.id], mine=item.author["id"] == me)
            if isinstance(item, streams.StreamComment)
            else {"item": item}
            for item in self.stream.items
        ]

    def _comment(self, comment: streams.StreamComment, html: SafeString | None, *, mine: bool) -> dict[str, Any]:
        return {
            "item": comment,
            "prose": self._prose(html, "comment_boxes" if mine else "", comment.id),
            "mine": mine,
            "editing": self._editing == comment.id,
        }

    def _prose(self, html: SafeString | None, route: str, *of: str) -> Prose | None:
        if html is None:
            return None
        may_tick = route and self._access.may("edit") and not self._task["project_archived"]
        tickable, ticked = boxes_of(html) if may_tick else (html, None)
        if ticked is None:
            return Prose(html)
        return Prose(
            tickable, reverse(route, args=[self._access.workspace.slug, self._task["key"], *of]), " ".join(ticked)
        )
