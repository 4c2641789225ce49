"""One task: its page or panel, edits, subtasks, deletion and restoration."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.requests import PageRequest
from primetrade import markdown
from primetrade.errors import InvalidInput
from primetrade.made_once import SentOtherwise, is_sent_again, lead_to_earlier, made_once
from primetrade.pages import action, page
from primetrade.responses import Done, Parts, fragment, of_part, render_page, sentence
from primetrade.text import MARKDOWN_BYTES
from primetrade.toasts import say
from primetrade.words import quoted
from tasks.commands import complete_subtasks, create_task, delete_task, restore
from tasks.models.task import CLOSED
from tasks.queries import detail
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.answers import ask_for_subtasks, tell, undo_url
from tasks.views.conflict import conflict_answer
from tasks.views.edits import EditConflict, Edits, save
from tasks.views.of_task import of_live_task, of_task
from tasks.views.rows import ITEM_TEMPLATES
from tasks.views.task_page import TaskPage, panel_of
from tasks.views.task_parts import PARTS, all_parts, changed, item_answer, item_sent, part_answer, parts


@page(also=panel_of)
@of_task
def task(request: PageRequest, row: FullTask) -> HttpResponse:
    """The page; for htmx the panel, with `?fragment=` one part of it, or with `?cursor=` more subtasks."""
    page = TaskPage(request, row, editing=request.GET.get("edit", "")[:40])
    name = of_part(request, "fragment")
    if name in PARTS or name in ITEM_TEMPLATES:
        return fragment(request, parts(page, name)[:1])
    if page.in_trash:
        return render(request, "tasks/task_trashed.html", page.context())
    if of_part(request, "cursor"):
        return render(request, "tasks/partials/subtask_rows.html", page.context())
    return render_page(request, "tasks/task.html", page.context(), part="tasks/panel.html")


@action
@of_live_task
def task_edit(request: PageRequest, row: FullTask) -> HttpResponse | Done:
    """Change any fields of a task (edits.py says which a form may send)."""
    access = request.access
    if "preview" in request.POST:
        return _editor_with_preview(request, row)
    try:
        row, outcome = save(access, row, Edits.read(access, request.POST))
    except EditConflict as conflict:
        return conflict_answer(request, conflict)
    except InvalidInput as error:
        return _invalid(request, row, error)
    return _saved(request, row, detail.task(access, str(outcome.value.id)), outcome.batch)


@action
@of_live_task
def task_subtasks(request: PageRequest, row: FullTask) -> HttpResponse | Done:
    """Create a subtask."""
    access = request.access
    try:
        title, parent = request.POST.get("title", ""), UUID(row["id"])
        made = made_once(request, lambda: create_task(access, title=title, parent=parent), within=parent)
    except (InvalidInput, SentOtherwise) as error:
        page = TaskPage(request, row, editing="subtask", errors={"subtask": [sentence(error)]}, typed=request.POST)
        return part_answer(request, page, PARTS["subtasks"], status=error.status)
    if is_sent_again(request, made):
        key = detail.task(access, str(made.id))["key"]
        return lead_to_earlier(request, reverse("task", args=[access.workspace.slug, key]))

    def subtasks() -> Parts:
        return [(PARTS["subtasks"], TaskPage(request, detail.task(access, row["id"]), editing="subtask").context())]

    return Done(f"{row['url']}?edit=subtask#subtask-title", subtasks, headers=changed(row))


@action
@of_task
def task_complete_subtasks(request: PageRequest, row: FullTask, batch: UUID) -> Done:
    """Also complete the open tasks below a task, in the batch that completed it."""
    outcome = complete_subtasks(request.access, task=UUID(row["id"]), batch=batch)
    tell(request, wording.COMPLETED_SUBTASKS.format(task=quoted(row["title"])), outcome)
    opened = request.POST.get("task", "")  # on its page or in its panel (static/js/tasks/undo-in-place.js)
    drawn = all_parts(TaskPage(request, detail.task(request.access, opened))) if opened else []
    return Done(row["url"], drawn)


@action
@of_task
def task_delete(request: PageRequest, row: FullTask) -> Done:
    """Move the task to the trash, show a toast to undo it, and go to the project."""
    access = request.access
    outcome = delete_task(access, task=UUID(row["id"]))
    tell(request, wording.MOVED_TO_TRASH.format(task=quoted(row["title"])), outcome)
    project = reverse("project_list", args=[access.workspace.slug, row["project"]["key"]])
    return Done(project, [] if request.POST.get("panel") else None, headers=changed(row, gone=True))


@action
@of_task
def task_restore(request: PageRequest, row: FullTask) -> Done:
    """Restore the task to where it was."""
    outcome = restore(request.access, entry=UUID(row["id"]))
    tell(request, wording.RESTORED_TASK.format(task=quoted(row["title"])), outcome)
    return Done(row["url"])


@action
def preview(request: PageRequest) -> HttpResponse:
    """Markdown, rendered for the preview."""
    source = request.POST.get("description", request.POST.get("body", ""))[:MARKDOWN_BYTES]
    return render(request, "tasks/partials/preview.html", {"html": markdown.render(source)})


# -- answers ----------------------------------------------------------------------------------------------------------


def _saved(request: PageRequest, before: FullTask, row: FullTask, batch: UUID | None) -> Done:
    access = request.access
    name = request.POST.get("fragment", "")
    also = ask_for_subtasks(access, row, batch) if row["status"] != before["status"] else None
    taken = _what_went(before, row, told=bool(also) or name in ITEM_TEMPLATES)
    if taken:
        say(request, taken, undo=undo_url(access, batch), also=also)
    page = TaskPage(request, row)
    here = page.task["url"]
    if row["key"] != before["key"] and name not in ITEM_TEMPLATES:
        return Done(here)
    if name == "subtasks" and row["parent"]:
        page = TaskPage(request, detail.task(access, row["parent"]["id"]))
        return Done(here, [(PARTS["subtasks"], page.context())], headers=changed(page.task))
    return Done(here, parts(page, name), headers=changed(row))


def _invalid(request: PageRequest, row: FullTask, error: InvalidInput) -> HttpResponse:
    """The form with its unsaved input and the reason."""
    name = request.POST.get("fragment", "")
    if item_sent(request):
        return item_answer(request, row, sentence(error), status=422)
    editing = "description" if "description" in error.errors else ""
    page = TaskPage(request, row, editing=editing, errors=error.errors, typed=request.POST)
    return part_answer(request, page, PARTS.get(name, PARTS["props"]), status=422)


def _editor_with_preview(request: PageRequest, row: FullTask) -> HttpResponse:
    source = request.POST.get("description", "")[:MARKDOWN_BYTES]
    page = TaskPage(request, row, editing="description", typed=request.POST, preview=source)
    return part_answer(request, page, PARTS["description"])


# -- words ------------------------------------------------------------------------------------------------------------


def _what_went(before: FullTask, row: FullTask, *, told: bool) -> str:
    """What an edit moved out of view, in the past tense; "" when nothing. `told`: whether to say that it was closed."""
    called = quoted(row["title"])
    if row["status"] != before["status"] and row["status"] in CLOSED and told:
        return wording.CLOSED[row["status"]].format(task=called)
    if before["description"] and not row["description"]:
        return wording.REMOVED_DESCRIPTION.format(task=called)
    if row["project"]["id"] != before["project"]["id"]:
        return wording.MOVED_TO_PROJECT.format(task=called, project=row["project"]["name"], key=row["key"])
    return ""
