"""Pages for importing a file: it is read, its preview shows what will be imported, a job writes it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import Access
from accounts.queries.workspaces import members_of
from accounts.requests import PageRequest
from primetrade.errors import Conflict, InvalidInput, NotAllowed, NotFound
from primetrade.made_once import Made, SentOtherwise, lead_to_earlier, made_once
from primetrade.middleware.body_limit import takes_up_to
from primetrade.pages import action, page
from primetrade.responses import render_page
from primetrade.text import NAME_LIMIT
from primetrade.toasts import say
from tasks.days import today
from tasks.imports.accepted_files import accepted_files
from tasks.imports.choices import LIST_CHOICES, RESTORE, Choices
from tasks.imports.commands.runs import confirm_import, discard_import, start_import, stop_import
from tasks.imports.errors import ImportFileError
from tasks.imports.formats import read_upload
from tasks.imports.items import pack
from tasks.imports.models import Import
from tasks.imports.parsing import MAX_BYTES
from tasks.imports.plan import Preview, preview
from tasks.imports.queries import runs
from tasks.imports.queries.standing import earlier_runs, remaining_tasks, undone_by
from tasks.imports.values import coming
from tasks.imports.views import import_wording as wording
from tasks.imports.views.samples import sample_rows
from tasks.queries import offers
from tasks.views.answers import undo_url

NEW = "new"
KEPT_SHOWN = 10  # of the tasks that remain after an import was undone
CHOICES_SHOWN = 300  # of lists and of people: a form has at most 1,000 fields; those not shown stay as proposed
_STATES = {
    Import.State.RUNNING: "imports/running.html",
    Import.State.DONE: "imports/done.html",
    Import.State.FAILED: "imports/failed.html",
}


@takes_up_to(2 * MAX_BYTES)  # so that the form itself can refuse a file that is a little too large
@page(form=True)
def import_new(request: PageRequest) -> HttpResponse:
    """Choose a file. It is read at once and discarded; its items wait for the person's choices."""
    request.access.require("edit")
    errors: list[str] = []
    status = 200
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise ImportFileError(accepted_files().missing)
            items = read_upload(file, name=file.name or "")
            begin = partial(start_import, request.access, items=items, packed=pack(items), file_name=file.name or "")
            return _begun(request, made_once(request, begin))
        except ImportFileError as error:
            errors, status = error.errors["file"], error.status
        except SentOtherwise as error:
            errors, status = [error.detail], error.status
    context = {
        "errors": errors,
        "earlier": runs.latest_runs(request.access, limit=10),
    }
    return render(request, "imports/new.html", context, status=status)


def _begun(request: PageRequest, made: Made) -> HttpResponse:
    address = reverse("import_run", args=[request.access.workspace.slug, made.id])
    return redirect(address) if made.row else lead_to_earlier(request, address)


@page(form=True)
def import_run(request: PageRequest, run: UUID) -> HttpResponse:
    """Shows the preview while the import waits, then its progress, then its result.

    A POST confirms, discards, or (`act` is check or set_all) shows the preview for other choices.
    """
    row = runs.read_run(request.access, run)
    if row.state == Import.State.READY:
        return _choose(request, row)
    context = {
        "run": row,
        "progress": runs.progress(row),
        "lines": runs.summary(row),
        "may_stop": row.created_by_id == request.access.user.id or request.access.may("manage_projects"),
        "state_template": _STATES[Import.State(row.state)],
    }
    if row.state != Import.State.RUNNING:
        context |= _ended(request.access, row)
    return render_page(request, "imports/run.html", context, part="imports/state.html")


@action
def import_stop(request: PageRequest, run: UUID) -> HttpResponse:
    """End a running import; the worker undoes what it wrote."""
    stop_import(request.access, run=run)
    say(request, wording.STOPPED)
    return redirect("import_run", request.access.workspace.slug, run)


def _ended(access: Access, row: Import) -> dict[str, Any]:
    """The context of an import that has run: its outcome and undo URL, its redo URL, or the earlier run it repeats."""
    if row.batch is not None and (undo := undone_by(access, [row.batch]).get(row.batch)):
        kept, more = remaining_tasks(access, row.batch, limit=KEPT_SHOWN)
        said = {"kept": kept, "kept_more": more, "redo_url": undo_url(access, undo)}
        return said | ({"state_template": "imports/undone.html"} if row.state == Import.State.DONE else {})
    earlier = earlier_runs(access, [row]).get(row.id)
    return {
        "outcome": runs.outcome(row),
        "undo_url": undo_url(access, row.batch),
        "earlier": earlier,
        "earlier_undo_url": undo_url(access, earlier.batch) if earlier else "",
    }


# -- before it runs ---------------------------------------------------------------------------------------------------


def _choose(request: PageRequest, row: Import) -> HttpResponse:
    slug, errors, status = request.access.workspace.slug, {}, 200
    if request.method == "POST" and request.POST.get("act") == "discard":
        discard_import(request.access, run=row.id)
        return redirect("import_new", slug)
    items = runs.waiting_items(request.access, row.id)
    if items is None:
        raise NotFound(wording.NOT_WAITING)
    plan = preview(items, request.access, user=request.access.user)
    plan = replace(plan, choices=_choices_so_far(request.POST, plan))
    if request.method == "POST" and request.POST.get("act") not in ("check", "set_all"):
        try:
            confirm_import(request.access, run=row.id, items=items, **_chosen(request, plan))
            return redirect("import_run", slug, row.id)
        except (InvalidInput, Conflict) as error:
            if runs.read_run(request.access, row.id).state != Import.State.READY:
                raise  # it was started or discarded elsewhere: its page says so
            errors, status = error.errors or {"": [error.detail]}, error.status
        except NotAllowed:
            errors, status = {"project": [wording.NO_NEW_PROJECT]}, 422
    context = _preview_context(request.access, plan, request.POST) | {
        "run": row,
        "errors": errors,
    }
    return render(request, "imports/preview.html", context, status=status)


def _statuses(data: QueryDict, plan: Preview) -> dict[str, str]:
    """The form's choices for lists. `rest` applies to lists not shown; "Set all" sets those, too."""
    names = {row.item.source_id: f"status.{row.item.source_id}" for row in plan.lists}
    if data.get("act") == "set_all" and data.get("all"):
        return dict.fromkeys(names, str(data["all"]))
    given = {source_id: data.get(name) or data.get("rest") for source_id, name in names.items()}
    return {source_id: value for source_id, value in given.items() if value}


def _choices_so_far(data: QueryDict, plan: Preview) -> Choices:
    """The proposed choices, with the form's valid ones applied."""
    statuses = {name: value for name, value in _statuses(data, plan).items() if value in LIST_CHOICES}
    archived = data.get("archived") or plan.proposed.archived
    return replace(plan.proposed, statuses=plan.proposed.statuses | statuses, archived=archived)


def _chosen(request: PageRequest, plan: Preview) -> dict[str, Any]:
    """The command's arguments, from the form fields `status.<list>`, `person.<person>`, into, project_name, …

    Raises InvalidInput naming the choices that are no ids.
    """
    data, errors = request.POST, {}
    chosen: dict[str, Any] = {
        "statuses": _statuses(data, plan),
        "archived": data.get("archived") or None,
        "trashed": data.get("trashed") or None,
    }
    try:
        chosen["people"] = {
            row.item.source_id: UUID(data[name]) if data[name] else None
            for row in plan.people
            if (name := f"person.{row.item.source_id}") in data
        }
    except ValueError:
        errors["people"] = [wording.WRONG_PEOPLE]
    try:
        into, home = data.get("into", NEW), plan.existing.home
        if into != NEW:
            chosen["project"] = UUID(into)
        elif not (home and home.trashed_by_people and chosen["trashed"] == RESTORE):  # they return to their own
            chosen["project_name"] = data.get("project_name", "")
    except ValueError:
        errors["project"] = [wording.WRONG_PROJECT]
    if errors:
        raise InvalidInput(errors=errors)
    return chosen


def _preview_context(access: Access, plan: Preview, data: QueryDict) -> dict[str, Any]:
    """The context of the preview: the submitted form's values, else the proposed ones."""
    proposed, come = plan.proposed, coming(plan.items, plan.choices)
    projects = [(project["id"], project["name"]) for project in offers.every_project(access)]
    people = [(str(member.user_id), member.user.name) for member in members_of(access.workspace)]
    shown_lists, shown_people = plan.lists[:CHOICES_SHOWN], plan.people[:CHOICES_SHOWN]
    may_make = access.may("manage_projects")
    home = plan.existing.home
    back = [(str(home.id), wording.project_in_trash(home.name))] if home and home.in_trash else []
    return {
        "plan": plan,
        "lists": [(row, plan.choices.statuses[row.item.source_id]) for row in shown_lists],
        "rest": rest if (rest := data.get("all" if data.get("act") == "set_all" else "rest")) in LIST_CHOICES else "",
        "unshown": len(plan.lists) - len(shown_lists),
        "people": [(row, data.get(f"person.{row.item.source_id}", str(row.user_id or ""))) for row in shown_people],
        "becomes": wording.BECOMES,
        "members": people,
        "projects": [(NEW, wording.NEW_PROJECT), *back] * may_make + projects,
        "restored_project": home.name if home and home.trashed_by_people and may_make else "",
        "into": data.get("into", proposed.project or (NEW if may_make else "")),
        "project_name": data.get("project_name", proposed.project_name),
        "name_limit": NAME_LIMIT,
        "archived": data.get("archived", proposed.archived),
        "trashed": data.get("trashed", proposed.trashed),
        "labels": len(plan.labels),
        "new_labels": len(plan.new_labels),
        "notes": plan.notes,
        "samples": sample_rows(plan),
        "today": today(access),
        "unknown_people": sum(not row.user_id for row in plan.people),
        "recognised": len(plan.lists) - plan.unrecognised,
        "whole": len(come),
        "tally": {
            "tasks": sum(item.parent_id is None for item in come),
            "subtasks": sum(item.parent_id is not None for item in come),
            "comments": sum(len(item.comments) for item in come),
        },
    }
