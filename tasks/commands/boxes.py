"""Ticking boxes in a description or a comment. Only the boxes change, so people can tick at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from primetrade.commands import Write, command
from primetrade.markdown_boxes import tick

from .comments import own_comment, set_body
from .lookup import locked_task


@command("edit")
def tick_boxes(write: Write, *, task: UUID, boxes: Mapping[str, bool]) -> list[str]:
    """Tick these boxes of the description, or untick them. Raises NotFound, InvalidInput.

    Returns the names of those that are not there, because their line was changed; the others are ticked.
    """
    row = locked_task(write, task)
    description, lost = tick(row.description, boxes)
    write.edit(row, description=description)
    return lost


@command("edit")
def tick_boxes_of_comment(write: Write, *, comment: UUID, boxes: Mapping[str, bool]) -> list[str]:
    """The same in one's own comment. Raises NotFound, NotAllowed, InvalidInput."""
    row = own_comment(write, comment)
    body, lost = tick(row.body, boxes)
    set_body(write, row, body)
    return lost
