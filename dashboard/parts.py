"""The parts of the dashboard: what each is called, how it is asked for, and how it is drawn.

A part stands in the page at once, or as a skeleton that htmx fills from the part's own address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from dashboard import queries, sentences
from tasks.queries import lists
from tasks.queries.filters import Filter
from tasks.queries.today import today
from tasks.views.rows import with_urls

SHORT = 6
OPEN = ("todo", "in_progress", "in_review")
DONE = ("completed",)
CARDS = ("Open", "Due today", "Overdue", "Completed this week", "Completion rate")


@dataclass(frozen=True, slots=True)
class Part:
    """`load` gives what the template draws, for everybody's tasks or one's own. `skeleton` is a kind of skeleton.html."""

    name: str
    title: str
    place: str
    skeleton: str
    load: Callable[[Access, str], dict[str, Any]]

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


def query(whose: str, **values: Any) -> str:
    """The URL query of the list behind a figure."""
    return _filter(whose, **values).to_query()


def _filter(whose: str, **values: Any) -> Filter:
    return Filter(**values, assignee=("me",) if whose == queries.MINE else ())


def _numbers(access: Access, whose: str) -> dict[str, Any]:
    found, day = queries.numbers(access, whose), today(access)
    rate = "–" if found.rate is None else f"{found.rate} %"
    soon, late = {"status": OPEN, "due": "today"}, {"status": OPEN, "due": "overdue", "sort": "due"}
    done, every = {"status": DONE, "sort": "-updated"}, {"status": OPEN + DONE, "sort": "-updated"}
    figures = (
        (f"{found.open:,}", sentences.opened(found), {"status": OPEN}),
        (f"{found.due_today:,}", f"{day:%A} {day.day} {day:%B}", soon),
        (f"{found.overdue:,}", sentences.oldest(found, day), late),
        (f"{found.completed_this_week:,}", sentences.against_last_week(found), done),
        (rate, sentences.rated(found), every),
    )
    cards = [
        Card(name, number, note, query(whose, **values), late=values is late and found.overdue > 0)
        for name, (number, note, values) in zip(CARDS, figures, strict=True)
    ]
    return {"cards": cards}


def _statuses(access: Access, whose: str) -> dict[str, Any]:
    shares = queries.by_status(access, whose)
    return {
        "bar": queries.BAR,
        "summary": f"{sum(share.count for share in shares):,} tasks",
        "shares": [(share, query(whose, status=(share.value,))) for share in shares],
    }


def _priorities(access: Access, whose: str) -> dict[str, Any]:
    shares = queries.by_priority(access, whose)
    return {
        "summary": f"{sum(share.count for share in shares):,} tasks",
        "shares": [(share, query(whose, status=OPEN, priority=(share.value,))) for share in shares],
    }


def _overdue(access: Access, whose: str) -> dict[str, Any]:
    return _tasks(access, _filter(whose, status=OPEN, due="overdue", sort="due"))


def _due_soon(access: Access, whose: str) -> dict[str, Any]:
    return _tasks(access, _filter(whose, status=OPEN, due="week", sort="due"))


def _tasks(access: Access, wanted: Filter) -> dict[str, Any]:
    page = lists.tasks(access, wanted, limit=SHORT)
    return {
        "rows": with_urls(access, page.rows),
        "more": page.next is not None,
        "query": wanted.to_query(),
        "today": today(access),
    }


def _activity(access: Access, whose: str) -> dict[str, Any]:
    return {"events": []}


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
