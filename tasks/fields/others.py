"""The fields of projects, labels, comments, members and workspaces, and their other columns. forms.py has their forms.

Lists of tasks are filtered by whole projects, labels and people, and no other lists are filtered.
"""

from __future__ import annotations

from functools import partial

from accounts.models import Role
from tasks.models.hues import Hue

from . import sentences
from .declaration import Column, Field, Sentences
from .task import BROUGHT_BY_FILE, EVERYWHERE, SEARCHED, TRASHED
from .value_types import LINE, MARKDOWN, MOMENT, PERSON, PLAIN, TEXT, choice

# All fields below but comments': no list is filtered by what a project, a label or a person is.
_field = partial(Field, unfiltered="no list is filtered by it")
_NAME = _field(name="name", title="Name", type=LINE, sentence=sentences.renamed, required=True)
_COLOUR = _field(
    name="colour",
    title="Colour",
    type=choice(Hue),
    sentence=Sentences(
        "gave {it} the colour {new}",
        "took the colour {old} from {it}",
        "changed the colour of {it} from {old} to {new}",
    ),
)

PROJECT: tuple[Field, ...] = (
    _field(
        name="key",
        title="Key",
        type=LINE,
        sentence=Sentences(
            "gave {it} the key {new}",
            "took the key {old} from {it}",
            "changed the key of {it} from {old} to {new}",
        ),
        fixed=True,
    ),
    _NAME,
    _field(
        name="description",
        title="Description",
        type=TEXT,
        sentence=Sentences(
            "wrote the description of {it}",
            "removed the description of {it}",
            "changed the description of {it}",
        ),
    ),
    _COLOUR,
)
LABEL: tuple[Field, ...] = (_NAME, _COLOUR)
COMMENT: tuple[Field, ...] = (
    Field(
        name="body",
        title="Text",
        icon="comment",
        type=MARKDOWN,
        sentence=sentences.comment,
        required=True,
        columns=("body", "edited_at"),
        unfiltered=SEARCHED,
    ),
)
MEMBERSHIP: tuple[Field, ...] = (
    _field(
        name="role",
        title="Role",
        type=choice(Role),
        sentence=Sentences(
            "gave {it} the role {new}",
            "took the role {old} from {it}",
            "changed the role of {it} from {old} to {new}",
        ),
        required=True,
    ),
)
WORKSPACE: tuple[Field, ...] = (_NAME,)

# -- columns that people don't set ------------------------------------------------------------------------------------

_KEPT = (*EVERYWHERE, Column("version", why="counts the changes"))
_FOLDED = (
    Column("name_folded", why="the name without case, unique in the workspace"),
    Column("name_sort_key", why="the name as lists sort it"),
)

PROJECT_INTERNAL = (
    *_KEPT,
    *_FOLDED,
    Column("is_inbox", PLAIN, "Inbox", why="marks the one project that every workspace starts with"),
    Column("archived_at", MOMENT, "archiving", why="the archive is a place, not a field"),
    TRASHED,
    Column("last_number", why="the last number that a task was given"),
    Column("first_position", why="where a task placed first goes next"),
    Column("last_position", why="where a task placed last goes next"),
    Column("updated_at", why="when it was last changed"),
    Column("tasks_count", PLAIN, why="logged with a deletion; not a column"),
)
LABEL_INTERNAL = (*_KEPT, *_FOLDED, TRASHED)
COMMENT_INTERNAL = (
    *_KEPT,
    Column("task_id", PLAIN, "task", why="the task that it was written on"),
    TRASHED,
    Column("author_id", why="who wrote it"),
    Column("author_name", why="who wrote it, once they are gone, or as a file names them"),
    Column("edited_at", MOMENT, "time of the edit", why="when its text was last changed"),
    *BROUGHT_BY_FILE,
)
MEMBERSHIP_INTERNAL = (
    *EVERYWHERE,
    Column("user_id", PERSON, "person", why="the member"),
    Column("name", PLAIN, "name", why="logged with the person; not a column"),
)
WORKSPACE_INTERNAL = (
    Column("id", why="identifies the row"),
    Column("slug", why="its address, made of the name"),
    Column("version", why="counts the transactions that changed anything in it"),
    Column("epoch", why="identifies the log, because a restore rewinds it"),
    Column("is_personal", why="whether it came with an account"),
    Column("created_at", why="when it was made"),
)
