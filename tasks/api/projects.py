"""/api/projects: the projects of a workspace, the Inbox among them."""

from __future__ import annotations

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework.request import Request

from accounts.api.signed_in_endpoint import SignedInEndpoint
from primetrade.api.endpoint import operation
from primetrade.api.parameters import PAGE, Parameter, yes_or_no
from primetrade.api.serializers import Body, Choice, Text, YesNo
from primetrade.text import NAME_LIMIT
from tasks.api.linked_rows import COLOURS
from tasks.api.row_schemas import ProjectRow
from tasks.commands import create_project, delete_project, edit_project
from tasks.models import Project
from tasks.models.project import DESCRIPTION_LIMIT, KEY_FORM
from tasks.queries import catalogue, references

ARCHIVED = Parameter(
    "archived", "`true`: only archived projects; `false`: only the others.", yes_or_no, None, {"type": "boolean"}
)


@extend_schema_field({"type": "string", "pattern": KEY_FORM})
class Key(Text):
    """A new project's key; the command checks its form."""


class NewProject(Body):
    """Without a `key`, one is made from the name."""

    example = {"name": "Prime Trade", "key": "TRADE", "colour": "teal"}
    name = Text(min_length=1, max_length=NAME_LIMIT)
    key = Key(required=False, help_text="2 to 10 capital letters and digits, starting with a letter.")
    description = Text(required=False, max_length=DESCRIPTION_LIMIT)
    colour = Choice(choices=COLOURS, required=False)


class ProjectChange(Body):
    example = {"description": "What the harbour needs.", "colour": "blue"}
    name = Text(required=False, min_length=1, max_length=NAME_LIMIT)
    description = Text(required=False, max_length=DESCRIPTION_LIMIT)
    colour = Choice(choices=COLOURS, required=False)
    archived = YesNo(required=False)


class Projects(SignedInEndpoint):
    @operation("List projects", parameters=(ARCHIVED, *PAGE), answers=[ProjectRow], paged=True)
    def get(self, request: Request) -> HttpResponse:
        page = catalogue.projects(self.access, archived=self.parameters["archived"], **self.page)
        return self.paged(page.rows, page.next)

    @operation("Create a project", body=NewProject, answers=ProjectRow, status=201)
    def post(self, request: Request) -> HttpResponse:
        outcome = create_project(self.access, **self.values)
        return self.done(outcome, catalogue.project(self.access, outcome.value.id), status=201)


class OneProject(SignedInEndpoint):
    @operation("Read a project", "By its id or its key.", answers=ProjectRow)
    def get(self, request: Request, project: str) -> HttpResponse:
        row = catalogue.project(self.access, project)
        return self.answer(row, version=row["version"])

    @operation("Change, archive or bring back a project", body=ProjectChange, answers=ProjectRow, takes_if_match=True)
    def patch(self, request: Request, project: str) -> HttpResponse:
        which = references.project_id(self.access, project)
        outcome = edit_project(self.access, project=which, if_version=self.if_version, **self.values)
        row = catalogue.project(self.access, which)
        return self.done(outcome, row)

    @operation(
        "Delete a project", "Moves it to the trash. Its tasks go with it and come back with it.", takes_if_match=True
    )
    def delete(self, request: Request, project: str) -> HttpResponse:
        which = references.project_id(self.access, project)
        return self.done(delete_project(self.access, project=which, if_version=self.if_version), None)

    def current(self, row: Project) -> catalogue.ListedProject:
        """What a 412 shows."""
        return catalogue.project(self.access, row.id)
