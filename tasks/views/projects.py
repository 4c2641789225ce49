"""All projects of a workspace, a new one, and the settings of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import signed_in
from accounts.requests import PageRequest
from primetrade.conditional_pages import conditional_page
from primetrade.errors import Conflict, InvalidInput
from primetrade.forms import refused
from primetrade.toasts import say
from primetrade.words import short_date
from tasks.commands import create_project, edit_project, trash_project
from tasks.forms import NewProjectForm, ProjectForm
from tasks.models import Project
from tasks.models.hues import Hue
from tasks.queries import catalogue
from tasks.queries.today import day_of, today
from tasks.views.answers import for_people, undo_url
from tasks.views.project_pages import of_project

MANAGE = "manage_projects"
SHOWN = 200


@signed_in
@require_safe
@conditional_page
@for_people
def projects(request: PageRequest) -> HttpResponse:
    """Every project with how much is done in it, the archived ones below."""
    page = catalogue.projects(request.access, limit=SHOWN, cursor=request.GET.get("cursor", ""))
    found = [_shown(request, project) for project in page.rows if not project["is_inbox"]]
    context = {
        "projects": [project for project in found if not project["archived_at"]],
        "archived": [project for project in found if project["archived_at"]],
        "more_url": f"{request.path}?cursor={page.next}" if page.next else "",
        "may_manage": request.access.may(MANAGE),
    }
    return render(request, "tasks/projects.html", context)


def _shown(request: PageRequest, project: catalogue.ListedProject) -> dict[str, Any]:
    access, archived_at = request.access, project["archived_at"]
    return {
        **project,
        "total": project["open_count"] + project["completed_count"],
        "archived_on": short_date(day_of(access, archived_at), today(access)) if archived_at else "",
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
def project_new(request: PageRequest) -> HttpResponse:
    """The form of a new project, and making it."""
    request.access.require(MANAGE)
    form = NewProjectForm(request.POST or None, initial={"colour": Hue.INDIGO})
    if request.method == "POST" and form.is_valid():
        try:
            outcome = create_project(request.access, **form.cleaned_data)
        except (InvalidInput, Conflict) as error:
            refused(form, error)
        else:
            project = outcome.value
            say(request, f"Created {project.name}.", undo=undo_url(request.access, outcome.batch))
            return redirect("project_list", request.access.workspace.slug, project.key)
    return render(request, "tasks/project_new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@for_people
@of_project
def project_settings(request: PageRequest, project: Project) -> HttpResponse:
    """Name, colour and description; below them archiving and deleting."""
    request.access.require(MANAGE)
    values = {"name": project.name, "colour": project.colour, "description": project.description}
    form = ProjectForm(request.POST or None, initial=values)
    if request.method == "POST" and form.is_valid():
        try:
            outcome = edit_project(request.access, project=project.id, **form.cleaned_data)
        except InvalidInput as error:
            refused(form, error)
        else:
            say(request, "Project saved.", undo=undo_url(request.access, outcome.batch))
            return redirect("project_settings", request.access.workspace.slug, project.key)
    context = {"form": form, "project": project}
    return render(request, "tasks/project_settings.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["POST"])
@for_people
@of_project
def project_archive(request: PageRequest, project: Project) -> HttpResponse:
    """Out of the way, or back (`archived` is empty)."""
    archived = bool(request.POST.get("archived"))
    outcome = edit_project(request.access, project=project.id, archived=archived)
    words = "Archived" if archived else "Brought back"
    say(request, f"{words} {project.name}.", undo=undo_url(request.access, outcome.batch))
    if archived:
        return redirect("projects", request.access.workspace.slug)
    return redirect("project_list", request.access.workspace.slug, project.key)


@signed_in
@require_http_methods(["POST"])
@for_people
@of_project
def project_delete(request: PageRequest, project: Project) -> HttpResponse:
    """To the trash, with everything in it."""
    outcome = trash_project(request.access, project=project.id)
    say(request, f"Deleted {project.name}.", undo=undo_url(request.access, outcome.batch))
    return redirect("projects", request.access.workspace.slug)
