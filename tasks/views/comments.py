"""Comments on a task: adding, editing and deleting them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from accounts.access import Access
from accounts.requests import PageRequest
from primetrade.errors import Conflict, InvalidInput, NotFound, PrimeTradeError
from primetrade.made_once import SentOtherwise, lead_to_earlier, made_once
from primetrade.pages import action
from primetrade.responses import fragment, leave, sentence, toasts_only, wants_fragment
from primetrade.toasts import warn
from tasks.commands import create_comment, delete_comment
from tasks.queries import comments, detail
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.answers import in_trash, tell
from tasks.views.comment_edits import CommentConflict, save_comment
from tasks.views.conflict import comment_conflict_answer
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import PARTS, all_parts, changed, part_answer


@action
def task_comments(request: PageRequest, key: str) -> HttpResponse:
    """A new comment."""
    access = request.access
    row = detail.task(access, key)
    page = TaskPage(request, row, typed=request.POST)
    if page.in_trash:
        return in_trash(request, page)
    try:
        task, body = UUID(row["id"]), request.POST.get("body", "")
        made = made_once(request, lambda: create_comment(access, task=task, body=body), within=task)
    except (InvalidInput, SentOtherwise) as error:
        return _in_composer(request, row, error)
    if made.row is None and not wants_fragment(request):
        return lead_to_earlier(request, f"{reverse('task', args=[access.workspace.slug, key])}#comment-{made.id}")
    return _stream(request, row["key"], f"comment-{made.id}")


@action
def comment_edit(request: PageRequest, key: str, comment: UUID) -> HttpResponse:
    """Edit one's own comment. What was ticked elsewhere since is merged; other changes are shown, to choose from."""
    access = request.access
    row = detail.task(access, key)
    page = TaskPage(request, row, typed=request.POST)
    if page.in_trash:
        return in_trash(request, page)
    try:
        save_comment(access, row, comment, request.POST)
    except NotFound:
        if not comments.own_in_trash(access, row["id"], comment):
            raise
        return _of_deleted(request, row)
    except CommentConflict as conflict:
        return comment_conflict_answer(request, row, conflict)
    except InvalidInput as error:
        page = TaskPage(request, row, editing=str(comment), errors={"body": [sentence(error)]}, typed=request.POST)
        return part_answer(request, page, PARTS["stream"], status=422)
    if wants_fragment(request) and request.POST.get("fragment") == "task":  # the choice between two versions
        return fragment(request, all_parts(TaskPage(request, row)))
    return _stream(request, key, f"comment-{comment}")


@action
def comment_delete(request: PageRequest, key: str, comment: UUID) -> HttpResponse:
    """Move a comment to the trash, with a toast to undo it."""
    access = request.access
    _task_of(access, key, comment)
    outcome = delete_comment(access, comment=comment)
    tell(request, wording.DELETED_COMMENT, outcome)
    return _stream(request, key, "activity")


def _task_of(access: Access, key: str, comment: UUID) -> FullTask:
    """The task of that key. Raises NotFound also when the comment is not one of its comments."""
    row = detail.task(access, key)
    comments.comment(access, row["id"], comment)
    return row


def _in_composer(request: PageRequest, row: FullTask, error: PrimeTradeError) -> HttpResponse:
    """The form of a new comment with what was typed, and why it was not saved."""
    page = TaskPage(request, row, errors={"comment": [sentence(error)]}, typed=request.POST)
    response = part_answer(request, page, "tasks/partials/composer.html", status=error.status)
    if wants_fragment(request):
        response.headers["HX-Retarget"] = "#task-composer"
    return response


def _of_deleted(request: PageRequest, row: FullTask) -> HttpResponse:
    """409: the comment went to the trash. With scripts the editor stays open; else the text is in the composer."""
    error = Conflict(wording.COMMENT_IN_TRASH)
    if not wants_fragment(request):
        return _in_composer(request, row, error)
    warn(request, error.detail)
    return toasts_only(request, status=error.status)


def _stream(request: PageRequest, key: str, anchor: str) -> HttpResponse:
    """Answer with the changed stream."""
    access = request.access
    if not wants_fragment(request):
        return leave(request, f"{reverse('task', args=[access.workspace.slug, key])}#{anchor}")
    page = TaskPage(request, detail.task(access, key))
    return changed(fragment(request, [(PARTS["stream"], page.context())]), page.task)
