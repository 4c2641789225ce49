"""What is overdue: one rule for rows, counts, filters and the dashboard, which changes every full five minutes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.access import Access
from dashboard import queries as dashboard
from tasks.due_dates import is_passed
from tasks.models import Task
from tasks.queries import lists, my_work, stats
from tasks.queries.filters import Filter
from tests.api.conftest import Caller
from tests.factories import PersonFactory, TaskFactory
from tests.tasks.visitor import Visitor, text

DAY = date(2026, 11, 24)
BERLIN, TOKYO, NEW_YORK = "Europe/Berlin", "Asia/Tokyo", "America/New_York"


def moment(zone: str, *at: int, day: date = DAY) -> datetime:
    return datetime.combine(day, time(*at), ZoneInfo(zone)).astimezone(UTC)


def passed(day: date, at: time, zone: str, now: datetime) -> bool:
    """By the rule in Python, at the full five minutes before `now`, for somebody for whom it is that day."""
    five_minutes = now - timedelta(minutes=now.minute % 5, seconds=now.second)
    return is_passed(day, at, zone, today=day, five_minutes=five_minutes)


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("now", "late"),
    [((14, 2), False), ((14, 4, 59), False), ((14, 5), True), ((14, 9), True), ((23, 59), True), ((9, 0), False)],
)
def test_a_time_has_passed_from_the_next_full_five_minutes_on(now: tuple[int, ...], late: bool) -> None:
    assert passed(DAY, time(14, 2), BERLIN, moment(BERLIN, *now)) is late


@pytest.mark.any_database
def test_a_full_five_minutes_has_passed_at_the_next_and_midnight_at_once_with_the_day() -> None:
    assert not passed(DAY, time(14), BERLIN, moment(BERLIN, 14))
    assert passed(DAY, time(14), BERLIN, moment(BERLIN, 14, 5))
    assert not passed(DAY, time(0), BERLIN, moment(BERLIN, 0))
    assert passed(DAY, time(0), BERLIN, moment(BERLIN, 0, 5))
    assert not passed(DAY, time(23, 58), BERLIN, moment(BERLIN, 23, 59))


@pytest.mark.any_database
def test_a_time_that_the_clock_shows_twice_stays_passed_and_a_skipped_one_passes_with_the_change() -> None:
    back, on = date(2026, 10, 25), date(2026, 3, 29)
    hours = [datetime(2026, 10, 24, 23, tzinfo=UTC) + timedelta(minutes=5 * n) for n in range(60)]
    late = [passed(back, time(2, 57), BERLIN, now) for now in hours]
    assert late == [now >= datetime(2026, 10, 25, 1, tzinfo=UTC) for now in hours]  # as it is two again
    hours = [datetime(2026, 3, 29, 0, tzinfo=UTC) + timedelta(minutes=5 * n) for n in range(30)]
    late = [passed(on, time(2, 30), BERLIN, now) for now in hours]
    assert late == [now >= datetime(2026, 3, 29, 1, tzinfo=UTC) for now in hours]  # as it is three at once


# -- everywhere -------------------------------------------------------------------------------------------------------


def add(access: Access, at: time, zone: str = BERLIN, **values: Any) -> Task:
    task = TaskFactory(access=access, due_on=values.pop("due_on", DAY), due_time=at, assignees=["me"], **values)
    Task.objects.of(access).filter(id=task.id).update(due_zone=zone)
    return task


def titles(access: Access, due: str) -> set[str]:
    return {row["title"] for row in lists.tasks(access, Filter(due=due)).rows}


CASES = (
    ("passed", time(14, 2), BERLIN, True),
    ("to come", time(14, 5), BERLIN, False),
    ("passed in Tokyo", time(22, 4), TOKYO, True),
    ("to come in Tokyo", time(22, 6), TOKYO, False),
    ("morning in New York", time(8, 4), NEW_YORK, True),
    ("noon in New York", time(12), NEW_YORK, False),
    ("where it is tomorrow", time(23, 59), "Pacific/Kiritimati", True),
    ("where it is no longer known", time(1), "Mars/Olympus", False),
)
NOW = datetime(2026, 11, 24, 13, 7, tzinfo=UTC)  # seven past two in Berlin


@pytest.fixture
def ann(db: None, time_machine: Any) -> Access:
    time_machine.move_to(NOW, tick=False)
    ann = PersonFactory(name="Ann", timezone=BERLIN)
    Task.objects.of(ann).update(deleted_at=NOW)  # no lessons
    for title, at, zone, _ in CASES:
        add(ann, at, zone, title=title)
    add(ann, time(9), title="done", status="completed")
    add(ann, time(23), title="yesterday", due_on=DAY - timedelta(days=1))
    TaskFactory(access=ann, title="all day", due_on=DAY)
    return ann


LATE = {title for title, *_, late in CASES if late} | {"yesterday"}
NOT_LATE = {title for title, *_, late in CASES if not late} | {"all day"}


def test_filters_counts_and_the_dashboard_agree_with_the_rows(ann: Access) -> None:
    assert titles(ann, "overdue") == LATE
    assert titles(ann, "today") == titles(ann, "week") == NOT_LATE | {"done"}
    counted, figures = stats.stats(ann), dashboard.figures(ann)
    assert (counted["overdue"], counted["due_today"]) == (len(LATE), len(NOT_LATE))
    assert (figures.overdue, figures.due_today) == (len(LATE), len(NOT_LATE))
    assert figures.oldest_overdue == DAY - timedelta(days=1)
    sections = {section.kind: {row["title"] for row in section.rows} for section in my_work.sections(ann)}
    assert (sections["overdue"], sections["today"]) == (LATE, NOT_LATE)


def test_a_row_a_card_and_the_page_say_it_and_change_with_the_five_minutes(ann: Access, time_machine: Any) -> None:
    to_come = Task.objects.of(ann).select_related("project").get(title="to come")
    visitor, whole = Visitor(ann), f"/w/{ann.workspace.slug}/tasks"
    addresses = (f"{whole}?due=today", f"{whole}?due=overdue", visitor.url(to_come))

    def late() -> list[int]:
        return [text(visitor.client.get(address)).count("due due--late") for address in addresses]

    before = late()
    assert before[:2] == [0, len(LATE)]
    time_machine.move_to(NOW + timedelta(minutes=3), tick=False)
    assert late() == [0, len(LATE) + 2, before[2] + 1]


def test_what_is_kept_names_the_five_minutes(ann: Access, time_machine: Any) -> None:
    api, visitor = Caller(ann), Visitor(ann)

    def tags() -> list[str]:
        answers = [api.get(path) for path in ("tasks?due=overdue", "tasks/stats", "tasks?status=open")]
        answers.append(visitor.client.get(f"/w/{ann.workspace.slug}/tasks"))
        return [answer.headers["ETag"] for answer in answers]

    first, figures = tags(), dashboard.figures(ann)
    time_machine.move_to(NOW + timedelta(minutes=2), tick=False)
    assert tags() == first
    time_machine.move_to(NOW + timedelta(minutes=3), tick=False)
    assert [new == old for new, old in zip(tags(), first, strict=True)] == [False, False, True, False]
    assert dashboard.figures(ann).overdue == figures.overdue + 2


def test_the_day_after_it_is_overdue_by_its_date(ann: Access, time_machine: Any) -> None:
    time_machine.move_to(moment(BERLIN, 23, 59), tick=False)
    assert "all day" not in titles(ann, "overdue")
    time_machine.move_to(moment(BERLIN, 0, 0, day=DAY + timedelta(days=1)), tick=False)
    assert titles(ann, "overdue") == LATE | NOT_LATE


@pytest.mark.parametrize(
    "now", [datetime(2026, 10, 25, hour, minute, tzinfo=UTC) for hour in (0, 1) for minute in (3, 33, 58)]
)
def test_the_database_and_python_agree_over_a_change_of_the_clock(now: datetime, db: None, time_machine: Any) -> None:
    time_machine.move_to(now, tick=False)
    ann, day = PersonFactory(timezone=BERLIN), date(2026, 10, 25)
    for minute in range(0, 240, 15):
        add(ann, time(minute // 60, minute % 60), title=str(minute), due_on=day)
    expected = {
        str(minute) for minute in range(0, 240, 15) if passed(day, time(minute // 60, minute % 60), BERLIN, now)
    }
    assert titles(ann, "overdue") == expected
