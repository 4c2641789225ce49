"""/api/imports: a file is uploaded and read, its preview shows what would be imported, a run imports it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from accounts.access import Access
from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.serializers import Body, Choice, Count, File, Id, Text, Whole, name_words
from primetrade.text import NAME_LIMIT
from tasks.api.linked_rows import AnswerText
from tasks.api.name_fields import MemberNameField, ProjectNameField
from tasks.imports.choices import AND_LABEL, COMPLETED, LEAVE_OUT, LIST_CHOICES, RESTORE, STAY, TRASH
from tasks.imports.commands.runs import confirm_import, discard_import, start_import, stop_import
from tasks.imports.formats import FORMATS, read_upload
from tasks.imports.items import MOST_COMPLETED, MOVED_ON, Items, pack
from tasks.imports.models import Import
from tasks.imports.parsing import MAX_BYTES
from tasks.imports.plan import Preview, preview
from tasks.imports.queries import runs
from tasks.imports.queries.matched_people import people_with_ids
from tasks.imports.queries.standing import earlier_runs, undone_by
from tasks.queries.body_names import body_with_ids

_START = ("start_import", {"run": "$response.body#/data/id"}, "Brings in what the preview shows.")


class Upload(Body):
    """`file` is the export: for Trello, the board as JSON. Without `format`, its name and contents decide."""

    upload = True
    file = File()
    format = Choice(choices=list(FORMATS), required=False)

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """The arguments of `start_import`. Raises ImportFileError."""
        items = read_upload(given["file"], name=given["file"].name, source=given.get("format", ""))
        return {"items": items, "packed": pack(items), "file_name": given["file"].name}


LIST_STATUSES = name_words("ListStatus", LIST_CHOICES)


@extend_schema_field({"type": "string", "enum": LIST_STATUSES})
class ListStatus(Text):
    """What becomes of a list; the command checks it."""


_AN_OBJECT: dict[str, Any] = {"not_a_dict": "This must be an object: by the id of the file what becomes of it."}


class ImportChoices(Body):
    """What you leave out stays as the preview proposes."""

    example = {}
    project = ProjectNameField(required=False, help_text="An existing project. Without it, a new one is created.")
    project_name = Text(required=False, min_length=1, max_length=NAME_LIMIT)
    statuses = serializers.DictField(
        child=ListStatus(),
        required=False,
        error_messages=_AN_OBJECT,
        help_text=f"List id → a status, alone or with `{AND_LABEL}` (its name becomes a label, too), or `{LEAVE_OUT}`.",
    )
    people = serializers.DictField(
        child=MemberNameField(allow_null=True),
        required=False,
        error_messages=_AN_OBJECT,
        help_text="Id of the person in the file → id of a member here.",
    )
    archived = Choice(choices=[COMPLETED, TRASH, LEAVE_OUT], required=False)
    trashed = Choice(choices=[STAY, RESTORE], required=False)


class ListPreview(Body):
    """`status` is the one proposed. `proposed_by` says why: because of the list's name, because most of its cards are
    completed, or because they were only ever moved on; it is empty if there is no reason.
    """

    id = AnswerText()
    name = AnswerText()
    tasks = Count()
    status = Choice(choices=LIST_STATUSES)
    proposed_by = Choice(choices=["name", MOST_COMPLETED, MOVED_ON, ""])


class PersonPreview(Body):
    id = AnswerText()
    name = AnswerText()
    tasks = Count()
    user = Id(allow_null=True)


class NotePreview(Body):
    title = AnswerText()
    detail = AnswerText()
    count = Count()


class PreviewRow(Body):
    """`notes` say what can't be imported, or only changed, and why. `project_id` is the project it goes into, which is
    restored from the trash if need be; null means a new one. `known` tasks are here from an earlier run. Of these,
    `come_back` are in the trash because of an undo and are restored; `known_in_trash` were deleted by people and stay
    there unless `trashed` is `restore`.
    """

    project_name = AnswerText()
    project_id = Id(allow_null=True)
    tasks = Count()
    subtasks = Count()
    archived = Count()
    comments = Count()
    labels = Count()
    known = Count()
    come_back = Count()
    known_in_trash = Count()
    lists = ListPreview(many=True)
    people = PersonPreview(many=True)
    notes = NotePreview(many=True)


class EarlierRun(Body):
    """An earlier import of the same tasks."""

    id = Id()
    batch = Id()


class ImportRow(Body):
    """Undoing `batch` takes the whole import back. It is null if nothing changed; then `earlier` is the run that
    brought these tasks. `undone_by` is the batch that undid it; undoing that brings the import back.
    """

    id = Id()
    format = AnswerText()
    file_name = AnswerText()
    state = Choice(choices=Import.State.values)
    project_id = Id(allow_null=True)
    batch = Id(allow_null=True)
    undone_by = Id(allow_null=True)
    earlier = EarlierRun(allow_null=True)
    done = Count()
    total = Count()
    percent = Whole(min_value=0, max_value=100)
    result = serializers.DictField()
    error = AnswerText()
    created_at = serializers.DateTimeField()
    finished_at = serializers.DateTimeField(allow_null=True)


class ImportDetail(ImportRow):
    preview = PreviewRow(allow_null=True)


class Imports(SignedInEndpoint):
    parser_classes = (MultiPartParser,)
    bytes_limit = MAX_BYTES + 100_000

    @operation("List imports", "The latest twenty.", answers=[ImportRow], conditional=False)
    def get(self, request: Request) -> HttpResponse:
        return self.answer(_rows(self.access, runs.latest_runs(self.access)))

    @operation("Upload a file to import", body=Upload, answers=ImportDetail, status=201, links={"start": _START})
    def post(self, request: Request) -> HttpResponse:
        outcome = start_import(self.access, **self.values)
        run = runs.read_run(self.access, outcome.value.id)
        return self.done(outcome, _waiting(self.access, run, self.values["items"]), status=201)


class OneImport(SignedInEndpoint):
    @operation(
        "Read an import", "Its preview while it waits, then its progress.", answers=ImportDetail, conditional=False
    )
    def get(self, request: Request, run: UUID) -> HttpResponse:
        return self.answer(_detail(self.access, run))

    @operation(
        "Discard or stop an import",
        "One that waits is deleted; one that runs is stopped, and what it wrote is undone.",
    )
    def delete(self, request: Request, run: UUID) -> HttpResponse:
        waits = runs.read_run(self.access, run).state == Import.State.READY
        return self.done((discard_import if waits else stop_import)(self.access, run=run), None)


class ImportStart(SignedInEndpoint):
    items: Items | None

    def prepare(self, **path: Any) -> None:
        self.items = runs.waiting_items(self.access, path["run"])

    @operation(
        "Start an import",
        "With your choices. Read the import to follow its progress.",
        body=ImportChoices,
        answers=ImportDetail,
    )
    def post(self, request: Request, run: UUID) -> HttpResponse:
        given = body_with_ids(self.access, self.values)
        if given.get("people"):
            given["people"] = people_with_ids(self.access, given["people"])
        outcome = confirm_import(self.access, run=run, items=self.items, **given)
        return self.done(outcome, _detail(self.access, run))


def _detail(access: Access, run: UUID) -> dict[str, Any]:
    row = runs.read_run(access, run)
    items = runs.waiting_items(access, run) if row.state == Import.State.READY else None
    return _waiting(access, row, items) if items else _rows(access, [row])[0] | {"preview": None}


def _waiting(access: Access, row: Import, items: Items) -> dict[str, Any]:
    return _rows(access, [row])[0] | {"preview": _preview(preview(items, access, user=access.user))}


def _rows(access: Access, rows: list[Import]) -> list[dict[str, Any]]:
    undone = undone_by(access, [row.batch for row in rows if row.batch])
    earlier = earlier_runs(access, rows)
    return [_row(row, undone.get(row.batch) if row.batch else None, earlier.get(row.id)) for row in rows]


def _row(row: Import, undone: UUID | None, earlier: Import | None) -> dict[str, Any]:
    progress = runs.progress(row)
    return {
        "id": row.id,
        "format": row.format,
        "file_name": row.file_name,
        "state": row.state,
        "project_id": row.project_id,
        "batch": row.batch,
        "undone_by": undone,
        "earlier": {"id": earlier.id, "batch": earlier.batch} if earlier else None,
        "done": progress.done,
        "total": progress.total,
        "percent": progress.percent,
        "result": row.result,
        "error": row.error,
        "created_at": row.created_at,
        "finished_at": row.finished_at,
    }


def _preview(plan: Preview) -> dict[str, Any]:
    return {
        "project_name": plan.proposed.project_name,
        "project_id": plan.proposed.project or None,
        "tasks": plan.tasks,
        "subtasks": plan.subtasks,
        "archived": plan.archived,
        "comments": plan.comments,
        "labels": len(plan.labels),
        "known": plan.known,
        "come_back": plan.to_restore,
        "known_in_trash": plan.known_in_trash,
        "lists": [
            {
                "id": row.item.source_id,
                "name": row.item.name,
                "tasks": row.tasks,
                "status": plan.proposed.statuses[row.item.source_id],
                "proposed_by": "name" if row.item.recognised else row.item.evidence,
            }
            for row in plan.lists
        ],
        "people": [
            {"id": row.item.source_id, "name": row.item.name, "tasks": row.tasks, "user": row.user_id}
            for row in plan.people
        ],
        "notes": [{"title": note.title, "detail": note.detail, "count": note.count} for note in plan.notes],
    }
