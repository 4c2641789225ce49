"""My work: the caller's open tasks of all projects, by due date."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PageRequest
from primetrade.pages import page
from tasks.days import today
from tasks.due_dates import due_words, is_named_by_weekday
from tasks.queries import my_work as work
from tasks.views.rows import with_urls

_NAMES = {"overdue": "Overdue", "today": "Today", "none": "No date"}
_ICONS = {"overdue": "warning", "today": "star", "upcoming": "calendar", "none": "clock"}


@page
def my_work(request: PageRequest) -> HttpResponse:
    access, day = request.access, today(request.access)
    sections = [
        {
            "id": f"{section.kind}-{section.day.isoformat()}" if section.day else section.kind,
            "kind": section.kind,
            "icon": _ICONS[section.kind],
            "name": due_words(section.day, day).text if section.day else _NAMES[section.kind],
            "beside": _beside(section.day or day, day) if section.kind in ("today", "upcoming") else "",
            "rows": with_urls(access, section.rows),
            "more_query": section.more_query,
        }
        for section in work.sections(access)
    ]
    return render(request, "tasks/my_work.html", {"sections": sections, "today": day})


def _beside(day: date, today: date) -> str:
    """What the name of a day leaves out: Today · Tuesday 24 November; Friday · 27 November; 2 Dec · Wednesday."""
    if (day - today).days < 2:
        return f"{day:%A} {day.day} {day:%B}"
    return f"{day.day} {day:%B}" if is_named_by_weekday(day, today) else f"{day:%A}"
