"""The menus that open over a row or card without the server: those of no task, with places for a task's own.

static/js/tasks/drawn-menu.js puts it there: `{task}` is its key, `{url}` its page, `{status}` its status in words. They
are drawn once per process and day, and whoever reads a page past its day gets them from the server.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from tasks.models.task import Status
from tasks.views.menus import menu_context
from tasks.views.near_days import near_days
from tasks.views.properties import choices

_DAYS_REMEMBERED = 64  # a day in each zone ends at another moment
_URL = "{url}"


def drawn_menus() -> SafeString:
    """The menus as <template>s, until the day ends in the active time zone."""
    today, zone = timezone.localdate(), timezone.get_current_timezone()
    return _draw(today, int(_end_of(today, zone).timestamp() * 1000))


def _end_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


@lru_cache(maxsize=_DAYS_REMEMBERED)
def _draw(today: date, until: int) -> SafeString:
    task = {"key": "{task}", "url": _URL, "status": "", "priority": 0, "due_on": today, "due_time": None}
    urls = {"edit": f"{_URL}/edit", "delete": f"{_URL}/delete", "menu": f"{_URL}/menu/"}
    page = {"urls": urls, "days": near_days(today), "statuses": tuple(Status.choices)}
    of_choices = {prop.id: prop for prop in choices()}
    menus = [menu_context(name, of_choices.get(name)) for name in (*of_choices, "due", "place")]
    context: dict[str, Any] = {"task": task, "page": page, "place_url": f"{_URL}/place", "within": "{status}"}
    drawn = render_to_string("components/drawn_menus.html", context | {"menus": menus, "until": until})
    return mark_safe(drawn.strip())  # noqa: S308
