"""Proposes a status for a list from its cards, where its name doesn't give one."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tasks.imports.items import MOST_COMPLETED, MOVED_ON, ListItem, TaskItem
from tasks.models import Status

# Cards marked completed are imported as completed whatever their list's status: the proposal decides only the others.
# So it takes many cards, few of them unmarked, and a board that doesn't mark cards in all its lists.
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
    """The lists, with those of unrecognised names judged by their cards. `moved_from` and `moved_to` are the cards that
    were moved out of and into a list, by list id.

    If 90% are marked completed, and fewer than half elsewhere: completed. If some were moved out and none ever in, the
    list is where work begins: to do.
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
