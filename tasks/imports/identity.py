"""The ids by which a file's tasks and comments are recognised when it is imported again.

An existing task with an item's id is taken for that item and updated. So ids of two files must never coincide by
chance, as line numbers do: the second file would overwrite the tasks of the first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from tasks.imports.errors import ImportFileError
from tasks.imports.items import CommentItem, Items, TaskItem
from tasks.imports.parsing import is_source_id, shown

POSITION_DIGITS = 6  # enough to number the items of any file
_DIGEST_BYTES = 16
_MALFORMED = {
    "task": "“{id}” can’t be the id of a task: use a short one without spaces.",
    "comment": "“{id}” can’t be the id of a comment: use a short one without spaces.",
}
_COMMON = {
    "task": "The file has a task with the id “{id}”, which other files have, too. Give it one that no other file has.",
    "comment": (
        "The file has a comment with the id “{id}”, which other files have, too. Give it one that no other file has."
    ),
}
_TWINS = {
    "task": "“{id}” is the id of {count} tasks. Give each its own.",
    "comment": "“{id}” is the id of {count} comments. Give each its own.",
}


def identified(items: Items, data: bytes) -> Items:
    """The items with ids that no other file shares by chance: the source's own if it has any (`own_ids`), else ids
    derived from the file's contents, so that only an identical file matches its tasks again.

    `data` is the file. Raises ImportFileError for ids that are duplicate, malformed or likely in other files.
    """
    for kind, ids in (("task", _task_ids(items)), ("comment", _comment_ids(items))):
        _refuse_twins(kind, ids)
        if items.own_ids:
            _refuse_unfit(kind, ids)
    return items if items.own_ids else _of_this_file_alone(items, data)


def is_position(source_id: str) -> bool:
    """Whether this is so short a number (of a line, a row, an entry) that other files have it, too."""
    return source_id.isdecimal() and len(source_id) <= POSITION_DIGITS


def _task_ids(items: Items) -> list[str]:
    return [task.source_id for task in items.tasks]


def _comment_ids(items: Items) -> list[str]:
    return [comment.source_id for task in items.tasks for comment in task.comments]


def _refuse_twins(kind: str, ids: Iterable[str]) -> None:
    for source_id, count in Counter(ids).most_common(1):
        if count > 1:
            raise ImportFileError(_TWINS[kind].format(id=shown(source_id), count=f"{count:,}"))


def _refuse_unfit(kind: str, ids: Iterable[str]) -> None:
    for source_id in ids:
        if not is_source_id(source_id):
            raise ImportFileError(_MALFORMED[kind].format(id=shown(source_id)))
        if is_position(source_id):
            raise ImportFileError(_COMMON[kind].format(id=source_id))


def _of_this_file_alone(items: Items, data: bytes) -> Items:
    digest = hashlib.blake2b(data, digest_size=_DIGEST_BYTES)

    def scoped(source_id: str) -> str:
        return hashlib.blake2b(source_id.encode(), key=digest.digest(), digest_size=_DIGEST_BYTES).hexdigest()

    def comment(item: CommentItem) -> CommentItem:
        return replace(item, source_id=scoped(item.source_id))

    def task(item: TaskItem) -> TaskItem:
        parent_id = scoped(item.parent_id) if item.parent_id else None
        comments = tuple(map(comment, item.comments))
        return replace(item, source_id=scoped(item.source_id), parent_id=parent_id, comments=comments)

    return replace(items, board_id=digest.hexdigest(), tasks=tuple(map(task, items.tasks)))
