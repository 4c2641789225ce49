"""Trello's custom fields, which tasks don't have, as a block of Markdown for the end of the description."""

from datetime import datetime

from tasks.imports.cleaning import Cleaner, escaped
from tasks.imports.parsing import Node

MAX_FIELDS = 1_000
VALUE_CHARACTERS = 2_000


class CustomFields:
    """The fields that a board defines; renders the values of its cards.

    `unknown` counts values whose field or option the file does not define.
    """

    def __init__(self, board: Node, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        self._options: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.unknown = 0
        for field in sorted(board.nodes("customFields", limit=MAX_FIELDS), key=lambda node: node.number("pos")):
            self._names[field.id("id")] = cleaner.line(field.text("name", default="")) or "Field"
            for option in field.nodes("options", limit=MAX_FIELDS):
                value = option.node("value")
                self._options[option.id("id")] = self._line(value, "text") if value else ""

    def block(self, card: Node) -> str:
        """The card's values in the board's order, as a heading and a list; "" if it has none."""
        values: dict[str, str] = {}
        for item in card.nodes("customFieldItems", limit=MAX_FIELDS):
            field_id, value = item.id("idCustomField", default=""), self._value(item)
            if value is None:
                continue
            if field_id not in self._names or not value:
                self.unknown += 1
                continue
            values[field_id] = value
        lines = [f"- {escaped(name)}: {values[key]}" for key, name in self._names.items() if key in values]
        return "\n".join(["**Fields in Trello**", "", *lines]) if lines else ""

    def _value(self, item: Node) -> str | None:
        """The value as Markdown; None if none is set, "" if it is empty or an unknown option."""
        if item.has("idValue"):
            return escaped(self._options.get(item.id("idValue"), ""))
        value = item.node("value")
        if value is None:
            return None
        if value.has("text"):
            return escaped(self._line(value, "text"))
        if value.has("number"):
            return escaped(self._line(value, "number"))
        if value.has("checked"):
            return "yes" if value.text("checked") == "true" else "no"
        moment = value.moment("date")
        return _spoken(moment) if moment else None

    def _line(self, value: Node, name: str) -> str:
        return self._cleaner.line(value.text(name, default=""), limit=VALUE_CHARACTERS)


def _spoken(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
