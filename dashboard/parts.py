"""The parts of the dashboard: their names, data and templates.

The page has them in full, or those of a group as skeletons that htmx replaces by one answer, from the group's own URL.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from accounts.access import Access
from dashboard import activity, queries
from dashboard import dashboard_wording as wording
from tasks.days import first_of_week, today
from tasks.models.task import OPEN, Status
from tasks.queries import lists
from tasks.queries.filters import Filter
from tasks.views.rows import with_urls

SHORT = 6
DONE = (Status.COMPLETED,)
CARDS = ("Open tasks", "Due today", "Overdue", "Completed this week", "Completion rate")


class DashboardContext:
    """Who is looking at whose tasks (`whose`: EVERYBODY or MINE). All parts of a page share one set of figures."""

    def __init__(self, access: Access, whose: str) -> None:
        self.access, self.whose = access, whose

    @cached_property
    def figures(self) -> queries.Figures:
        return queries.figures(self.access, self.whose)

    def filter(self, **values: Any) -> Filter:
        """The filter for the list of tasks behind a figure."""
        return Filter(**values, assignee=("me",) if self.whose == queries.MINE else ())

    def query(self, **values: Any) -> str:
        """The same filter as a URL query."""
        return self.filter(**values).to_query()


@dataclass(frozen=True, slots=True)
class Part:
    """`load` returns the template's data. `place` is the CSS class in the grid; `skeleton` is stat, bars or rows."""

    name: str
    title: str
    place: str
    skeleton: str
    load: Callable[[DashboardContext], dict[str, Any]]

    @property
    def template(self) -> str:
        return f"dashboard/parts/{self.name}.html"

    @property
    def element(self) -> str:
        """The id of its element, also of its skeleton while it is loading."""
        return f"part-{self.name}"

    @property
    def cards(self) -> tuple[str, ...]:
        """The names of the cards, for their skeletons."""
        return CARDS


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that are loaded together because they share data or cost about the same. `lead`: with the greeting's
    count.
    """

    name: str
    parts: tuple[Part, ...]
    lead: bool = False

    @property
    def asking(self) -> Part:
        """The part whose skeleton asks for all of them."""
        return self.parts[0]

    @property
    def others(self) -> str:
        """What comes with the answer besides that part, as hx-select-oob names it."""
        return ",".join([f"#{part.element}" for part in self.parts[1:]] + ["#counts"] * self.lead)

    def load(self, context: DashboardContext) -> list[tuple[Part, dict[str, Any]]]:
        """Its parts with what their templates draw."""
        return [(part, part.load(context)) for part in self.parts]

    def waiting(self) -> list[tuple[Part, None]]:
        """Its parts as skeletons."""
        return [(part, None) for part in self.parts]


@dataclass(frozen=True, slots=True)
class Card:
    """A figure, its note, and the URL query of the list of tasks that it counts."""

    name: str
    number: str
    note: str
    query: str
    late: bool = False


def _numbers(context: DashboardContext) -> dict[str, Any]:
    figures, day = context.figures, today(context.access)
    due_today, overdue = {"status": OPEN, "due": "today"}, {"status": OPEN, "due": "overdue", "sort": "due"}
    completed, not_cancelled = (
        {"completed_after": first_of_week(context.access) - timedelta(days=1)},
        {"status": OPEN + DONE, "sort": "-updated"},
    )
    rows: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (f"{figures.open:,}", wording.opened(figures), {"status": OPEN}),
        (f"{figures.due_today:,}", f"{day:%A} {day.day} {day:%B}", due_today),
        (f"{figures.overdue:,}", wording.oldest(figures, day), overdue),
        (f"{figures.completed_this_week:,}", wording.against_last_week(figures), completed),
        (
            "–" if figures.rate is None else f"{figures.rate} %",
            wording.completed_share(figures),
            not_cancelled,
        ),
    )
    cards = [
        Card(name, number, note, context.query(**values), late=values is overdue and figures.overdue > 0)
        for name, (number, note, values) in zip(CARDS, rows, strict=True)
    ]
    return {"cards": cards}


def _statuses(context: DashboardContext) -> dict[str, Any]:
    shares = context.figures.by_status
    return {
        "bar": queries.BAR,
        "summary": wording.summary(shares),
        "shares": [(share, context.query(status=(share.value,))) for share in shares],
    }


def _priorities(context: DashboardContext) -> dict[str, Any]:
    shares = context.figures.by_priority
    return {
        "summary": wording.summary(shares),
        "shares": [(share, context.query(status=OPEN, priority=(share.value,))) for share in shares],
    }


def _overdue(context: DashboardContext) -> dict[str, Any]:
    return _tasks(context, context.filter(status=OPEN, due="overdue", sort="due"))


def _due_soon(context: DashboardContext) -> dict[str, Any]:
    return _tasks(context, context.filter(status=OPEN, due="week", sort="due"))


def _tasks(context: DashboardContext, task_filter: Filter) -> dict[str, Any]:
    page = lists.tasks(context.access, task_filter, limit=SHORT)
    return {
        "rows": with_urls(context.access, page.rows),
        "more": page.next is not None,
        "query": task_filter.to_query(),
        "today": today(context.access),
    }


def _activity(context: DashboardContext) -> dict[str, Any]:
    return {"events": activity.recent(context.access)}


FIGURES = Group(
    "figures",
    (
        Part("numbers", "Today in numbers", "", "stat", _numbers),
        Part("statuses", "By status", "span-6", "bars", _statuses),
        Part("priorities", "Open, by priority", "span-6", "bars", _priorities),
    ),
    lead=True,
)
LISTS = Group(
    "lists",
    (
        Part("overdue", "Overdue", "span-6", "rows", _overdue),
        Part("due-soon", "Due soon", "span-6", "rows", _due_soon),
        Part("activity", "Recent activity", "dash__tall", "rows", _activity),
    ),
)
GROUPS = {group.name: group for group in (FIGURES, LISTS)}
