"""The data for templates of one task, each part read when it is drawn. Page, panel and fragments share it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from accounts.requests import PageRequest
from primetrade.clock import today_in
from primetrade.markdown import render
from primetrade.people import claim
from tasks.models.task import Status
from tasks.queries import detail
from tasks.queries.detail import FullTask
from tasks.queries.sql.keyset import KeysetPage
from tasks.queries.sql.task_rows import ListedTask
from tasks.views.near_days import NamedDay, near_days
from tasks.views.properties import Property, properties
from tasks.views.rows import with_urls
from tasks.views.task_draft import Draft
from tasks.views.task_text import TaskText
from tasks.views.task_urls import urls_of


def panel_of(request: PageRequest) -> str:
    """ "panel" where a part is drawn for the panel over a list (static/js/task/panel.js), else ""."""
    return "panel" if request.headers.get("X-Panel") == "1" else ""


class TaskPage:
    """One task, for its templates: `draft` holds unsaved input, `text` what is read. `preview` is Markdown."""

    statuses = tuple(Status.choices)

    def __init__(
        self,
        request: PageRequest,
        task: FullTask,
        *,
        editing: str = "",
        errors: dict[str, list[str]] | None = None,
        typed: Any = None,
        preview: str | None = None,
    ) -> None:
        self._access = request.access
        self.task = with_urls(self._access, [task])[0]
        self.slug = self._access.workspace.slug
        self.today = today_in(self._access.user.timezone)
        self.panel = bool(panel_of(request))
        self.subtasks_after = request.GET.get("cursor", "")
        self.with_project = "with_project" in request.GET or "with_project" in request.POST
        shown = None if preview is None else render(preview)
        self.draft = Draft(self.task, editing, errors or {}, typed or {}, shown)
        self.text = TaskText(self._access, self.task, request.GET, today=self.today, editing=editing)

    def context(self) -> dict[str, Any]:
        return {"page": self, "task": self.task, "today": self.today}

    @property
    def created(self) -> str:
        day = self.task["created_at"].astimezone(ZoneInfo(self._access.user.timezone)).date()
        return f"{day.day} {day:%b} {day.year}"

    @property
    def origin(self) -> str:
        """Where an imported task came from; its creation date is then the file's."""
        return claim({"source": self.task["source"], "brought_in_by": {"name": self.task["created_by"]}})

    @property
    def in_trash(self) -> bool:
        return bool(self.task["deleted_at"] or self.task["project_deleted"])

    @property
    def may_manage(self) -> bool:
        return self._access.may("manage_projects")

    @cached_property
    def subtasks(self) -> KeysetPage[ListedTask]:
        """Those after the URL's cursor; each with its own URL."""
        page = detail.subtasks(self._access, self.task, cursor=self.subtasks_after)
        with_urls(self._access, page.rows)
        return page

    @property
    def subtasks_query(self) -> str:
        """The query that makes forms lead back to the subtasks shown; "" for the first ones."""
        return f"?cursor={self.subtasks_after}" if self.subtasks_after else ""

    @property
    def more_subtasks_url(self) -> str:
        return f"{self.task['url']}?cursor={self.subtasks.next}" if self.subtasks.next else ""

    @property
    def properties(self) -> list[Property]:
        return properties(self.task)

    @property
    def days(self) -> list[NamedDay]:
        return near_days(self.today)

    @cached_property
    def urls(self) -> dict[str, str]:
        return urls_of(self.slug, self.task)
