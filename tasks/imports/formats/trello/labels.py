"""The labels of a Trello board: those that the board lists, and those only in its cards, as in exports before 2015."""

from __future__ import annotations

from collections import Counter

from primetrade.folding import fold_name
from tasks.imports.cleaning import Cleaner
from tasks.imports.errors import ImportFileError
from tasks.imports.items import LabelItem
from tasks.imports.parsing import Node, shown

MAX_LABELS = 1_000
LABEL_CHARACTERS = 50

_HUES = {
    "green": "green",
    "yellow": "yellow",
    "orange": "orange",
    "red": "red",
    "purple": "violet",
    "blue": "blue",
    "sky": "teal",
    "lime": "green",
    "pink": "pink",
    "black": "grey",
}


class TrelloLabels:
    """Collects labels from a board and its cards, merging those of the same name. Counts "unknown labels"."""

    def __init__(self, board: Node, cleaner: Cleaner, counts: Counter[str]) -> None:
        self._cleaner, self._counts = cleaner, counts
        self._by_id: dict[str, LabelItem] = {}
        self._by_name: dict[str, LabelItem] = {}
        self._kept: dict[str, None] = {}
        for node in board.nodes("labels", limit=MAX_LABELS):
            label = self._listed(node)
            if self._cleaner.line(node.text("name", default="")):
                self._kept[label.source_id] = None

    def on(self, card: Node) -> tuple[str, ...]:
        """The source ids of a card's labels, including labels that only the card describes."""
        described = [self._described(node) for node in card.nodes("labels")]
        ids = list(card.ids("idLabels"))
        labels = [self._by_id[label].source_id for label in ids if label in self._by_id]
        labels += [label.source_id for label in described if label is not None]
        self._counts["unknown labels"] += sum(label not in self._by_id for label in ids)
        self._counts["unknown labels"] += 0 if ids else described.count(None)
        self._kept |= dict.fromkeys(labels)
        return tuple(dict.fromkeys(labels))

    def kept(self) -> tuple[LabelItem, ...]:
        """The labels to import: those with a name, and unnamed ones if a card has them."""
        return tuple(label for label in self._by_name.values() if label.source_id in self._kept)

    def _listed(self, node: Node) -> LabelItem:
        source_id = node.id("id")
        if source_id in self._by_id:
            raise ImportFileError(f"{node.place}.id is “{shown(source_id)}”, which an earlier entry has already.")
        self._by_id[source_id] = self._named(node, source_id)
        return self._by_id[source_id]

    def _described(self, node: Node) -> LabelItem | None:
        """The label of an entry in a card; None if it is not listed and has neither name nor colour."""
        source_id = node.id("id", default="")
        if source_id in self._by_id:
            return self._by_id[source_id]
        if not (node.text("name", default="") or node.text("color", default="")):
            return None
        label = self._named(node, source_id)
        if source_id:
            self._by_id[source_id] = label
        return label

    def _named(self, node: Node, source_id: str) -> LabelItem:
        """The label named by the entry's name, or by its colour if it has none; created if there is none yet."""
        colour = self._cleaner.line(node.text("color", default=""))
        shade, _, depth = colour.partition("_")
        by_colour = " ".join(f"{depth} {shade}".split()).capitalize() or "Label"
        name = self._cleaner.line(node.text("name", default=""), limit=LABEL_CHARACTERS) or by_colour
        known = self._by_name.get(fold_name(name))
        if known is None:
            if len(self._by_name) >= MAX_LABELS:
                raise ImportFileError(
                    f"The cards have more than {MAX_LABELS:,} labels, which is the most that is read."
                )
            known = LabelItem(source_id or f"named {fold_name(name)}", name, _HUES.get(shade, "grey"))
            self._by_name[fold_name(name)] = known
        return known
