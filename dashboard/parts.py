"""The parts of the dashboard: what each is called, how it is asked for, and how it is drawn.

A part stands in the page at once, or as a skeleton that htmx fills from the part's own address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from accounts.access import Access
from dashboard import activity, queries, sentences
from tasks.models.task import OPEN, Status
from tasks.queries import lists
from tasks.queries.filters import Filter
from tasks.queries.today import first_of_week, today
from tasks.views.rows import with_urls

SHORT = 6
DONE = (Status.COMPLETED,)
CARDS = ("Open", "Due today", "Overdue", "Completed this week", "Completion rate")


class Asked:
    """Who looks at whose tasks. The figures are counted once, however many parts stand in the page."""

    def __init__(self, access: Access, whose: str) -> None:
        self.access, self.whose = access, whose

    @cached_property
    def figures(self) -> queries.Figures:
        return queries.figures(self.access, self.whose)

    def filter(self, **values: Any) -> Filter:
        """The filter of the list behind a figure."""
        return Filter(**values, assignee=("me",) if self.whose == queries.MINE else ())

    def query(self, **values: Any) -> str:
        """The same as the query of an address."""
        return self.filter(**values).to_query()


@dataclass(frozen=True, slots=True)
class Part:
    """`load` gives what the template draws. `skeleton` is what stands in its place: stat, bars or rows."""

    name: str
    title: str
    place: str
    skeleton: str
    load: Callable[[Asked], dict[str, Any]]

    @property
    def template(self) -> str:
        return f"dashboard/parts/{self.name}.html"

    @property
    def cards(self) -> tuple[str, ...]:
        """The names that stand on the skeletons of the cards."""
        return CARDS


@dataclass(frozen=True, slots=True)
class Card:
    """One figure, its note, and the query of the list it counts."""

    name: str
    number: str
    note: str
    query: str
    late: bool = False


def _numbers(asked: Asked) -> dict[str, Any]:
    found, day = asked.figures, today(asked.access)
    soon, late = {"status": OPEN, "due": "today"}, {"status": OPEN, "due": "overdue", "sort": "due"}
    done, every = (
        {"completed_after": first_of_week(asked.access) - timedelta(days=1)},
        {"status": OPEN + DONE, "sort": "-updated"},
    )
    rows: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (f"{found.open:,}", sentences.opened(found), {"status": OPEN}),
        (f"{found.due_today:,}", f"{day:%A} {day.day} {day:%B}", soon),
        (f"{found.overdue:,}", sentences.oldest(found, day), late),
        (f"{found.completed_this_week:,}", sentences.against_last_week(found), done),
        ("–" if found.rate is None else f"{found.rate} %", sentences.rated(found), every),
    )
    cards = [
        Card(name, number, note, asked.query(**values), late=values is late and found.overdue > 0)
        for name, (number, note, values) in zip(CARDS, rows, strict=True)
    ]
    return {"cards": cards}


def _statuses(asked: Asked) -> dict[str, Any]:
    shares = asked.figures.by_status
    return {
        "bar": queries.BAR,
        "summary": sentences.summary(shares),
        "shares": [(share, asked.query(status=(share.value,))) for share in shares],
    }


def _priorities(asked: Asked) -> dict[str, Any]:
    shares = asked.figures.by_priority
    return {
        "summary": sentences.summary(shares),
        "shares": [(share, asked.query(status=OPEN, priority=(share.value,))) for share in shares],
    }


def _overdue(asked: Asked) -> dict[str, Any]:
    return _tasks(asked, asked.filter(status=OPEN, due="overdue", sort="due"))


def _due_soon(asked: Asked) -> dict[str, Any]:
    return _tasks(asked, asked.filter(status=OPEN, due="week", sort="due"))


def _tasks(asked: Asked, wanted: Filter) -> dict[str, Any]:
    page = lists.tasks(asked.access, wanted, limit=SHORT)
    return {
        "rows": with_urls(asked.access, page.rows),
        "more": page.next is not None,
        "query": wanted.to_query(),
        "today": today(asked.access),
    }


def _activity(asked: Asked) -> dict[str, Any]:
    return {"events": activity.recent(asked.access)}


PARTS = {
    part.name: part
    for part in (
        Part("numbers", "Today in numbers", "", "stat", _numbers),
        Part("statuses", "By status", "span-6", "bars", _statuses),
        Part("priorities", "Open, by priority", "span-6", "bars", _priorities),
        Part("overdue", "Overdue", "span-6", "rows", _overdue),
        Part("due-soon", "Due soon", "span-6", "rows", _due_soon),
        Part("activity", "Recent activity", "dash__tall", "rows", _activity),
    )
}
