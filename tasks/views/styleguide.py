"""The style guide, in development only: every component in every state, drawn by the real partials."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from primetrade.people import HUES, initials
from tasks.models.task import Priority, Status

TODAY = date(2026, 11, 24)
_GROUNDS = ("sunken", "canvas", "raised", "float", "hairline", "line", "text", "text-2", "accent", "accent-strong")
_MEANINGS = ("accent-tint", "danger", "danger-tint", "success", "success-tint", "warning", "warning-tint")
_PEOPLE = {
    "Mara Lindqvist": "indigo",
    "Jonas Weber": "teal",
    "Aisha Rahman": "orange",
    "Tomás Ferreira": "green",
    "Priya Nair": "pink",
    "Oskar Lund": "blue",
    "Hana Sato": "yellow",
}
_LABELS = {
    "Bug": "red",
    "Payments": "green",
    "Booking": "blue",
    "Harbour": "teal",
    "Invoices": "yellow",
    "Season": "violet",
}
# The parts, each a template in templates/styleguide/: name → title.
_PARTS = {
    "colour": "Colour",
    "type": "Type",
    "icons": "Icons",
    "buttons": "Buttons",
    "fields": "Fields",
    "signs": "Signs",
    "rows": "Task rows",
    "cards": "Cards and columns",
    "bars": "Toolbar, looks, chips, tabs",
    "menus": "Menus, dialogs",
    "messages": "Toasts, notices",
    "charts": "Stat, chart, progress, skeleton",
    "stream": "Stream and composer",
    "empties": "Empty",
}


class ExampleForm(forms.Form):
    """One field of every kind, one of them with an error."""

    name = forms.CharField(help_text="Shown in the rail and in links.")
    taken = forms.CharField(label="Error")
    key = forms.CharField(
        label="Disabled", disabled=True, initial="PT", help_text="The key can’t change once tasks exist."
    )
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    week = forms.ChoiceField(label="Choice", choices=[("1", "Monday"), ("6", "Saturday"), ("7", "Sunday")])
    text = forms.CharField(widget=forms.Textarea, initial="The berth is ours from 1 January. Ask Oskar for the keys.")
    theme = forms.ChoiceField(
        label="One of",
        widget=forms.RadioSelect,
        choices=[("system", "Follow the system"), ("light", "Light"), ("dark", "Dark")],
    )
    remember = forms.BooleanField(label="Keep me signed in")

    def clean_taken(self) -> str:
        raise forms.ValidationError("A project of this name exists. Choose another.")


def styleguide(request: HttpRequest) -> HttpResponse:
    """Everything, with a fixed date for today so that screenshots can be compared."""
    form = ExampleForm({"name": "Winter timetable", "taken": "Passenger tickets", "week": "1", "theme": "system",
                        "text": "The berth is ours from 1 January. Ask Oskar for the keys."})  # fmt: skip
    tasks = _tasks()
    return render(
        request,
        "styleguide.html",
        {
            "parts": _PARTS,
            "today": TODAY,
            "grounds": _GROUNDS + _MEANINGS,
            "icons": _icons(),
            "buttons": ["button button--primary", "button", "button button--ghost", "button button--danger"],
            "statuses": Status.values,
            "priorities": Priority.values,
            "hues": [{"name": hue.title(), "colour": hue} for hue in HUES],
            "people": [_person(name) for name in _PEOPLE],
            "claimed": {"name": "Tomas Feld", "source": "trello", "brought_in_by": {"name": "Mara Lindqvist"}},
            "dues": [TODAY + timedelta(days=days) for days in (-2, -1, 0, 1, 3, 9, 51)],
            "form": form,
            "tasks": tasks,
            "short_tasks": [{**task, "key": f"HO-{task['id']}"} for task in tasks[2:4]],
            "cards": [tasks[1], tasks[2], tasks[4], tasks[5]],
            # Priority, name, width of the bar in per cent, tasks.
            "bars": [(4, "Urgent", 19, 4), (3, "High", 62, 13), (2, "Medium", 100, 21), (1, "Low", 57, 12),
                     (0, "No priority", 38, 8)],
            "examples": [Message(constants.SUCCESS, "Moved PT-118 to Trash", "undo:#toasts"),
                         Message(constants.ERROR, "PT-131 couldn’t be saved; your text is kept")],
            "menu": [{"name": "Open", "url": "#menus", "icon": "arrow-right"},
                     {"name": "Copy link", "url": "#menus", "icon": "link", "current": True},
                     {"name": "Move to trash", "value": "trash", "icon": "trash", "danger": True}],
            "crumbs": [{"name": "Tern Ferries", "url": "#bars"}, {"name": "Passenger tickets", "url": "#bars"}],
        },
    )  # fmt: skip


def _person(name: str) -> dict[str, str]:
    return {"name": name, "initials": initials(name), "hue": _PEOPLE[name]}


def _task(number: int, title: str, status: str, priority: int, due: int | None = None, *, labels: str = "",
          people: str = "", subtasks: tuple[int, int] = (0, 0), comments: int = 0) -> dict[str, Any]:  # fmt: skip
    return {
        "id": number,
        "version": 1,
        "key": f"PT-{number}",
        "url": "#rows",
        "title": title,
        "status": status,
        "priority": priority,
        "due_on": None if due is None else TODAY + timedelta(days=due),
        "due_time": None,
        "labels": [{"name": name, "colour": _LABELS[name]} for name in labels.split()],
        "assignees": [_person(name) for name in _PEOPLE if name.split()[0] in people.split()],
        "subtasks_done": subtasks[0],
        "subtasks_total": subtasks[1],
        "comments_count": comments,
        "project": {"key": "PT", "name": "Passenger tickets", "colour": "indigo"},
    }


def _tasks() -> list[dict[str, Any]]:
    return [
        _task(131, "Show the last boat of the day before people pay for the way back", "in_review", 3, 1,
              labels="Booking", people="Aisha", subtasks=(2, 2), comments=3),
        _task(142, "Card payments fail on the evening boats while the harbour network is down", "in_progress", 4, -2,
              labels="Bug Payments Harbour Season", people="Jonas Aisha Priya Hana", subtasks=(1, 4), comments=12),
        _task(118, "Refunds for cancelled crossings arrive twice when the bank retries the request", "in_review", 4, 0,
              labels="Bug Payments", people="Jonas Mara", subtasks=(3, 5), comments=7),
        _task(126, "Tickets for bicycles and cargo bikes", "todo", 2, 3, labels="Booking Harbour", people="Tomás"),
        _task(117, "Receipts carry the VAT number of the company that booked", "completed", 3, -1,
              labels="Invoices", people="Priya", subtasks=(4, 4), comments=6),
        _task(98, "Paper vouchers for the autumn fair", "cancelled", 1, people="Oskar", comments=3),
    ]  # fmt: skip


def _icons() -> list[str]:
    sprite = (settings.BASE_DIR / "static" / "icons" / "icons.svg").read_text()
    return [name for name in re.findall(r'<symbol id="([\w-]+)"', sprite) if not name.startswith("art-")]
