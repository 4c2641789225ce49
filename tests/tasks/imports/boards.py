"""Trello boards for tests: the one that carries every construct, and small ones made to measure."""

import json
from pathlib import Path
from typing import Any

EVERYTHING = Path(__file__).parents[3] / "static" / "samples" / "trello-board.json"


def everything() -> dict[str, Any]:
    """The sample board that is served, as a fresh dict to change."""
    return json.loads(EVERYTHING.read_bytes())


def board(**fields: Any) -> dict[str, Any]:
    """A board with one list and one card, with `fields` on top."""
    return {
        "id": "650000000000000000000001",
        "name": "Pier",
        "lists": [{"id": "650000000000000000000002", "name": "To do", "pos": 1, "closed": False}],
        "cards": [card()],
        "actions": [],
    } | fields


def card(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A card of that board's list; `number` makes its id, name and place."""
    return {
        "id": f"65000100{number:016x}",
        "idList": "650000000000000000000002",
        "name": f"Card {number}",
        "desc": "",
        "pos": number,
        "closed": False,
    } | fields


def cards(*numbers: int, **fields: Any) -> dict[str, Any]:
    """A board with these cards."""
    return board(cards=[card(number) for number in numbers], **fields)


def encoded(value: object) -> bytes:
    """The file of a board."""
    return json.dumps(value).encode()
