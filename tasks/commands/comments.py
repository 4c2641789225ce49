"""Comments: anybody writes them, the author edits them, the author or an admin deletes and restores them."""

from __future__ import annotations

from uuid import UUID

from primetrade.commands import Write, command
from primetrade.errors import InvalidInput, NotAllowed
from primetrade.markdown import shows_something
from primetrade.text import clean_markdown
from tasks.fields.change_kinds import DELETED
from tasks.models import Comment

from .lookup import locked_comment, locked_task, require_version
from .trash_permission import trash_permission


@command("edit")
def create_comment(write: Write, *, task: UUID, body: str) -> Comment:
    """A comment by the caller. Raises NotFound, InvalidInput."""
    body = _checked_body(body)
    comment = Comment(
        workspace_id=write.workspace_id,
        task_id=locked_task(write, task).id,
        author_id=write.caller.actor_id,
        author_name=write.caller.actor_name,
        body=body,
        created_at=write.at,
    )
    write.add(comment)
    return comment


@command("edit")
def edit_comment(write: Write, *, comment: UUID, body: str, if_version: int | None = None) -> Comment:
    """Change the text. Raises NotFound, NotAllowed (someone else's), Stale, InvalidInput."""
    body = _checked_body(body)
    row = require_version(own_comment(write, comment), if_version)
    set_body(write, row, body)
    return row


@command("edit")
def delete_comment(write: Write, *, comment: UUID, if_version: int | None = None) -> Comment:
    """Move it to the trash. Raises NotFound, NotAllowed, Stale."""
    row = locked_comment(write, comment, allow_archived=True)
    write.caller.require(trash_permission("comment", own=row.author_id == write.caller.actor_id))
    require_version(row, if_version)
    write.edit(row, verb=DELETED, deleted_at=write.at)
    return row


def own_comment(write: Write, comment: UUID) -> Comment:
    """The caller's own comment, locked. Raises NotFound, NotAllowed, InvalidInput."""
    row = locked_comment(write, comment)
    if row.author_id != write.caller.actor_id:
        raise NotAllowed("Only the author can edit a comment.")
    return row


def set_body(write: Write, row: Comment, body: str) -> None:
    """Change the text of a locked comment and say that it was edited."""
    if row.body != body:
        write.edit(row, body=body, edited_at=write.at)


def _checked_body(body: str) -> str:
    text = clean_markdown(body, field="body", required=True)
    if not shows_something(text):
        raise InvalidInput.of("body", "Write some words: once formatted, this shows nothing.")
    return text
