"""The form behind "Filter": its boxes, field by field, and the filter as chips.

A list or board carries only the chosen people and labels; the others are fetched when the form opens
(static/js/tasks/filters.js), or are on a separate page (filters.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.access import Access
from primetrade.ids import is_id
from tasks.fields.declaration import Field
from tasks.fields.task import CHOICES
from tasks.queries import offers
from tasks.queries.filters import Filter
from tasks.views.pickers import LABELS, PEOPLE, Picker

PICKERS = {"assignee": PEOPLE, "label": LABELS}
_ANYBODY = [("me", "Me", None), ("none", "Nobody", None)]


@dataclass(frozen=True, slots=True)
class FilterBox:
    """One choice; `drawn` is what its icon is drawn from."""

    value: str
    name: str
    drawn: Any
    checked: bool


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field of the form. `loaded`: whether it offers what the workspace has, not only what is chosen."""

    field: str
    title: str
    boxes: list[FilterBox]
    picker: Picker | None = None
    loaded: bool = True
    find: str = ""
    more: bool = False
    nothing_found: bool = False

    @property
    def none_called(self) -> str:
        """The message that nothing has the searched name."""
        return self.picker.none_called(self.find) if self.picker else ""


def chosen_fields(
    shown: Filter, people: list[offers.OfferedValue], labels: list[offers.OfferedValue]
) -> list[FilterField]:
    """The form with only the chosen people and labels."""
    return [
        *(FilterField(one.name, one.title, _boxes(_options(one), getattr(shown, one.name))) for one in CHOICES),
        FilterField("assignee", "Assignee", _boxes(_ANYBODY + _drawn(people), shown.assignee), PEOPLE, loaded=False),
        FilterField("label", "Label", _boxes(_drawn(labels), shown.label), LABELS, loaded=False),
    ]


def offered_field(access: Access, shown: Filter, field: str, find: str) -> FilterField:
    """People or labels of the workspace whose name contains `find`, and the chosen ones. At most two statements."""
    chosen = ids_of(getattr(shown, field))
    offer = PICKERS[field].read(access, find=find, chosen=chosen)
    rows = offer.rows
    if find:
        chosen_rows = PICKERS[field].known(access, chosen)
        rows = chosen_rows + [row for row in rows if row not in chosen_rows]
    fixed = _ANYBODY if field == "assignee" else []
    boxes = _boxes(fixed + _drawn(rows), getattr(shown, field))
    return FilterField(
        field, field.capitalize(), boxes, PICKERS[field], True, find, offer.more, not offer.rows and bool(find)
    )


def ids_of(values: Iterable[str]) -> list[str]:
    """The ids among the values of a filter, which may also be words."""
    return [one for one in values if is_id(one)]


def _options(field: Field) -> list[tuple[str, str, Any]]:
    """The choices in order; numbers from the highest down."""
    options = [(option.word, option.name, option.value) for option in field.type.options]
    return options[::-1] if isinstance(options[0][2], int) else options


def _drawn(rows: list[offers.OfferedValue]) -> list[tuple[str, str, Any]]:
    return [(row["id"], row["name"], row) for row in rows]


def _boxes(values: list[tuple[str, str, Any]], chosen: Iterable[str]) -> list[FilterBox]:
    return [FilterBox(value, name, drawn, value in chosen) for value, name, drawn in values]
