"""Comments on a task: adding, editing and deleting them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from accounts.requests import PageRequest
from primetrade.errors import Conflict, InvalidInput, NotFound, PrimeTradeError
from primetrade.made_once import SentOtherwise, is_sent_again, lead_to_earlier, made_once
from primetrade.pages import action
from primetrade.responses import Done, sentence, warned
from tasks.commands import create_comment, delete_comment
from tasks.queries import comments
from tasks.queries.detail import FullTask
from tasks.views import page_wording as wording
from tasks.views.answers import tell
from tasks.views.comment_edits import CommentConflict, save_comment
from tasks.views.conflict import comment_conflict_answer
from tasks.views.of_task import of_live_task, of_task
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import PARTS, all_parts, changed, part_answer


@action
@of_live_task
def task_comments(request: PageRequest, row: FullTask) -> HttpResponse | Done:
    """Add a comment."""
    access = request.access
    try:
        task, body = UUID(row["id"]), request.POST.get("body", "")
        made = made_once(request, lambda: create_comment(access, task=task, body=body), within=task)
    except (InvalidInput, SentOtherwise) as error:
        return _in_composer(request, row, error)
    if is_sent_again(request, made):
        return lead_to_earlier(request, f"{row['url']}#comment-{made.id}")
    return _stream(request, row, f"comment-{made.id}")


@action
@of_live_task
def comment_edit(request: PageRequest, row: FullTask, comment: UUID) -> HttpResponse | Done:
    """Edit one's own comment. What was ticked elsewhere since is merged; other changes are shown, to choose from."""
    access = request.access
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
    if request.POST.get("fragment") == "task":  # the choice between two versions
        return Done(f"{row['url']}#comment-{comment}", all_parts(TaskPage(request, row)))
    return _stream(request, row, f"comment-{comment}")


@action
@of_task
def comment_delete(request: PageRequest, row: FullTask, comment: UUID) -> Done:
    """Move a comment to the trash, with a toast to undo it."""
    comments.comment(request.access, row["id"], comment)
    outcome = delete_comment(request.access, comment=comment)
    tell(request, wording.DELETED_COMMENT, outcome)
    return _stream(request, row, "activity")


def _in_composer(request: PageRequest, row: FullTask, error: PrimeTradeError) -> HttpResponse:
    """The form of a new comment with what was typed, and why it was not saved."""
    page = TaskPage(request, row, errors={"comment": [sentence(error)]}, typed=request.POST)
    return part_answer(request, page, "tasks/partials/composer.html", status=error.status, into="#task-composer")


def _of_deleted(request: PageRequest, row: FullTask) -> HttpResponse:
    """409: the comment went to the trash. With scripts the editor stays open; else the text is in the composer."""
    error = Conflict(wording.COMMENT_IN_TRASH)
    return warned(request, error.detail, lambda: _in_composer(request, row, error), status=error.status)


def _stream(request: PageRequest, row: FullTask, anchor: str) -> Done:
    """The answer that shows the stream with the change."""
    stream = (PARTS["stream"], TaskPage(request, row).context())
    return Done(f"{row['url']}#{anchor}", [stream], headers=changed(row))
