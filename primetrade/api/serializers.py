"""Bodies: one strict base. Unknown fields are refused by name (400), wrong types and values by field (422).

Types are never converted: "1" is not a number, 1 is not text. Commands check bounds and meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from primetrade.errors import BadRequest
from primetrade.ids import is_id
from primetrade.spelling import unknown_names, with_suggestion

IDS_LIMIT = 100


class Body(serializers.Serializer[Any]):
    """Base of every body and of every row in the schema."""

    example: ClassVar[dict[str, Any] | None] = None  # a body that can be sent unchanged, or a realistic row
    component: ClassVar[str] = ""  # its name in the schema, if not the class's without "Row"

    def to_internal_value(self, data: Any) -> Any:
        errors = unknown_names(data, self.fields, "There is no such field here.")
        if errors:
            raise BadRequest(f"Unknown field: {', '.join(errors)}.", errors=errors)
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """Text as it was sent; the command trims and checks it. `min_length` and `max_length` are only for the schema."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=not kwargs.get("min_length"), **kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise serializers.ValidationError("This must be text.")
        return data

    def run_validation(self, data: Any = serializers.empty) -> Any:
        is_empty, value = self.validate_empty_values(data)
        return value if is_empty else self.to_internal_value(value)


class Whole(serializers.IntegerField):
    """A whole number of 32 bits."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": -(2**31), "max_value": 2**31 - 1, **kwargs})

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            raise serializers.ValidationError("This must be a whole number.")
        return data


class YesNo(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise serializers.ValidationError("This must be true or false.")
        return data


class Choice(serializers.ChoiceField):
    """One word of a list."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str) or data not in self.choices:
            words = [str(choice) for choice in self.choices]
            raise serializers.ValidationError(with_suggestion(f"Choose one of {', '.join(words)}.", str(data), words))
        return data


_ENUMS: dict[tuple[str, ...], str] = {}


def name_words(name: str, words: Iterable[str]) -> list[str]:
    """Name a list of words: the schema refers to one component wherever a Choice has exactly these."""
    _ENUMS[tuple(words)] = name
    return list(words)


def enum_name(words: Iterable[Any]) -> str | None:
    """The name that `name_words` gave this list; None without one."""
    return _ENUMS.get(tuple(words))


class Id(serializers.UUIDField):
    """An id, in lower or upper case; the command checks whether it exists."""

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str) or not is_id(data.lower()):
            raise serializers.ValidationError("This must be an id of 36 characters.")
        return UUID(data)


class Count(Whole):
    """A whole number that is not below zero, in answers."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, **kwargs)


def form_of_days(first: date, before: date) -> str:
    """A regular expression for dates as text, from `first` to the day before `before`, both first days of decades."""
    centuries = []
    for century in range(first.year // 100, (before.year - 1) // 100 + 1):
        low, high = max(first.year, century * 100), min(before.year - 1, century * 100 + 99)
        centuries.append(f"{century}[{low // 10 % 10}-{high // 10 % 10}]")
    return f"(?:{'|'.join(centuries)})[0-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"


class IsoDate(serializers.DateField):
    """A date: 2026-12-31."""

    def to_internal_value(self, value: Any) -> date:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise serializers.ValidationError("This must be a date such as 2026-12-31.")


@extend_schema_field({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})
class TimeOfDay(serializers.TimeField):
    """A time of day: 09:30. Seconds are not stored, so they are refused."""

    def to_internal_value(self, value: Any) -> time:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{2}:[0-9]{2}", value):
            try:
                return time.fromisoformat(value)
            except ValueError:
                pass
        raise serializers.ValidationError("This must be a time such as 09:30, without seconds.")


@extend_schema_field({"type": "string", "format": "binary"})
class File(serializers.FileField):
    """One file of an upload; its reader checks the content."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_empty_file=True, max_length=None, **kwargs)


class Names(serializers.ListField):
    """At most 100 names or ids, in the body's order: errors refer to them by position."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": IDS_LIMIT, **kwargs})

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            raise serializers.ValidationError("This must be a list.")
        if len(data) > IDS_LIMIT:
            raise serializers.ValidationError(f"Give at most {IDS_LIMIT}.")
        return list(super().to_internal_value(data))
