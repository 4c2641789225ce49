"""Recent activity: the change log in words with links. An event is what one batch did to one object.

A task's events use the phrases of its history (tasks/queries/history_wording.py), with a link to the task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from accounts.access import Access
from primetrade.models import CREATED, EDITED, Change
from primetrade.sql import as_id, fetch, id_text, id_value, marks
from primetrade.words import moment_words
from tasks.fields.change_kinds import CHANGE_KIND_OF
from tasks.fields.sentences import joined, shortened
from tasks.models import Task
from tasks.queries import log
from tasks.queries.history_wording import Wording, is_told_by_name, wording_names
from tasks.queries.log import source_claim
from tasks.queries.today import today

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

    Two statements, plus up to four for the names that the changes mention.
    """
    changes = list(log.changes(access).order_by("-seq", "-n")[:_CHANGES_READ])
    builder = _EventBuilder(access, changes)
    batches = [list(group) for _, group in groupby(changes, key=lambda change: change.batch)]
    events: list[Event] = []
    for batch in batches:
        events += builder.events(batch[::-1])
        if len(events) >= SHOWN:
            break
    return events[:SHOWN]


class _EventBuilder:
    """Builds events from changes, after looking up their tasks, projects, labels and members."""

    def __init__(self, access: Access, changes: list[Change]) -> None:
        self._slug, self._zone, self._today = access.workspace.slug, ZoneInfo(access.user.timezone), today(access)
        self._wording = Wording(self._today, wording_names(access, changes))
        task_ids = {change.root_id for change in changes if change.kind in ("task", "comment")}
        tasks = Task.objects.of(access).filter(id__in=task_ids)
        self._tasks: dict[UUID, tuple[str, str]] = {
            identifier: (shortened(title), f"{key}-{number}")
            for identifier, title, key, number in tasks.values_list("id", "title", "project__key", "number")
        }
        self._things = _names_and_keys(access, changes)

    def events(self, batch: list[Change]) -> list[Event]:
        """The events of a batch (oldest change first), latest first: one per object, or one in all for many objects."""
        groups = [list(group) for _, group in groupby(batch, key=lambda change: (change.root_id, change.kind))]
        if len(groups) > _MANY:
            return [self._event(batch, self._many(batch))]
        with_words = [(group, self._words(group)) for group in reversed(groups)]
        return [self._event(group, words) for group, words in with_words if words]

    def _event(self, changes: list[Change], words: SafeString) -> Event:
        first = changes[0]
        when = moment_words(first.at.astimezone(self._zone), self._today)
        actor = first.actor.name if first.actor else first.actor_name
        return Event(actor, words, first.at, when, source_claim(first))

    def _many(self, batch: list[Change]) -> SafeString:
        workspace = next((change for change in batch if change.kind == "workspace"), None)
        if workspace is not None:
            return self._thing(workspace)
        created = {change.object_id for change in batch if change.kind == "task" and change.verb == CREATED}
        if len(created) > _MANY:
            counted = f"{len(created)} or more" if len(batch) >= _CHANGES_READ - 1 else f"{len(created)}"
            return format_html("brought in {} tasks" if source_claim(batch[0]) else "added {} tasks", counted)
        tasks = {change.root_id for change in batch if change.kind in ("task", "comment")}
        thing = next(filter(is_told_by_name, batch), None)
        if thing is not None:
            return self._thing(thing)
        return format_html("changed {} tasks", len(tasks)) if tasks else format_html("made {} changes", len(batch))

    def _words(self, changes: list[Change]) -> SafeString:
        first = changes[0]
        if first.kind in ("task", "comment"):
            return self._task(changes)
        return self._thing(next((change for change in changes if change.verb != EDITED), first))

    def _task(self, changes: list[Change]) -> SafeString:
        link = self._task_link(changes[0].root_id)
        if changes[0].kind == "comment" and changes[0].verb == CREATED:
            words = "brought in a comment on {}" if source_claim(changes[0]) else "commented on {}"
            return format_html(words, link)
        phrases = self._wording.phrases(changes)
        if not phrases:
            return SafeString("")
        words = mark_safe(joined([phrase.html(link) for phrase in phrases]))  # noqa: S308 (`html` escapes)
        return words if any(phrase.names_task for phrase in phrases) else format_html("{} on {}", words, link)

    def _task_link(self, task: UUID) -> SafeString:
        if task not in self._tasks:
            return format_html("{}", "a task that is gone")
        title, key = self._tasks[task]
        return format_html('<a href="{}">{}</a>', reverse("task", args=[self._slug, key]), title)

    def _thing(self, change: Change) -> SafeString:
        words = CHANGE_KIND_OF[change.kind, change.verb].words or f"changed a {change.kind}"
        name, key = self._things.get(change.object_id, ("", ""))
        if key:
            return format_html('{} <a href="{}">{}</a>', words, reverse("project_list", args=[self._slug, key]), name)
        known = name or change.after.get("name") or change.before.get("name")
        return format_html("{} {}", words, known or "that is gone")


def _names_and_keys(access: Access, changes: list[Change]) -> dict[UUID, tuple[str, str]]:
    """Names of projects, labels and members by id, each with the key if it is a project not in the trash (else "").

    At most one statement.
    """
    parts, values = [], []
    for kind, select in _SELECTS.items():
        ids = {change.object_id for change in changes if change.kind == kind}
        if ids:
            parts.append(f"{select} AND x.id IN ({marks(ids)})".format(id=id_text("x.id")))
            values += [id_value(access.workspace_id), *map(id_value, ids)]
    rows = fetch(" UNION ALL ".join(parts), values) if parts else []
    return {UUID(as_id(identifier)): (shortened(name), key) for identifier, name, key in rows}


_SELECTS = {
    "project": "SELECT {id}, x.name, CASE WHEN x.deleted_at IS NULL THEN x.key ELSE '' END FROM tasks_project x "
    "WHERE x.workspace_id = %s",
    "label": "SELECT {id}, x.name, '' FROM tasks_label x WHERE x.workspace_id = %s",
    "membership": "SELECT {id}, u.name, '' FROM accounts_membership x JOIN accounts_user u ON u.id = x.user_id "
    "WHERE x.workspace_id = %s",
}
