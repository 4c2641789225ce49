"""Template tags of imports: the formats there are, and when an import was."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

from primetrade.people import SOURCES
from tasks.imports.accepted_files import AcceptedFiles
from tasks.imports.accepted_files import accepted_files as all_accepted

register = template.Library()


@register.simple_tag
def accepted_files() -> AcceptedFiles:
    """The files that can be imported; also used by pages outside this room."""
    return all_accepted()


@register.filter
def format_name(source: str) -> str:
    """What people call a format: “Trello”; its source where an earlier version brought it in and this one can't."""
    return SOURCES.get(source, source)


@register.filter
def ago(moment: datetime) -> str:
    """`just now`, `3 minutes ago`: in whole minutes, so that a page doesn't differ from second to second."""
    if timezone.now() - moment < timedelta(minutes=1):
        return "just now"
    return f"{timesince(moment)} ago"
