"""The dashboard's sentences: the counts in the greeting and the notes under the figures."""

from __future__ import annotations

from datetime import date

from dashboard.queries import Figures, Share
from tasks.due_dates import due_words

_NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


# Keyed by how many tasks are due today and how many are overdue.
_GREETINGS = {
    ("none", "none"): "Nothing is due today and nothing is overdue.",
    ("none", "one"): "Nothing is due today; one task is overdue.",
    ("none", "many"): "Nothing is due today; {late} tasks are overdue.",
    ("one", "none"): "One task is due today and nothing is overdue.",
    ("one", "one"): "One task is due today and one is overdue.",
    ("one", "many"): "One task is due today and {late} are overdue.",
    ("many", "none"): "{due} tasks are due today and nothing is overdue.",
    ("many", "one"): "{due} tasks are due today and one is overdue.",
    ("many", "many"): "{due} tasks are due today and {late} are overdue.",
}


def counts(figures: Figures) -> str:
    """ "Five tasks are due today and three are overdue." """
    due, late = figures.due_today, figures.overdue
    return _GREETINGS[_number_form(due), _number_form(late)].format(
        due=_number_word(due).capitalize(), late=_number_word(late)
    )


def opened(figures: Figures) -> str:
    """The note under "Open"."""
    return f"{figures.created_this_week:,} new this week" if figures.created_this_week else "none new this week"


def oldest(figures: Figures, today: date) -> str:
    """The note under "Overdue"."""
    if figures.oldest_overdue is None:
        return "everything is on time"
    text = due_words(figures.oldest_overdue, today).text
    if text == "Yesterday" or text.endswith("ago"):
        return f"the oldest {text[0].lower()}{text[1:]}"
    return f"the oldest since {text}"


def against_last_week(figures: Figures) -> str:
    """The note under "Completed this week"."""
    more = figures.completed_this_week - figures.completed_last_week
    if not more:
        return "as many as last week" if figures.completed_this_week else "none last week either"
    return f"{more:,} more than last week" if more > 0 else f"{-more:,} fewer than last week"


def completed_share(figures: Figures) -> str:
    """The note under "Completion rate"."""
    total = figures.open + figures.completed
    return f"{figures.completed:,} of {total:,} tasks" if total else "no tasks yet"


def summary(shares: tuple[Share, ...]) -> str:
    """A chart in one line: the total and the largest row."""
    total, largest = sum(share.count for share in shares), max(shares, key=lambda share: share.count)
    name = "without a priority" if largest.value == "none" else largest.name.lower()
    if total > 1:
        return f"{total:,} tasks, {largest.count:,} of them {name}"
    return "one task" if total else "no tasks"


def _number_form(count: int) -> str:
    return {0: "none", 1: "one"}.get(count, "many")


def _number_word(count: int) -> str:
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else f"{count:,}"
