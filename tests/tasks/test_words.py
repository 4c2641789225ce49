"""The words of due dates, and the days that have names."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.due_dates import due_words
from tasks.views.near_days import near_days

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days", "text", "kind"),
    [
        (-40, "15 Oct", "late"),
        (-2, "2 days ago", "late"),
        (-1, "Yesterday", "late"),
        (0, "Today", "soon"),
        (1, "Tomorrow", "soon"),
        (3, "Friday", ""),
        (6, "Monday", ""),
        (7, "1 Dec", ""),
        (51, "14 Jan 2027", ""),
    ],
)
def test_a_due_date_is_said_as_a_person_would(days: int, text: str, kind: str) -> None:
    due = due_words(TODAY + timedelta(days=days), TODAY)
    assert (due.text, due.kind) == (text, kind)


def test_a_closed_task_is_never_late() -> None:
    due = due_words(TODAY - timedelta(days=1), TODAY, closed=True)
    assert (due.text, due.kind, due.full) == ("23 Nov", "", "Monday 23 November 2026")


def test_a_time_is_told_on_the_day_itself_and_always_in_the_title() -> None:
    assert due_words(TODAY, TODAY, due_time=time(14, 5)).text == "Today 14:05"
    tomorrow = due_words(TODAY + timedelta(days=1), TODAY, due_time=time(14, 5))
    assert (tomorrow.text, tomorrow.full) == ("Tomorrow", "Wednesday 25 November 2026, 14:05")


@given(st.dates(), st.dates(), st.booleans())
def test_every_date_has_words(due_on: date, today: date, closed: bool) -> None:
    due = due_words(due_on, today, closed=closed)
    assert due.text
    assert due.iso == due_on.isoformat()


@pytest.mark.parametrize(
    ("today", "names"),
    [
        (date(2026, 11, 24), ["Today", "Tomorrow", "Saturday", "Next Monday"]),
        (date(2026, 11, 27), ["Today", "Tomorrow", "Next Monday"]),  # a Friday
        (date(2026, 11, 28), ["Today", "Tomorrow", "Next Monday", "Saturday"]),
        (date(2026, 11, 29), ["Today", "Tomorrow", "Saturday"]),  # a Sunday
    ],
)
def test_the_days_offered_by_name_are_each_offered_once(today: date, names: list[str]) -> None:
    days = near_days(today)
    assert [day.name for day in days] == names
    assert len({day.iso for day in days}) == len(days)
