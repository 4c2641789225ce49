"""The values of a filter as people read them in chips and sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from primetrade.words import all_of, at_time, full_date, one_of
from tasks.fields.declaration import Field
from tasks.models.task import Status
from tasks.queries.filter_values import DUE_WORDS, STATUS_ALIASES, written

Words = Callable[[Any, Mapping[str, str]], str]  # a value, and names by id or key → text


def as_written(value: Any, names: Mapping[str, str]) -> str:
    return written(value)


def status(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    alias = written(value)
    return alias if alias in STATUS_ALIASES else one_of([Status(status).label.lower() for status in value])


def of_choice(field: Field) -> Words:
    named = {
        option.word: option.word if field.type.is_nothing(option.value) else option.name.lower()
        for option in field.type.options
    }
    return lambda value, names: one_of([named[word] for word in value])


def due(value: str, names: Mapping[str, str]) -> str:
    return DUE_WORDS[value]


def day_or_moment(value: date, names: Mapping[str, str]) -> str:
    return f"{at_time(full_date(value), value.time())} UTC" if isinstance(value, datetime) else full_date(value)


def parent(value: str, names: Mapping[str, str]) -> str:
    return "not set" if value == "none" else names.get(value, value)


def any_named(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    return one_of([names.get(text, text) for text in value])


def all_named(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    return all_of([names.get(text, text) for text in value])


def count(value: tuple[str, ...], names: Mapping[str, str]) -> str:
    return f"{len(value)} chosen"
