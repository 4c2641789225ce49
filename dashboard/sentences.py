"""What the dashboard says in words: the greeting's counts and the notes under the figures."""

from __future__ import annotations

from datetime import date

from dashboard.queries import Numbers
from primetrade.words import due_words

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counts(numbers: Numbers) -> str:
    """ "Five tasks are due today and three are overdue." """
    due, late = numbers.due_today, numbers.overdue
    if due and late:
        return f"{_counted(due, 'task').capitalize()} {_are(due)} due today and {_word(late)} {_are(late)} overdue."
    if due:
        return f"{_counted(due, 'task').capitalize()} {_are(due)} due today and nothing is overdue."
    if late:
        return f"Nothing is due today; {_counted(late, 'task')} {_are(late)} overdue."
    return "Nothing is due today and nothing is overdue."


def opened(numbers: Numbers) -> str:
    """The note under "Open"."""
    return f"{numbers.created_this_week:,} new this week" if numbers.created_this_week else "none new this week"


def oldest(numbers: Numbers, today: date) -> str:
    """The note under "Overdue"."""
    if numbers.oldest_overdue is None:
        return "everything is on time"
    text = due_words(numbers.oldest_overdue, today).text
    return f"the oldest {text[0].lower()}{text[1:]}" if "ago" in text or text == "Yesterday" else f"the oldest since {text}"


def against_last_week(numbers: Numbers) -> str:
    """The note under "Completed this week"."""
    more = numbers.completed_this_week - numbers.completed_last_week
    if not more:
        return "as many as last week" if numbers.completed_this_week else "none last week either"
    return f"{abs(more):,} {'more' if more > 0 else 'fewer'} than last week"


def rated(numbers: Numbers) -> str:
    """The note under "Completion rate"."""
    every = numbers.open + numbers.completed
    return f"{numbers.completed:,} of {every:,} tasks" if every else "no tasks yet"


def _counted(count: int, noun: str) -> str:
    return f"{_word(count)} {noun}{'' if count == 1 else 's'}"


def _word(count: int) -> str:
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
