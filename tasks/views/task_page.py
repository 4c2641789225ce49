"""What the templates of one task draw, each part read when it is drawn. Page, panel and fragments share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.requests import PageRequest
from primetrade.clock import today_in
from primetrade.markdown import Budget, render, render_all
from primetrade.people import claim
from tasks.models.task import Status
from tasks.queries import detail
from tasks.queries import stream as streams
from tasks.queries.detail import FullTask
from tasks.queries.sql.rows import ListedTask
from tasks.views.properties import Property, properties
from tasks.views.rows import with_urls

_WRITTEN = {"title", "description", "subtask", "comment", "body"}  # fields whose errors stand beside their text


@dataclass(frozen=True, slots=True)
class Day:
    """A date one can choose by its name."""

    name: str
    iso: str
    note: str


def panel_of(request: PageRequest) -> str:
    """ "panel" where a part is drawn for the panel over a list (static/js/task/panel.js), else ""."""
    return "panel" if request.headers.get("X-Panel") == "1" else ""


class TaskPage:
    """`editing` is "description", "subtask" or a comment's id; `typed` is what was sent and not saved.

    Description and comments share one budget of rendering; what has to stay plain is asked for by `?formatted=`.
    """

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
        self.editing, self.errors, self.typed = editing, errors or {}, typed or {}
        self.preview = None if preview is None else render(preview)
        self.panel = bool(panel_of(request))
        self.slug = self._access.workspace.slug
        self.with_project = "with_project" in request.GET or "with_project" in request.POST
        self.everything = request.GET.get("stream") == "all"
        self._budget, self._formatted = Budget(), request.GET.get("formatted", "")

    def context(self) -> dict[str, Any]:
        return {"page": self, "task": self.task, "today": self.today}

    @cached_property
    def today(self) -> date:
        return today_in(self._access.user.timezone)

    @cached_property
    def description(self) -> SafeString | None:
        """Its HTML; None when it has to stay plain."""
        if self._formatted not in ("", "description") and "entries" not in self.__dict__:
            _ = self.entries  # the comment that was asked for comes first
        return render_all([self.task["description"]], self._budget)[0]

    @property
    def title(self) -> str:
        """As typed, when that could not be saved."""
        return str(self.typed.get("title", self.task["title"])) if "title" in self.errors else self.task["title"]

    @property
    def draft(self) -> str:
        """The description in the editor: as typed, when that is not saved yet."""
        return str(self.typed.get("description", self.task["description"]))

    @property
    def base_description(self) -> str:
        """What the editor was opened with, also when it comes back unsaved."""
        return str(self.typed.get("base_description", self.task["description"]))

    @property
    def created(self) -> str:
        day = self.task["created_at"].astimezone(ZoneInfo(self._access.user.timezone)).date()
        return f"{day.day} {day:%b} {day.year}"

    @property
    def origin(self) -> str:
        """Of what came with a file; then the day of its creation is what the file says."""
        return claim({"source": self.task["source"], "brought_in_by": {"name": self.task["created_by"]}})

    @property
    def property_errors(self) -> list[tuple[str, list[str]]]:
        """What is wrong with a property, said above them."""
        return [(name.partition(".")[0], said) for name, said in self.errors.items() if name not in _WRITTEN]

    @cached_property
    def subtasks(self) -> list[ListedTask]:
        return with_urls(self._access, detail.subtasks(self._access, self.task))

    @property
    def subtasks_done(self) -> int:
        return sum(1 for one in self.subtasks if one["completed_at"])

    @cached_property
    def stream(self) -> streams.Stream:
        return streams.stream(self._access, self.task, today=self.today, everything=self.everything)

    @cached_property
    def entries(self) -> list[dict[str, Any]]:
        """The stream with each comment's rendered words (None: they stay plain), and whether it is one's own."""
        me = str(self._access.user.id)
        remarks = [item for item in reversed(self.stream.items) if isinstance(item, streams.Remark)]
        remarks.sort(key=lambda remark: remark.id != self._formatted)  # that one first, then the newest
        rendered = render_all([remark.body for remark in remarks], self._budget)
        html = {remark.id: words for remark, words in zip(remarks, rendered, strict=True)}
        return [
            {
                "item": item,
                "html": html[item.id] if isinstance(item, streams.Remark) else "",
                "mine": isinstance(item, streams.Remark) and item.author["id"] == me,
                "editing": self.editing == str(getattr(item, "id", "")) != "",
            }
            for item in self.stream.items
        ]

    @property
    def in_trash(self) -> bool:
        return bool(self.task["deleted_at"] or self.task["project_deleted"])

    @property
    def unsaved(self) -> list[str]:
        """The texts that were sent and could not be saved."""
        return [self.typed[name] for name in ("title", "description", "body") if self.typed.get(name)]

    @property
    def may_manage(self) -> bool:
        return self._access.may("manage_projects")

    # -- what a property can be set to --------------------------------------------------------------------------------

    statuses = tuple(Status.choices)

    @property
    def days(self) -> list[Day]:
        """Dates near today: today, tomorrow, the weekend's and next week's first day."""
        today = self.today
        weekend = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
        monday = today + timedelta(days=7 - today.weekday())
        named = (
            ("Today", today),
            ("Tomorrow", today + timedelta(days=1)),
            ("Saturday", weekend),
            ("Next Monday", monday),
        )
        return [Day(name, day.isoformat(), f"{day:%a} {day.day} {day:%b}") for name, day in named]

    @property
    def properties(self) -> list[Property]:
        return properties(self.task)

    # -- where forms go -----------------------------------------------------------------------------------------------

    @cached_property
    def urls(self) -> dict[str, str]:
        arguments = [self._access.workspace.slug, self.task["key"]]
        names = ("task_edit", "task_delete", "task_restore", "task_subtasks", "task_comments")
        slug = self._access.workspace.slug
        return {name.removeprefix("task_"): reverse(name, args=arguments) for name in names} | {
            "project": reverse("project_list", args=[slug, self.task["project"]["key"]]),
            "menu": reverse("task_menu", args=[*arguments, "x"]).removesuffix("x"),
            "preview": reverse("preview", args=[slug]),
            "trash": reverse("trash", args=[slug]),
            "previous": reverse("task", args=[slug, self.task["previous"]]) if self.task["previous"] else "",
            "next": reverse("task", args=[slug, self.task["next"]]) if self.task["next"] else "",
            "parent": reverse("task", args=[slug, self.task["parent"]["key"]]) if self.task["parent"] else "",
        }
