"""The neutral items every import format is read into.

A format's file knows its source and yields `Items`; preview, choices, writing and undo know only these.
Nothing here is written to the database as it stands: `pack` makes the bytes that wait between the preview
and the job, in which no more of the source is left than what will come.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson

# A day without a time, or an instant in UTC, which becomes a day and a time in the person's zone when written.
When = date | datetime

# What the cards of a list say where its name says nothing: most are completed, or they were only ever moved on.
MOST_COMPLETED = "completed"
MOVED_ON = "moved_on"


@dataclass(frozen=True, slots=True)
class ListItem:
    """A column of the source with the status proposed for it: by its name if that is `recognised`, else by `evidence`
    of its cards (evidence.py), else to do. `says_more`: the name says more than the status does.
    """

    source_id: str
    name: str
    archived: bool
    status: str
    recognised: bool
    says_more: bool = False
    evidence: str = ""

    @property
    def keeps_name(self) -> bool:
        """Whether the name is proposed to be kept as a label, because the status alone would lose what it says."""
        return self.says_more or not self.recognised


@dataclass(frozen=True, slots=True)
class LabelItem:
    """A label, its colour already one of the ten hues."""

    source_id: str
    name: str
    hue: str


@dataclass(frozen=True, slots=True)
class PersonItem:
    """Somebody of the source, who may or may not be a member here."""

    source_id: str
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class CommentItem:
    """A comment. Its author stays a name: a file can't make a member here say something."""

    source_id: str
    author: str
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task or, with a `parent_id`, a subtask. Their order in `Items.tasks` is their order on the board, and a parent
    stands before its subtasks. The list gives the status unless `completed`; without a list it is to do.

    `done_at` is the best known time of completion, for the case that the task turns out completed.
    """

    source_id: str
    title: str
    description: str = ""
    list_id: str | None = None
    parent_id: str | None = None
    archived: bool = False
    completed: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)  # values of fields that are choices, by name
    created_at: datetime | None = None
    done_at: datetime | None = None
    due: When | None = None
    start: When | None = None
    labels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    comments: tuple[CommentItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What can't come, or comes changed: how many of what, and why, in words a person reads in the preview."""

    title: str
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class Items:
    """All that one file holds. `source` is the format's name, `board_id` the source's own id of the board.

    A `source_id` is unique within its source, not only within the file: by it a task or comment that is here is known
    again and overwritten. `own_ids` says that the source gave such ids. Where it gives none, the reader numbers tasks
    and comments as it likes and says False: identity.py then makes ids (and a `board_id`) of this file alone.
    """

    source: str
    board_id: str
    name: str
    own_ids: bool
    description: str = ""
    lists: tuple[ListItem, ...] = ()
    labels: tuple[LabelItem, ...] = ()
    people: tuple[PersonItem, ...] = ()
    tasks: tuple[TaskItem, ...] = ()
    notes: tuple[Note, ...] = ()


def pack(items: Items) -> bytes:
    """The items as compressed JSON, for the time between preview and job."""
    return zlib.compress(orjson.dumps(items), level=6)


def unpack(packed: bytes) -> Items:
    """The items `pack` was given. Reads our own bytes only, never an upload."""
    fields = orjson.loads(zlib.decompress(packed))
    return Items(
        source=fields["source"],
        board_id=fields["board_id"],
        name=fields["name"],
        own_ids=fields.get("own_ids", True),  # what waits since an earlier version lacks it: all of Trello
        description=fields["description"],
        lists=tuple(ListItem(**item) for item in fields["lists"]),
        labels=tuple(LabelItem(**item) for item in fields["labels"]),
        people=tuple(PersonItem(**item) for item in fields["people"]),
        tasks=tuple(_task(item) for item in fields["tasks"]),
        notes=tuple(Note(**item) for item in fields["notes"]),
    )


def _task(fields: dict[str, Any]) -> TaskItem:
    fields.pop("priority", None)  # what waits since an earlier version has this, always zero
    for name in ("created_at", "done_at", "due", "start"):
        fields[name] = _when(fields[name])
    fields["labels"] = tuple(fields["labels"])
    fields["people"] = tuple(fields["people"])
    fields["comments"] = tuple(
        CommentItem(**{**comment, "at": datetime.fromisoformat(comment["at"])}) for comment in fields["comments"]
    )
    return TaskItem(**fields)


def _when(text: str | None) -> When | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
