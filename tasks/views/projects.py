"""All projects of a workspace, a new one, and the settings of one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade.forms import carry_out, status_of
from primetrade.made_once import lead_to_earlier, made_once
from primetrade.pages import action, page
from primetrade.words import short_date
from tasks.commands import create_project, delete_project, edit_project
from tasks.days import day_of, today
from tasks.forms import NewProjectForm, ProjectForm
from tasks.models import Project
from tasks.models.hues import Hue
from tasks.queries import catalogue
from tasks.views import page_wording as wording
from tasks.views.answers import tell
from tasks.views.of_project import of_project

MANAGE = "manage_projects"
SHOWN = 200


@page
def projects(request: PageRequest) -> HttpResponse:
    """Every project with how much is done in it, the archived ones below."""
    page = catalogue.projects(request.access, limit=SHOWN, cursor=request.GET.get("cursor", ""))
    shown = [_shown(request, project) for project in page.rows if not project["is_inbox"]]
    context = {
        "projects": [project for project in shown if not project["archived_at"]],
        "archived": [project for project in shown if project["archived_at"]],
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


@page(form=True)
def project_new(request: PageRequest) -> HttpResponse:
    """The form of a new project; a POST creates it."""
    request.access.require(MANAGE)
    form = NewProjectForm(request.POST or None, initial={"colour": Hue.INDIGO})
    access = request.access
    made = carry_out(form, lambda **values: made_once(request, lambda: create_project(access, **values)))
    if made is None:
        return render(request, "tasks/project_new.html", {"form": form}, status=status_of(form))
    if made.row is None:
        key = catalogue.project(access, made.id)["key"]
        return lead_to_earlier(request, reverse("project_list", args=[access.workspace.slug, key]))
    tell(request, wording.CREATED_PROJECT.format(name=made.row.name), made)
    return redirect("project_list", access.workspace.slug, made.row.key)


@page(form=True)
@of_project
def project_settings(request: PageRequest, project: Project) -> HttpResponse:
    """Name, colour and description; below them archiving and deleting."""
    request.access.require(MANAGE)
    values = {"name": project.name, "colour": project.colour, "description": project.description}
    form = ProjectForm(request.POST or None, initial=values)
    outcome = carry_out(form, edit_project, request.access, project=project.id)
    if outcome is None:
        context = {"form": form, "project": project}
        return render(request, "tasks/project_settings.html", context, status=status_of(form))
    tell(request, wording.SAVED_PROJECT, outcome)
    return redirect("project_settings", request.access.workspace.slug, project.key)


@action
@of_project
def project_archive(request: PageRequest, project: Project) -> HttpResponse:
    """Archive the project, or bring it back when `archived` is empty."""
    archived = bool(request.POST.get("archived"))
    outcome = edit_project(request.access, project=project.id, archived=archived)
    if archived:
        tell(request, wording.ARCHIVED.format(name=project.name), outcome)
        return redirect("projects", request.access.workspace.slug)
    tell(request, wording.UNARCHIVED.format(name=project.name), outcome)
    return redirect("project_list", request.access.workspace.slug, project.key)


@action
@of_project
def project_delete(request: PageRequest, project: Project) -> HttpResponse:
    """Move the project to the trash, with everything in it."""
    outcome = delete_project(request.access, project=project.id)
    tell(request, wording.DELETED_PROJECT.format(name=project.name), outcome)
    return redirect("projects", request.access.workspace.slug)
