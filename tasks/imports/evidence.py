"""What the cards of a list say about its status, where its name says nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tasks.imports.items import MOST_COMPLETED, MOVED_ON, ListItem, TaskItem
from tasks.models import Status

# Cards marked as completed come as completed whatever their list becomes: the proposal decides about the others. So it
# is made only of many cards, with few others among them, and where the board does not mark its cards everywhere.
CARDS_LEAST = 10
COMPLETED_LEAST = 0.9
ELSEWHERE_MOST = 0.5
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

    Nine of ten marked completed, and fewer than half elsewhere: completed. Some moved on and none ever moved in: where
    work begins, so to do.
    """
    cards = [task for task in tasks if task.parent_id is None and not task.archived]
    count = Counter(card.list_id for card in cards)
    completed = Counter(card.list_id for card in cards if card.completed)

    def judged(row: ListItem) -> ListItem:
        here, elsewhere = count[row.source_id], count.total() - count[row.source_id]
        done, done_elsewhere = completed[row.source_id], completed.total() - completed[row.source_id]
        if row.recognised:
            return row
        if here >= CARDS_LEAST and done >= COMPLETED_LEAST * here and done_elsewhere < ELSEWHERE_MOST * elsewhere:
            return replace(row, status=Status.COMPLETED.value, evidence=MOST_COMPLETED)
        if len(moved_from.get(row.source_id, ())) >= MOVED_LEAST and not moved_to.get(row.source_id):
            return replace(row, evidence=MOVED_ON)
        return row

    return tuple(map(judged, lists))
