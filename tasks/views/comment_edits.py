"""Edits of a comment from a form, which sends `base_body`: the text that it was shown with, as in edits.py."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict

from accounts.access import Access
from primetrade.errors import Conflict, Stale
from primetrade.markdown_boxes import merge_ticks
from primetrade.text import clean_markdown
from tasks.commands import edit_comment
from tasks.queries import comments
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording

_ATTEMPTS = 5


class CommentConflict(Conflict):
    """The text was changed elsewhere, too: `theirs` is what it is now, `mine` what was typed."""

    status = 412
    title = wording.CONFLICT

    def __init__(self, comment: UUID, theirs: str, mine: str) -> None:
        self.comment, self.theirs, self.mine = comment, theirs, mine
        super().__init__(wording.CHOOSE_WHAT_STAYS)


def save_comment(access: Access, task: FullTask, comment: UUID, data: QueryDict) -> None:
    """Save the text of one's own comment; without `base_body` the last one wins.

    Raises CommentConflict, NotFound, and what edit_comment raises.
    """
    typed = clean_markdown(data.get("body", ""), field="body")
    base = clean_markdown(data.get("base_body", ""), field="body") if "base_body" in data else None
    for _ in range(_ATTEMPTS):
        row = comments.comment(access, task["id"], comment)
        if data.get("keep_body") == "theirs":
            return
        if base is not None and base != row["body"]:
            merged = merge_ticks(base, row["body"], into=typed)
            if merged is not None:
                typed, base = merged, row["body"]
            elif typed != row["body"]:
                raise CommentConflict(comment, row["body"], typed)
        try:
            edit_comment(access, comment=comment, body=typed, if_version=None if base is None else row["version"])
            return
        except Stale:
            continue
    raise Conflict(wording.ALWAYS_CHANGED)
