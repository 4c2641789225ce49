"""The neutral items that every import format is read into.

A format's module knows its source and returns `Items`; preview, choices, writing and undo know only these. The database
stores them as the bytes from `pack`, between preview and job; they hold nothing of the source that won't be imported.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson

# A day without a time, or an instant in UTC, which becomes a date and a time in the person's zone when written.
When = date | datetime

# Evidence from the cards of a list: most are completed, or cards were moved out of it and never in.
MOST_COMPLETED = "completed"
MOVED_ON = "moved_on"


@dataclass(frozen=True, slots=True)
class ListItem:
    """A column of the source and its proposed status: from its name if `recognised`, else from the `evidence` of its
    cards (evidence.py), else to do. `says_more`: the name says more than the status does.
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
        """Whether to propose keeping the name as a label, because the status alone would lose what it says."""
        return self.says_more or not self.recognised


@dataclass(frozen=True, slots=True)
class LabelItem:
    """A label, with its colour mapped to one of the ten hues."""

    source_id: str
    name: str
    hue: str


@dataclass(frozen=True, slots=True)
class PersonItem:
    """A person in the source, who may or may not be a member here."""

    source_id: str
    name: str
    username: str


@dataclass(frozen=True, slots=True)
class CommentItem:
    """A comment. Its author is only a name: a file must not put words in a member's mouth."""

    source_id: str
    author: str
    at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task or, with a `parent_id`, a subtask. `Items.tasks` has them in the order of the board, parents before their
    subtasks. The list gives the status unless `completed`; without a list it is to do.

    `done_at` is the best known time of completion, used if the task ends up completed.
    """

    source_id: str
    title: str
    description: str = ""
    list_id: str | None = None
    parent_id: str | None = None
    archived: bool = False
    completed: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)  # values of choice fields, by field name
    created_at: datetime | None = None
    done_at: datetime | None = None
    due: When | None = None
    start: When | None = None
    labels: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    comments: tuple[CommentItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What can't be imported, or only with changes: how many of what, and why, worded for the preview."""

    title: str
    detail: str
    count: int


@dataclass(frozen=True, slots=True)
class Items:
    """Everything read from one file. `source` is the format's name, `board_id` the source's own id of the board.

    A `source_id` is unique within its source, not only within the file: existing tasks and comments are matched by it
    and updated. `own_ids` says that the source gave such ids. If it gives none, the reader numbers tasks and comments
    each once in the file, in a way that never changes, and sets False: identity.py then derives ids (and a `board_id`)
    from the file's contents.
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
    """The items as compressed JSON, to store between preview and job."""
    return zlib.compress(orjson.dumps(items), level=6)


def unpack(packed: bytes) -> Items:
    """The items given to `pack`. Only for our own bytes, never for an upload."""
    fields = orjson.loads(zlib.decompress(packed))
    return Items(
        source=fields["source"],
        board_id=fields["board_id"],
        name=fields["name"],
        own_ids=fields.get("own_ids", True),  # missing in items packed by an earlier version, all from Trello
        description=fields["description"],
        lists=tuple(ListItem(**item) for item in fields["lists"]),
        labels=tuple(LabelItem(**item) for item in fields["labels"]),
        people=tuple(PersonItem(**item) for item in fields["people"]),
        tasks=tuple(_task(item) for item in fields["tasks"]),
        notes=tuple(Note(**item) for item in fields["notes"]),
    )


def _task(fields: dict[str, Any]) -> TaskItem:
    fields.pop("priority", None)  # present, and always 0, in items packed by an earlier version
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
