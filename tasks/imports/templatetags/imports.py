"""Template tags about the formats that can be imported."""

from __future__ import annotations

from django import template

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
