"""What the cards of a list say about its status, where its name says nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tasks.imports.items import MOST_COMPLETED, MOVED_ON, ListItem, TaskItem
from tasks.models import Status

# Of fewer cards, one more or less would decide.
CARDS_LEAST = 5
COMPLETED_LEAST = 0.8
MOVED_LEAST = 3


def with_evidence(
    lists: Iterable[ListItem],
    tasks: Iterable[TaskItem],
    *,
    moved_from: Mapping[str, Collection[str]],
    moved_to: Mapping[str, Collection[str]],
) -> tuple[ListItem, ...]:
    """The lists, those of an unknown name by their cards: `moved_from` and `moved_to` are the cards, by list, that were
    moved out of it and into it.

    Four of five marked completed: completed. Some moved on and none ever moved in: where work begins, so to do.
    """
    cards = [task for task in tasks if task.parent_id is None and not task.archived]
    count = Counter(card.list_id for card in cards)
    completed = Counter(card.list_id for card in cards if card.completed)
    result = []
    for row in lists:
        here = row.source_id
        if not row.recognised and count[here] >= CARDS_LEAST and completed[here] >= COMPLETED_LEAST * count[here]:
            row = replace(row, status=Status.COMPLETED.value, evidence=MOST_COMPLETED)
        elif not row.recognised and len(moved_from.get(here, ())) >= MOVED_LEAST and not moved_to.get(here):
            row = replace(row, evidence=MOVED_ON)
        result.append(row)
    return tuple(result)
