"""/api/tasks/<task>/comments: the comments of a task. A comment is reachable under its own task only."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.parameters import PAGE
from primetrade.api.serializers import Body, Text
from primetrade.text import MARKDOWN_BYTES
from tasks.api.row_schemas import CommentRow
from tasks.commands import create_comment, delete_comment, edit_comment
from tasks.models import Comment
from tasks.queries import comments, references


class CommentText(Body):
    """`body` is Markdown, at most 20 kB."""

    example = {"body": "Ready for a **second look**."}
    body = Text(min_length=1, max_length=MARKDOWN_BYTES)


class CommentChange(CommentText):
    body = Text(required=False, min_length=1, max_length=MARKDOWN_BYTES)


class Comments(SignedInEndpoint):
    @operation("List the comments of a task", parameters=PAGE, answers=[CommentRow], paged=True)
    def get(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        page = comments.of_task(self.access, which, **self.page)
        return self.paged(page.rows, page.next)

    @operation("Comment on a task", body=CommentText, answers=CommentRow, status=201)
    def post(self, request: Request, task: str) -> HttpResponse:
        which = references.task_id(self.access, task)
        outcome = create_comment(self.access, task=which, **self.values)
        return self.done(outcome, comments.comment(self.access, which, outcome.value.id), status=201)


class OneComment(SignedInEndpoint):
    @operation("Read a comment", answers=CommentRow)
    def get(self, request: Request, task: str, comment: UUID) -> HttpResponse:
        row = comments.comment(self.access, references.task_id(self.access, task), comment)
        return self.answer(row, version=row["version"])

    @operation("Edit your comment", body=CommentChange, answers=CommentRow, takes_if_match=True)
    def patch(self, request: Request, task: str, comment: UUID) -> HttpResponse:
        which = references.task_id(self.access, task)
        row = comments.comment(self.access, which, comment)
        body = self.values.get("body", row["body"])
        outcome = edit_comment(self.access, comment=comment, body=body, if_version=self.if_version)
        row = comments.comment(self.access, which, comment)
        return self.done(outcome, row)

    @operation("Delete a comment", "Moves it to the trash.", takes_if_match=True)
    def delete(self, request: Request, task: str, comment: UUID) -> HttpResponse:
        comments.comment(self.access, references.task_id(self.access, task), comment)
        return self.done(delete_comment(self.access, comment=comment, if_version=self.if_version), None)

    def current(self, row: Comment) -> comments.ListedComment:
        """What a 412 shows."""
        return comments.comment(self.access, row.task_id, row.id)
