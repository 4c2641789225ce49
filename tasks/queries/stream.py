"""The stream of a task: its comments and, in words (wording.py), what happened to it.

One step is what one batch did to the task; runs of steps between comments fold when they are long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from accounts.access import Access
from primetrade.models import Change
from primetrade.words import moment_words
from tasks.fields.happenings import BY_CHANGE
from tasks.fields.sentences import joined
from tasks.fields.task import SAID
from tasks.queries import claims, comments, log
from tasks.queries.detail import FullTask
from tasks.queries.wording import Wording, names_in

SHOWN = 200  # newest comments, and newest changes, unless everything is asked for
ALL = 5_000
_FOLDED_FROM = 5  # a run of this many steps folds, and shows its last ones
_UNFOLDED = 2


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment."""

    id: str
    author: claims.Person
    body: str
    at: datetime
    when: str
    edited: bool
    kind: str = "comment"


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch did to the task: "{actor} {words}", and what `claim` says when an import did.

    `sign` is (status, priority or icon; its value).
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
    """Oldest first. `more`: there are earlier entries than these."""

    items: list[Remark | Step | Fold] = field(default_factory=list)
    more: bool = False


def stream(access: Access, task: FullTask, *, today: date, everything: bool = False) -> Stream:
    """Comments and changes: two statements, and one each for the projects, parents and people of files they name."""
    limit, zone = ALL if everything else SHOWN, ZoneInfo(access.user.timezone)
    said, more_comments = _comments(access, task, limit)
    changes, more_changes = _changes(access, task, limit)
    remarks = [_remark(row, zone, today) for row in said]
    steps = _steps(access, changes, Wording(today, names_in(access, changes), "the task"), zone)
    begins: list[tuple[Sequence[Remark | Step], bool]] = [(remarks, more_comments), (steps, more_changes)]
    cuts = [found[0].at for found, more in begins if more and found]
    both: list[Remark | Step] = [*remarks, *steps]
    entries = sorted(both, key=lambda entry: (entry.at, entry.kind == "comment"))
    if cuts:  # one of the two begins later than the other: only from there on both are whole
        entries = [entry for entry in entries if entry.at >= max(cuts)]
    return Stream(_folded(entries), bool(cuts))


# -- what there is ----------------------------------------------------------------------------------------------------


def _comments(access: Access, task: FullTask, limit: int) -> tuple[list[comments.ListedComment], bool]:
    found = comments.newest(access, task["id"], limit + 1)
    return found[:limit][::-1], len(found) > limit


def _changes(access: Access, task: FullTask, limit: int) -> tuple[list[Change], bool]:
    rows = log.changes(access).filter(root_id=task["id"]).exclude(kind="comment", verb="created")
    found = list(rows.order_by("-seq", "-n")[: limit + 1])
    return found[:limit][::-1], len(found) > limit


def _remark(row: comments.ListedComment, zone: ZoneInfo, today: date) -> Remark:
    at = row["created_at"]
    return Remark(
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
        first, words = group[0], joined(wording.phrases(group))
        if words:
            steps.append(
                Step(
                    first.actor.name if first.actor else first.actor_name,
                    words,
                    first.at,
                    moment_words(first.at.astimezone(zone), wording.today),
                    first.batch,
                    _sign(group),
                    can_undo=(first.verb != "created" or len(groups) == 1) and _may_undo(access, first),
                    claim=log.source_claim(first),
                )
            )
    return steps


def _may_undo(access: Access, change: Change) -> bool:
    """What was done to a comment is taken back by who did it, or by an admin (tasks/commands/undo.py)."""
    return change.kind != "comment" or change.actor_id == access.user.id or access.may("manage_projects")


def _folded(entries: list[Any]) -> list[Any]:
    """Long runs of steps, but not the creation, as a fold and their last steps."""
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
    """The drawing of the first thing that changed: a status or priority as itself, or the icon of what it is."""
    first = changes[0]
    if first.verb != "edited" or first.kind != "task":
        return "icon", BY_CHANGE[first.kind, first.verb].icon
    changed = [field for field in SAID if field.column in first.after]
    drawn = [field.name for field in changed if not field.icon]
    if drawn:
        return drawn[0], first.after[drawn[0]]
    icons = [field.icon for field in changed]
    return "icon", next((icon for icon in icons if icon != "edit"), "edit")
