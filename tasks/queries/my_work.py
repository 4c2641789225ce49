"""My work: the open tasks of one person in all projects, by due date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.access import Access
from tasks.days import today
from tasks.models.task import OPEN
from tasks.queries import lists
from tasks.queries.filter_conditions import source_for
from tasks.queries.filters import Filter
from tasks.queries.sql.sources import Source
from tasks.queries.sql.task_rows import ListedTask

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Section:
    """Tasks of one period. `kind` is overdue, today, upcoming or none; `day` is set for each day of `upcoming`.

    `more_query` is the URL query of the list that has the rest, "" when there is none.
    """

    kind: str
    rows: list[ListedTask]
    day: date | None = None
    more_query: str = ""


def mine(access: Access) -> Filter:
    """Open tasks assigned to the caller; in their personal workspace unassigned ones, too."""
    home = access.user.personal_workspace_id == access.workspace_id
    return Filter(status=tuple(OPEN), assignee=("me", "none") if home else ("me",))


def sections(access: Access) -> list[Section]:
    """Overdue tasks, those due today, on each later day, and without a date. Empty sections are left out.

    Four statements, one more for the source, and one for the parents of subtasks.
    """
    filter = mine(access).but(sort="due")
    source = source_for(access, filter)
    every_section = [
        _section(access, source, "overdue", filter.but(due="overdue")),
        _section(access, source, "today", filter.but(due="today", sort="-priority")),
        *_upcoming(access, source, filter.but(due_after=today(access))),
        _section(access, source, "none", filter.but(due="none", sort="-priority")),
    ]
    lists.with_parents(access, [row for section in every_section for row in section.rows])
    return [section for section in every_section if section.rows]


def _section(access: Access, source: Source, kind: str, filter: Filter) -> Section:
    page = lists.tasks(access, filter, limit=SHOWN, source=source)
    return Section(kind, page.rows, more_query=filter.to_query() if page.next else "")


def _upcoming(access: Access, source: Source, filter: Filter) -> Iterable[Section]:
    page = lists.tasks(access, filter, limit=SHOWN, source=source)
    days = [(day, list(rows)) for day, rows in groupby(page.rows, key=lambda row: row["due_on"])]
    for number, (day, rows) in enumerate(days, start=1):
        last = number == len(days) and page.next
        yield Section("upcoming", rows, day, more_query=filter.to_query() if last else "")
