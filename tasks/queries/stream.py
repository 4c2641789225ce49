"""The stream of a task: its comments, and its changes as sentences (history_wording.py).

A step is what one batch did to the task. Long runs of steps between comments are folded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.models import CREATED, EDITED, Change
from primetrade.words import all_of, moment_words
from tasks.fields.change_kinds import CHANGE_KIND_OF
from tasks.fields.task import FIELDS_IN_HISTORY
from tasks.queries import comments, log
from tasks.queries.detail import FullTask
from tasks.queries.history_wording import Wording, wording_names
from tasks.queries.sql import named_people

SHOWN = 200  # latest comments, and latest changes, unless `everything` is set
ALL = 5_000
_FOLDED_FROM = 5  # a run of this many steps is folded
_UNFOLDED = 2  # its last steps, which stay visible


@dataclass(frozen=True, slots=True)
class StreamComment:
    """A comment; `body` is Markdown, `when` the moment as text."""

    id: str
    author: named_people.NamedPerson
    body: str
    at: datetime
    when: str
    edited: bool
    kind: str = "comment"


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch did to the task: "{actor} {words}", and `claim` when an import did it.

    `sign` is a pair: "status", "priority" or "icon", and its value.
    """

    actor: str
    words: str
    at: datetime
    when: str
    batch: UUID
    sign: tuple[str, Any]
    can_undo: bool
    claim: str = ""
    kind: str = "step"


@dataclass(frozen=True, slots=True)
class Fold:
    """The earlier steps of a long run."""

    steps: list[Step]
    kind: str = "fold"


@dataclass(frozen=True, slots=True)
class Stream:
    """Oldest first. `more`: there are earlier entries."""

    items: list[StreamComment | Step | Fold] = field(default_factory=list)
    more: bool = False


def stream(access: Access, task: FullTask, *, today: date, everything: bool = False) -> Stream:
    """Comments and changes. Two statements, and one each for projects, parents and people of files that they name."""
    limit, zone = ALL if everything else SHOWN, ZoneInfo(access.user.timezone)
    rows, more_comments = _comments(access, task, limit)
    changes, more_changes = _changes(access, task, limit)
    comment_entries = [_stream_comment(row, zone, today) for row in rows]
    steps = _steps(access, changes, Wording(today, wording_names(access, changes)), zone)
    both: list[StreamComment | Step] = [*comment_entries, *steps]
    entries = sorted(both, key=lambda entry: (entry.at, entry.kind == "comment"))
    begins = [comment_entries[0].at] if more_comments else []
    begins += [steps[0].at] if more_changes and steps else []
    if begins:  # earlier entries were left out: both lists are complete only from the later of their beginnings
        entries = [entry for entry in entries if entry.at >= max(begins)]
    return Stream(_folded(entries), bool(begins))


# -- entries ----------------------------------------------------------------------------------------------------------


def _comments(access: Access, task: FullTask, limit: int) -> tuple[list[comments.ListedComment], bool]:
    rows = comments.newest(access, task["id"], limit + 1)
    return rows[:limit][::-1], len(rows) > limit


def _changes(access: Access, task: FullTask, limit: int) -> tuple[list[Change], bool]:
    rows = log.changes(access).filter(root_id=task["id"]).exclude(kind="comment", verb=CREATED)
    changes = list(rows.order_by("-seq", "-n")[: limit + 1])
    return changes[:limit][::-1], len(changes) > limit


def _stream_comment(row: comments.ListedComment, zone: ZoneInfo, today: date) -> StreamComment:
    at = row["created_at"]
    return StreamComment(
        row["id"],
        row["author"],
        row["body"],
        at,
        moment_words(at.astimezone(zone), today),
        row["edited_at"] is not None,
    )


def _steps(access: Access, changes: list[Change], wording: Wording, zone: ZoneInfo) -> list[Step]:
    groups = [list(group) for _, group in groupby(changes, key=lambda change: (change.batch, change.kind))]
    steps = []
    for group in groups:
        first, words = group[0], all_of([phrase.text("the task") for phrase in wording.phrases(group)])
        if words:
            steps.append(
                Step(
                    first.actor.name if first.actor else first.actor_name,
                    words,
                    first.at,
                    moment_words(first.at.astimezone(zone), wording.today),
                    first.batch,
                    _sign(group),
                    can_undo=(first.verb != CREATED or len(groups) == 1) and _may_undo(access, first),
                    claim=log.source_claim(first),
                )
            )
    return steps


def _may_undo(access: Access, change: Change) -> bool:
    """A change of a comment can be undone by whoever made it, or by an admin (tasks/commands/undo.py)."""
    return change.kind != "comment" or change.actor_id == access.user.id or access.may("manage_projects")


def _folded(entries: list[Any]) -> list[Any]:
    """The entries with each long run of steps as a fold and its last steps. The creation is never folded."""
    items: list[Any] = []
    for is_step, run in groupby(entries, key=lambda entry: entry.kind == "step"):
        group = list(run)
        created = group[:1] if is_step and not group[0].can_undo else []
        rest = group[len(created) :]
        if is_step and len(rest) >= _FOLDED_FROM:
            items += [*created, Fold(rest[:-_UNFOLDED]), *rest[-_UNFOLDED:]]
        else:
            items += group
    return items


# -- signs ------------------------------------------------------------------------------------------------------------


def _sign(changes: list[Change]) -> tuple[str, Any]:
    """The sign of the first change: a status or priority by its value, anything else by its icon."""
    first = changes[0]
    if first.verb != EDITED or first.kind != "task":
        return "icon", CHANGE_KIND_OF[first.kind, first.verb].icon
    changed = [field for field in FIELDS_IN_HISTORY if field.column in first.after]
    drawn = [field.name for field in changed if not field.icon]
    if drawn:
        return drawn[0], first.after[drawn[0]]
    icons = [field.icon for field in changed]
    return "icon", next((icon for icon in icons if icon != "edit"), "edit")
