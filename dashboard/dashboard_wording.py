"""The dashboard's sentences: the greeting, the notes under the figures, and what a batch did to many things."""

from __future__ import annotations

from datetime import date

from dashboard.queries import Figures, Share
from primetrade.words import short_date
from tasks.due_dates import COUNTED_DAYS_AGO

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
    days_ago = (today - figures.oldest_overdue).days
    if days_ago > COUNTED_DAYS_AGO:
        return f"the oldest since {short_date(figures.oldest_overdue, today)}"
    if not days_ago:
        return "the oldest today"
    return "the oldest yesterday" if days_ago == 1 else f"the oldest {days_ago} days ago"


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
    if total <= 1:
        return "one task" if total else "no tasks"
    if largest.value == "none":
        return f"{total:,} tasks, {largest.count:,} of them without a priority"
    return f"{total:,} tasks, {largest.count:,} of them {largest.name.lower()}"


# Activity. The page puts who did it before these words, and an import's source after them.
COMMENT, COMMENT_FROM_FILE = "commented on {task}", "brought in a comment on {task}"
ON_TASK = "{what} on {task}"
NO_TASK = "a task that is gone"


def changed(tasks: int, *, exactly: bool) -> str:
    """What a batch did to many tasks. `exactly`: there are no more than these."""
    return f"changed {tasks:,} tasks" if exactly else f"changed {tasks:,} or more tasks"


def added(tasks: int, *, exactly: bool) -> str:
    """The same for a batch that created them."""
    return f"added {tasks:,} tasks" if exactly else f"added {tasks:,} or more tasks"


def changes(count: int, *, exactly: bool) -> str:
    """The same for a batch that touched no task."""
    return f"made {count:,} changes" if exactly else f"made {count:,} or more changes"


def brought_in(*, created: int, updated: int) -> str:
    """What an import did to tasks."""
    if created:
        return "brought in 1 task" if created == 1 else f"brought in {created:,} tasks"
    if updated:
        return "brought 1 task up to date" if updated == 1 else f"brought {updated:,} tasks up to date"
    return "brought in changes"


def _number_form(count: int) -> str:
    return {0: "none", 1: "one"}.get(count, "many")


def _number_word(count: int) -> str:
    return _NUMBER_WORDS[count] if count < len(_NUMBER_WORDS) else f"{count:,}"
