"""My work: what is open and mine over all projects, by when it is due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accounts.access import Access
from tasks.models.task import OPEN
from tasks.queries import lists
from tasks.queries.filters import Filter
from tasks.queries.sql.sources import Source, source_of
from tasks.queries.sql.task_rows import ListedTask
from tasks.queries.today import today

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Section:
    """Tasks of one time. `kind` is overdue, today, upcoming or none; a day of `upcoming` has its `day`.

    `more_query` is the query of the list that goes on, when it does.
    """

    kind: str
    rows: list[ListedTask]
    day: date | None = None
    more_query: str = ""


def mine(access: Access) -> Filter:
    """Open and mine. In one's own personal workspace what is nobody's is mine too."""
    home = access.user.personal_workspace_id == access.workspace_id
    return Filter(status=tuple(OPEN), assignee=("me", "none") if home else ("me",))


def sections(access: Access) -> list[Section]:
    """What is late, due today, due on each later day, and without a date; empty ones left out.

    Four statements, and one more for their source.
    """
    wanted, day = mine(access).but(sort="due"), today(access)
    source = source_of(access, wanted)
    late, now, without = (wanted.but(due=due) for due in ("overdue", "today", "none"))
    found = [
        _section(access, source, "overdue", late),
        _section(access, source, "today", now.but(sort="-priority")),
        *_upcoming(access, source, wanted.but(due_after=day)),
        _section(access, source, "none", without.but(sort="-priority")),
    ]
    return [section for section in found if section.rows]


def _section(access: Access, source: Source, kind: str, wanted: Filter) -> Section:
    page = lists.tasks(access, wanted, limit=SHOWN, source=source)
    return Section(kind, page.rows, more_query=wanted.to_query() if page.next else "")


def _upcoming(access: Access, source: Source, wanted: Filter) -> Iterable[Section]:
    page = lists.tasks(access, wanted, limit=SHOWN, source=source)
    days = [(day, list(rows)) for day, rows in groupby(page.rows, key=lambda row: row["due_on"])]
    for number, (day, rows) in enumerate(days, start=1):
        last = number == len(days) and page.next
        yield Section("upcoming", rows, day, more_query=wanted.to_query() if last else "")
