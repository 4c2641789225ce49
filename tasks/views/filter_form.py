"""The form behind "Filter": its boxes, field by field, and the filter as chips.

A list or board carries only the chosen people and labels; the others are fetched when the form opens
(static/js/tasks/filters.js), or are on a separate page (filters.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from primetrade.ids import is_id
from tasks.fields.declaration import Field, Link
from tasks.fields.task import CHOICES
from tasks.fields.value_types import PERSON
from tasks.queries import offers
from tasks.queries.filter_parameters import PARAMETERS
from tasks.queries.filters import Filter
from tasks.views.pickers import PICKERS, Picker

_Value = tuple[str, str, Any]  # as in the URL, its name, what its icon is drawn from

# The fields whose values are searched by name.
LINKED: dict[str, Link] = {one.name: one.link for one in PARAMETERS if one.link and not one.every}
# By the type of what is linked: the boxes before those of the workspace's objects.
_FIRST: dict[str, list[_Value]] = {PERSON.name: [("me", "Me", None), ("none", "Nobody", None)]}


@dataclass(frozen=True, slots=True)
class FilterBox:
    """One choice; `drawn` is what its icon is drawn from."""

    value: str
    name: str
    drawn: Any
    checked: bool


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field of the form; `kind` is the type of its values.

    `loaded`: whether it offers what the workspace has, not only what is chosen.
    """

    field: str
    title: str
    boxes: list[FilterBox]
    kind: str
    picker: Picker | None = None
    loaded: bool = True
    find: str = ""
    more: bool = False
    nothing_found: bool = False

    @property
    def none_called(self) -> str:
        """The message that nothing has the searched name."""
        return self.picker.none_called(self.find) if self.picker else ""


def chosen_fields(shown: Filter, linked: Mapping[str, list[offers.OfferedValue]]) -> list[FilterField]:
    """The form with only the chosen people and labels, which are given by type."""
    return [
        *(
            FilterField(one.name, one.title, _boxes(_options(one), getattr(shown, one.name)), one.type.name)
            for one in CHOICES
        ),
        *(_linked_field(shown, name, linked[link.type.name], loaded=False) for name, link in LINKED.items()),
    ]


def offered_field(access: Access, shown: Filter, field: str, find: str) -> FilterField:
    """People or labels of the workspace whose name contains `find`, and the chosen ones. At most two statements."""
    picker, chosen = PICKERS[LINKED[field].type.name], list(filter(is_id, getattr(shown, field)))
    offer = picker.read(access, find=find, chosen=chosen)
    rows = offer.rows
    if find:
        chosen_rows = picker.known(access, chosen)
        rows = chosen_rows + [row for row in rows if row not in chosen_rows]
    return _linked_field(shown, field, rows, find=find, more=offer.more, nothing_found=not offer.rows and bool(find))


def _linked_field(shown: Filter, name: str, rows: list[offers.OfferedValue], **given: Any) -> FilterField:
    link, chosen = LINKED[name], getattr(shown, name)
    drawn: list[_Value] = [(row["id"], row["name"], row) for row in rows]
    boxes = _boxes(_FIRST.get(link.type.name, []) + drawn, chosen)
    return FilterField(name, link.one.capitalize(), boxes, link.type.name, PICKERS[link.type.name], **given)


def _options(field: Field) -> list[_Value]:
    """The choices in order; numbers from the highest down."""
    options = [(option.word, option.name, option.value) for option in field.type.options]
    return options[::-1] if isinstance(options[0][2], int) else options


def _boxes(values: list[_Value], chosen: Iterable[str]) -> list[FilterBox]:
    return [FilterBox(value, name, drawn, value in chosen) for value, name, drawn in values]
