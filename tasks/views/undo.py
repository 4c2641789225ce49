"""Undoing any step. An undo is itself a step, so its toast can undo it in turn."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.access import Access
from accounts.requests import PageRequest
from primetrade.addresses import shown_page
from primetrade.clock import today_in
from primetrade.pages import action
from primetrade.responses import Done, next_url, of_part
from primetrade.toasts import warn
from tasks.commands import undo as undo_command
from tasks.commands.undo import UndoResult
from tasks.queries import detail, history_wording, origins
from tasks.views import page_wording as wording
from tasks.views.answers import tell
from tasks.views.task_page import TaskPage
from tasks.views.task_parts import all_parts

LEFT_IN_TOAST = 2  # sentences


@action
def undo(request: PageRequest, batch: UUID) -> Done:
    """Undo what has not been changed since the batch, and say what was left as it is."""
    access = request.access
    words = history_wording.batch_words(access, batch, today=today_in(access.user.timezone))
    outcome = undo_command(access, batch=batch)
    if outcome.value.steps:
        tell(request, _took_back(words, _left(access, batch, outcome.value)), outcome)
    else:
        warn(request, format_html(wording.TOOK_BACK_NOTHING, left=_left(access, batch, outcome.value)))
    seen = of_part(request, "task")
    if not seen:
        return Done(parts=None if next_url(request) else [])  # a page that can't update itself names where to go
    page = TaskPage(request, detail.task(access, seen))
    shown_at = shown_page(request)
    elsewhere = page.task["deleted_at"] or (shown_at and page.task["url"] not in shown_at)
    return Done(page.task["url"], None if elsewhere else all_parts(page))


def _took_back(words: str, left: SafeString) -> str:
    if left:
        return format_html(wording.TOOK_BACK_A_PART, left=left)
    return wording.TOOK_BACK.format(what=words) if words else wording.TOOK_BACK_SOMETHING


def _left(access: Access, batch: UUID, undone: UndoResult) -> SafeString:
    """The first sentences about what stays, each with a link to its task, and where the rest is listed; else empty."""
    sentences = list(zip(undone.left, undone.keys, strict=True))
    parts = [_linked(access, sentence, key) for sentence, key in sentences[:LEFT_IN_TOAST]]
    if len(sentences) > LEFT_IN_TOAST:
        run = origins.run_of(access, batch)
        page = reverse(run[0], args=[access.workspace.slug, run[1]]) if run else ""
        parts.append(format_html(wording.ALL_THAT_STAYS, url=page) if run else wording.MORE_STAYS)
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _linked(access: Access, sentence: str, key: str) -> str:
    """The sentence, with the task's key as a link."""
    if not key:
        return sentence
    page = reverse("task", args=[access.workspace.slug, key])
    before, _, after = sentence.partition(key)
    return format_html('{}<a class="link" href="{}">{}</a>{}', before, page, key, after)
