"""The rows of answers, as serializers from which the schema is made."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from primetrade.api.examples import EXAMPLE_ID
from primetrade.api.serializers import Body, Choice, Count, Id, Whole, YesNo, name_words
from tasks.api.declared_fields import CHOICE_WORDS, row_fields
from tasks.api.linked_rows import COLOURS, AnswerText, LabelName, NamedPersonRow, PersonRow
from tasks.fields.change_kinds import VERBS
from tasks.fields.logged import LOGGED
from tasks.queries.sql.trash_kinds import TRASH_KINDS as IN_TRASH

STATUSES = CHOICE_WORDS["status"]
CHANGE_KINDS = name_words("ChangeKind", LOGGED)
CHANGE_VERBS = name_words("ChangeVerb", VERBS)
TRASH_KINDS = name_words("TrashKind", IN_TRASH)


class ProjectName(Body):
    example = {"id": EXAMPLE_ID, "key": "PT", "name": "Prime Trade", "colour": "teal"}
    id = Id()
    key = AnswerText()
    name = AnswerText()
    colour = Choice(choices=COLOURS)


class ParentName(Body):
    id = Id()
    key = AnswerText()
    title = AnswerText()
    status = Choice(choices=STATUSES)


class TaskRow(Body):
    id = Id()
    key = AnswerText()
    number = Count()
    due_zone = AnswerText()
    parent_id = Id(allow_null=True)
    position = AnswerText()
    version = Count()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(allow_null=True)
    project = ProjectName()
    subtasks_done = Count()
    subtasks_total = Count()
    comments_count = Count()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | row_fields()


class TaskDetail(TaskRow):
    description = AnswerText()
    created_by = AnswerText()
    source = AnswerText(allow_null=True)  # type: ignore[assignment]  # an attribute of Field, which no row uses
    parent = ParentName(allow_null=True)


class ProjectRow(ProjectName):
    description = AnswerText()
    is_inbox = YesNo()
    archived_at = serializers.DateTimeField(allow_null=True)
    version = Count()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()
    open_count = Count()
    completed_count = Count()


class LabelRow(LabelName):
    version = Count()
    created_at = serializers.DateTimeField()
    tasks_count = Count()


class CommentRow(Body):
    id = Id()
    author = NamedPersonRow()
    body = AnswerText()
    version = Count()
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)


class ChangeRow(Body):
    """`before` and `after` hold only the changed fields; `batch` is what can be undone as one. In an undo, `undoes` is
    the batch that it undid. `source` is the format of the imported file that the change came from; then `actor` is who
    ran the import.
    """

    seq = Whole(min_value=1, max_value=2**53 - 1)
    n = Count()
    batch = Id()
    undoes = Id(allow_null=True)
    at = serializers.DateTimeField()
    actor = PersonRow()
    kind = Choice(choices=CHANGE_KINDS)
    object_id = Id()
    root_id = Id()
    verb = Choice(choices=CHANGE_VERBS)
    source = AnswerText(allow_null=True)  # type: ignore[assignment]  # an attribute of Field, which no row uses
    before = serializers.DictField()
    after = serializers.DictField()


class StatsRow(Body):
    total = Count()
    open = Count()
    overdue = Count()
    due_today = Count()
    completed_this_week = Count()
    by_status = serializers.DictField(child=Count())
    by_priority = serializers.DictField(child=Count())


class TrashRow(Body):
    component = "TrashEntry"
    id = Id()
    kind = Choice(choices=TRASH_KINDS)
    key = AnswerText()
    title = AnswerText()
    deleted_at = serializers.DateTimeField()
    deleted_by = AnswerText(allow_null=True)
    purge_at = serializers.DateTimeField()


class RestoredRow(Body):
    id = Id()
    kind = Choice(choices=TRASH_KINDS)


class UndoneRow(Body):
    """How many steps were undone and, in words, what was not, because it has been changed since."""

    steps = Count()
    left = serializers.ListField(child=AnswerText())
