"""Recent activity: the change log in words with links. An event is what one batch did to one object, or a whole import.

A task's events use the phrases of its history (tasks/queries/history_wording.py), with a link to the task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.access import Access
from dashboard import dashboard_wording as wording
from primetrade.models import CREATED, EDITED, Change
from primetrade.words import all_of, moment_words, shortened
from tasks.days import today
from tasks.fields.change_kinds import THINGS
from tasks.queries import log, origins
from tasks.queries.history_wording import Wording, is_told_by_name, wording_names
from tasks.queries.log import source_claim
from tasks.queries.thing_names import task_names, thing_names

SHOWN = 9
_CHANGES_READ = 120  # far more than SHOWN, because a batch over many objects is one event
_MANY = 3  # a batch over more objects than this is one event


@dataclass(frozen=True, slots=True)
class Event:
    """Shown as "{actor} {words}" with the time. `words` is safe HTML; `claim` names an import's source, or is ""."""

    actor: str
    words: SafeString
    at: datetime
    when: str
    claim: str = ""

    @property
    def person(self) -> dict[str, str]:
        """What the avatar is drawn from."""
        return {"name": self.actor}


def recent(access: Access) -> list[Event]:
    """The latest SHOWN events, newest first.

    Two statements, one for what imports did, and up to four for the names that the changes mention.
    """
    changes = list(log.changes(access).order_by("-seq", "-n")[:_CHANGES_READ])
    builder = _EventBuilder(access, changes)
    batches: dict[UUID, list[Change]] = {}
    for change in changes:  # those of an import may have others' in between
        batches.setdefault(change.batch, []).insert(0, change)
    events: list[Event] = []
    for batch in batches.values():
        events += builder.events(batch)
        if len(events) >= SHOWN:
            break
    return events[:SHOWN]


class _EventBuilder:
    """Builds events from changes, after looking up their tasks, projects, labels and members."""

    def __init__(self, access: Access, changes: list[Change]) -> None:
        self._slug, self._zone, self._today = access.workspace.slug, ZoneInfo(access.user.timezone), today(access)
        self._wording = Wording(self._today, wording_names(access, changes))
        self._tasks = task_names(access, changes)
        self._things = thing_names(access, changes)
        self._imports = origins.results(access, {change.batch for change in changes if source_claim(change)})
        self._cut_off = changes[-1].batch if len(changes) == _CHANGES_READ else None  # may have earlier changes

    def events(self, batch: list[Change]) -> list[Event]:
        """The events of a batch (oldest change first), latest first: one per object, or one in all for many objects and
        for an import.
        """
        if batch[0].batch in self._imports:
            return [self._event(batch, self._import(batch))]
        groups = [list(group) for _, group in groupby(batch, key=lambda change: (change.root_id, change.kind))]
        if len(groups) > _MANY:
            return [self._event(batch, self._many(batch))]
        with_words = [(group, self._words(group)) for group in reversed(groups)]
        return [self._event(group, words) for group, words in with_words if words]

    def _event(self, changes: list[Change], words: SafeString) -> Event:
        last = changes[-1]
        when = moment_words(last.at.astimezone(self._zone), self._today)
        actor = last.actor.name if last.actor else last.actor_name
        return Event(actor, words, last.at, when, source_claim(last))

    def _import(self, batch: list[Change]) -> SafeString:
        """Names the task of an import of one task, else counts them; `batch` may be only the end of the import."""
        result = self._imports[batch[0].batch]
        created, updated = result.get("created", 0), result.get("updated", 0)
        tasks = {change.root_id for change in batch if change.kind in ("task", "comment")}
        if created + updated <= 1 and len(tasks) == 1:
            of_kind = [[change for change in batch if change.kind == kind] for kind in ("task", "comment")]
            return self._task(next(filter(None, of_kind)))
        thing = next(filter(is_told_by_name, batch), None)
        if thing is not None and not tasks:
            return self._thing(thing)
        return _plain(wording.brought_in(created=created, updated=updated))

    def _many(self, batch: list[Change]) -> SafeString:
        workspace = next((change for change in batch if change.kind == "workspace"), None)
        if workspace is not None:
            return self._thing(workspace)
        exactly = batch[0].batch != self._cut_off
        created = {change.object_id for change in batch if change.kind == "task" and change.verb == CREATED}
        if len(created) > _MANY:
            return _plain(wording.added(len(created), exactly=exactly))
        thing = next(filter(is_told_by_name, batch), None)
        if thing is not None:
            return self._thing(thing)
        tasks = {change.root_id for change in batch if change.kind in ("task", "comment")}
        if tasks:
            return _plain(wording.changed(len(tasks), exactly=exactly))
        return _plain(wording.changes(len(batch), exactly=exactly))

    def _words(self, changes: list[Change]) -> SafeString:
        first = changes[0]
        if first.kind in ("task", "comment"):
            return self._task(changes)
        return self._thing(next((change for change in changes if change.verb != EDITED), first))

    def _task(self, changes: list[Change]) -> SafeString:
        link = self._task_link(changes[0].root_id)
        if changes[0].kind == "comment" and changes[0].verb == CREATED:
            return format_html(wording.COMMENT_FROM_FILE if source_claim(changes[0]) else wording.COMMENT, task=link)
        phrases = self._wording.phrases(changes)
        if not phrases:
            return SafeString("")
        words = mark_safe(all_of([phrase.html(link) for phrase in phrases]))  # noqa: S308 (`html` escapes)
        if any(phrase.names_it for phrase in phrases):
            return words
        return format_html(wording.ON_TASK, what=words, task=link)

    def _task_link(self, task: UUID) -> SafeString:
        if task not in self._tasks:
            return _plain(wording.NO_TASK)
        title, key = self._tasks[task]
        return format_html('<a href="{}">{}</a>', reverse("task", args=[self._slug, key]), shortened(title))

    def _thing(self, change: Change) -> SafeString:
        """What happened to a project, label, member or workspace; "" for changes that are not shown."""
        if not is_told_by_name(change):
            return SafeString("")
        named, gone = THINGS[change.kind]
        name, key = self._things.get(change.object_id, ("", ""))
        name = shortened(name)
        known: Any = name or change.after.get("name") or change.before.get("name")
        if key:
            known = format_html('<a href="{}">{}</a>', reverse("project_list", args=[self._slug, key]), name)
        return self._wording.of_thing(change).html(format_html(named, name=known) if known else _plain(gone))


def _plain(text: str) -> SafeString:
    return format_html("{}", text)
