"""Pickers for things of which there may be many: the search by name and its messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from accounts.access import Access
from tasks.fields.value_types import LABEL, PERSON, PROJECT
from tasks.queries import offers
from tasks.views import page_wording as wording

NAME_CHARACTERS = 40  # of the searched name, where a message repeats it


@dataclass(frozen=True, slots=True)
class Picker:
    """`known` reads those with given ids. `ask` labels the search field, `others` the link to all, `none` says that
    nothing matches `{name}`.

    `one` and `many` announce the number of results; `{count}` is filled in by the page's script.
    """

    read: Callable[..., offers.Offer]
    known: Callable[[Access, Iterable[str]], list[offers.OfferedValue]]
    ask: str
    others: str
    none: str
    one: str
    many: str

    def none_called(self, name: str) -> SafeString:
        """`none` with the name in an element that the page's script updates as people type."""
        shown = format_html("<span data-sought>{}</span>", Truncator(name).chars(NAME_CHARACTERS))
        return format_html(self.none, name=shown)


PEOPLE = Picker(offers.people, offers.people_by_id, *wording.FIND_PEOPLE)
LABELS = Picker(offers.labels, offers.labels_by_id, *wording.FIND_LABELS)
PROJECTS = Picker(offers.projects, offers.projects_of, *wording.FIND_PROJECTS)
# By the type of what they offer.
PICKERS = {PERSON.name: PEOPLE, LABEL.name: LABELS, PROJECT.name: PROJECTS}
