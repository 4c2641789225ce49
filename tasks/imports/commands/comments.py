"""Comments of an import: creates new ones in bulk; updates known ones (by their id in the source) from the file."""

from __future__ import annotations

from collections.abc import Iterable

from primetrade.slices import slices
from tasks.fields.change_kinds import RESTORED
from tasks.imports.import_log import trashed_by_people
from tasks.imports.items import CommentItem
from tasks.models import Comment, Task

from .batch import ImportBatch


def write_comments(batch: ImportBatch, new: Iterable[Task]) -> list[Comment]:
    """Update known comments and restore those deleted by an undo. Returns the new ones, logged but not yet stored.

    `new` are the tasks just created.
    """
    created = {task.external_id for task in new}
    here = [
        (row, comment)
        for item in batch.task_items
        if (row := batch.tasks.get(item.source_id)) and (not batch.in_trash(row) or item.source_id in created)
        for comment in item.comments
    ]
    known: dict[str, Comment] = {}
    for some in slices([comment.source_id for _, comment in here]):
        matches = batch.known(Comment, some)
        known |= {row.external_id: row for row in matches.order_by("id").select_for_update(no_key=True)}
    trashed = [comment.id for comment in known.values() if comment.deleted_at is not None]
    by_people = trashed_by_people(batch.write, batch.items.source, trashed)
    added = []
    for row, item in here:
        comment = known.get(item.source_id)
        if comment is None:
            added.append(_added(batch, row, item))
        elif comment.deleted_at is not None and comment.id not in by_people:
            batch.counts["comments"] += batch.write.edit(comment, verb=RESTORED, deleted_at=None, body=item.body)
        elif comment.deleted_at is None:
            # An imported comment has no author here who could edit it, so only the source can have changed it.
            batch.write.edit(comment, body=item.body)
    return added


def _added(batch: ImportBatch, task: Task, item: CommentItem) -> Comment:
    comment = Comment(
        workspace_id=batch.write.workspace_id,
        task_id=task.id,
        author_name=item.author,
        body=item.body,
        external_source=batch.items.source,
        external_id=item.source_id,
        created_at=item.at,
    )
    batch.write.log_added(comment)
    batch.counts["comments"] += 1
    return comment
