"""Comments on a task: adding, editing and deleting them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from accounts.requests import PageRequest
from primetrade.errors import InvalidInput
from primetrade.made_once import SentOtherwise, lead_to_earlier, made_once
from primetrade.pages import action
from primetrade.responses import Done, sentence, wants_fragment
from tasks.commands import create_comment, delete_comment, edit_comment
from tasks.queries import comments
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.answers import in_trash, tell
from tasks.views.of_task import of_task
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import PARTS, changed, part_answer


@action
@of_task
def task_comments(request: PageRequest, row: FullTask) -> HttpResponse | Done:
    """A new comment."""
    access = request.access
    page = TaskPage(request, row, typed=request.POST)
    if page.in_trash:
        return in_trash(request, page)
    try:
        task, body = UUID(row["id"]), request.POST.get("body", "")
        made = made_once(request, lambda: create_comment(access, task=task, body=body))
    except (InvalidInput, SentOtherwise) as error:
        page = TaskPage(request, row, errors={"comment": [sentence(error)]}, typed=request.POST)
        response = part_answer(request, page, "tasks/partials/composer.html", status=error.status)
        if wants_fragment(request):
            response.headers["HX-Retarget"] = "#task-composer"
        return response
    if made.row is None and not wants_fragment(request):
        return lead_to_earlier(request, f"{row['url']}#comment-{made.id}")
    return _stream(request, row, f"comment-{made.id}")


@action
@of_task
def comment_edit(request: PageRequest, row: FullTask, comment: UUID) -> HttpResponse | Done:
    """Edit one's own comment."""
    comments.comment(request.access, row["id"], comment)
    try:
        edit_comment(request.access, comment=comment, body=request.POST.get("body", ""))
    except InvalidInput as error:
        page = TaskPage(request, row, editing=str(comment), errors={"body": [sentence(error)]}, typed=request.POST)
        return part_answer(request, page, PARTS["stream"], status=422)
    return _stream(request, row, f"comment-{comment}")


@action
@of_task
def comment_delete(request: PageRequest, row: FullTask, comment: UUID) -> Done:
    """Move a comment to the trash, with a toast to undo it."""
    comments.comment(request.access, row["id"], comment)
    outcome = delete_comment(request.access, comment=comment)
    tell(request, wording.DELETED_COMMENT, outcome)
    return _stream(request, row, "activity")


def _stream(request: PageRequest, row: FullTask, anchor: str) -> Done:
    """Leads to the changed stream."""
    stream = (PARTS["stream"], TaskPage(request, row).context())
    return Done(f"{row['url']}#{anchor}", [stream], headers=changed(row))
