"""Query parameters, declared by the endpoints that take them. A 400 names unknown and invalid ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from primetrade.cursors import LENGTH_LIMIT as CURSOR_LENGTH
from primetrade.errors import BadRequest
from primetrade.paths import SLUG_FORM
from primetrade.spelling import unknown_names

ROWS_DEFAULT, ROWS_LIMIT = 50, 200
PARAMETERS_LIMIT = 200
ALWAYS = ("id",)  # members that a row keeps, whatever `fields` says


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: its name, what it does, how its text becomes a value (ValueError says what is wrong), its schema.

    `repeated`: it may come more than once, which is the same as one value with commas.
    """

    name: str
    about: str
    read: Callable[[str], Any] = str
    default: Any = ""
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"})
    repeated: bool = False


def require_few(query: str) -> None:
    """Raises BadRequest for too many parameters, before they are parsed: a thousand take as long as a page."""
    if query.count("&") >= PARAMETERS_LIMIT:
        raise BadRequest(f"Give at most {PARAMETERS_LIMIT} parameters. Several values of one can be joined by commas.")


def read_parameters(declared: Iterable[Parameter], query: QueryDict) -> dict[str, Any]:
    """The values of declared parameters. Raises BadRequest naming every parameter that is unknown or bad."""
    known = {parameter.name: parameter for parameter in (*declared, WORKSPACE)}
    errors = unknown_names(query, known, "There is no such parameter here.")
    values = {name: parameter.default for name, parameter in known.items()}
    for name, parameter in known.items():
        given = query.getlist(name)
        if len(given) > 1 and not parameter.repeated:
            errors[name] = ["Give this parameter once."]
        elif given and not all(given):
            errors[name] = ["Give a value, or leave this parameter out."]
        elif given:
            try:
                values[name] = parameter.read(",".join(given))
            except ValueError as error:
                errors[name] = [str(error)]
    if errors:
        raise BadRequest("Some parameters can't be used.", errors=errors)
    return values


def chosen_members(text: str, known: Collection[str]) -> list[str]:
    """The names in `fields`, after those in ALWAYS. Raises BadRequest naming those that no row has."""
    names = text.split(",")
    errors = unknown_names(names, known, "These rows have no such member.")
    if errors:
        said = [f"`{name}`: {message}" for name, messages in errors.items() for message in messages]
        raise BadRequest("Some parameters can't be used.", errors={"fields": said})
    return list(dict.fromkeys([*(name for name in ALWAYS if name in known), *names]))


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """A reader of plain whole numbers: ASCII digits, no sign, no leading zero."""

    def read(text: str) -> int:
        if not re.fullmatch(r"0|[1-9][0-9]{0,17}", text) or not low <= int(text) <= high:
            raise ValueError(f"Use a whole number from {low} to {high}.")
        return int(text)

    return read


def yes_or_no(text: str) -> bool:
    """`true` or `false`."""
    if text not in ("true", "false"):
        raise ValueError("Use true or false.")
    return text == "true"


WORKSPACE = Parameter(
    "workspace",
    "The workspace's address. Default: the one in the header X-Workspace, or else your personal workspace.",
    schema={"type": "string", "pattern": f"^{SLUG_FORM}$"},
)
LIMIT = Parameter(
    "limit",
    "How many rows a page holds.",
    whole_number(1, ROWS_LIMIT),
    ROWS_DEFAULT,
    {"type": "integer", "minimum": 1, "maximum": ROWS_LIMIT, "default": ROWS_DEFAULT},
)
CURSOR = Parameter(
    "cursor",
    "Where the previous page ended; take it from `meta.next`.",
    schema={"type": "string", "maxLength": CURSOR_LENGTH},
)
FIELDS = Parameter(
    "fields",
    "The members of each row to return, separated by commas; `id` always comes. Default: all of them.",
    schema={"type": "array", "items": {"type": "string"}, "minItems": 1},
    repeated=True,
)
PAGE = (LIMIT, CURSOR, FIELDS)
