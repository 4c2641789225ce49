"""Any step taken back. Taking back is itself a step, so its toast takes that back again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from accounts.access import Access, signed_in
from primetrade.addresses import shown_page
from primetrade.clock import today_in
from primetrade.toasts import say, warn
from tasks.commands import undo as undo_command
from tasks.commands.undo import Undone
from tasks.queries import detail, wording
from tasks.views.answers import for_people, fragment, leave, next_url, toasts_only, undo_url, wants_fragment
from tasks.views.task import whole
from tasks.views.task_page import TaskPage


@require_POST
@signed_in
@for_people
def undo(request: HttpRequest, batch: UUID) -> HttpResponse:
    """Take a batch back as far as nobody changed it since, and say what was not."""
    access: Access = request.access  # type: ignore[attr-defined]
    words = wording.batch_words(access, batch, today=today_in(access.user.timezone))
    outcome = undo_command(access, batch=batch)
    if outcome.value.steps:
        say(request, _sentence(words, outcome.value), undo=undo_url(access, outcome.batch))
    else:
        warn(request, " ".join(("Nothing was taken back.", *outcome.value.left)))
    if not wants_fragment(request):
        return leave(request)
    seen = request.POST.get("task", "")
    if not seen:
        return _then_reload(request)
    page = TaskPage(request, detail.task(access, seen))
    shown_at = shown_page(request)
    if page.task["deleted_at"] or (shown_at and page.task["url"] not in shown_at):
        return HttpResponse(status=204, headers={"HX-Redirect": page.task["url"]})
    return fragment(request, whole(page))


def _sentence(words: str, undone: Undone) -> str:
    if undone.left:
        return " ".join(("Took back a part.", *undone.left))
    return f"Took back: {words}" if words else "Took it back"


def _then_reload(request: HttpRequest) -> HttpResponse:
    """The toasts alone; a page that can't follow by itself names where to go."""
    wanted = next_url(request)
    if wanted:
        return HttpResponse(status=204, headers={"HX-Redirect": wanted})
    return toasts_only(request)
