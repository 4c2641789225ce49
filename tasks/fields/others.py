"""The fields of projects, labels, comments, members and workspaces, and their other columns. forms.py has their forms.

Lists of tasks are filtered by whole projects, labels and people, and no other lists are filtered.
"""

from __future__ import annotations

from accounts.models import Role
from tasks.models.hues import Hue

from . import sentences
from .declaration import Column, Field, Sentences
from .value_types import LINE, MARKDOWN, MOMENT, PERSON, PLAIN, TEXT, choice

_UNFILTERED = "no list is filtered by it"
_NAME = Field(
    name="name",
    title="Name",
    icon="edit",
    type=LINE,
    sentence=sentences.renamed,
    required=True,
    unfiltered=_UNFILTERED,
)
_COLOUR = Field(
    name="colour",
    title="Colour",
    icon="edit",
    type=choice(Hue),
    sentence=Sentences(
        "gave {it} the colour {new}",
        "took the colour {old} from {it}",
        "changed the colour of {it} from {old} to {new}",
    ),
    unfiltered=_UNFILTERED,
)

PROJECT: tuple[Field, ...] = (
    Field(
        name="key",
        title="Key",
        icon="edit",
        type=LINE,
        sentence=Sentences(
            "gave {it} the key {new}",
            "took the key {old} from {it}",
            "changed the key of {it} from {old} to {new}",
        ),
        unfiltered=_UNFILTERED,
        fixed=True,
    ),
    _NAME,
    Field(
        name="description",
        title="Description",
        icon="edit",
        type=TEXT,
        sentence=Sentences(
            "wrote the description of {it}",
            "removed the description of {it}",
            "changed the description of {it}",
        ),
        unfiltered=_UNFILTERED,
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
        unfiltered="searched for, not filtered by",
    ),
)
MEMBERSHIP: tuple[Field, ...] = (
    Field(
        name="role",
        title="Role",
        icon="edit",
        type=choice(Role),
        sentence=Sentences(
            "gave {it} the role {new}",
            "took the role {old} from {it}",
            "changed the role of {it} from {old} to {new}",
        ),
        required=True,
        unfiltered=_UNFILTERED,
    ),
)
WORKSPACE: tuple[Field, ...] = (_NAME,)

# -- columns that nobody sets -----------------------------------------------------------------------------------------

_EVERYWHERE = (
    Column("id", why="names the row"),
    Column("workspace_id", why="the tenant"),
    Column("created_at", why="when it was made"),
)
_KEPT = (*_EVERYWHERE, Column("version", why="counts the changes"))
_FOLDED = (
    Column("name_folded", why="the name without case, which is there once"),
    Column("name_sort_key", why="the name as lists sort it"),
)
_TRASHED = Column("deleted_at", MOMENT, "place in the trash", why="the trash is a place, not a field")

PROJECT_INTERNAL = (
    *_KEPT,
    *_FOLDED,
    Column("is_inbox", PLAIN, "Inbox", why="of one project, from the first day"),
    Column("archived_at", MOMENT, "archiving", why="the archive is a place, not a field"),
    _TRASHED,
    Column("last_number", why="counts the tasks ever numbered"),
    Column("first_position", why="the place before all"),
    Column("last_position", why="the place behind all"),
    Column("updated_at", why="when it was last changed"),
    Column("tasks_count", PLAIN, why="said beside a deletion: no column"),
)
LABEL_INTERNAL = (*_KEPT, *_FOLDED, _TRASHED)
COMMENT_INTERNAL = (
    *_KEPT,
    Column("task_id", PLAIN, "task", why="where it was written"),
    _TRASHED,
    Column("author_id", why="who wrote it"),
    Column("author_name", why="who wrote it, once they are gone, or as a file names them"),
    Column("edited_at", MOMENT, "time of the edit", why="when its text was last changed"),
    Column("external_source", why="which kind of file brought it"),
    Column("external_id", why="what that file calls it"),
)
MEMBERSHIP_INTERNAL = (
    *_EVERYWHERE,
    Column("user_id", PERSON, "person", why="whose it is"),
    Column("name", PLAIN, "name", why="said beside the person: no column"),
)
WORKSPACE_INTERNAL = (
    Column("id", why="names the row"),
    Column("slug", why="its address, made of the name"),
    Column("version", why="counts the changes of all that is in it"),
    Column("epoch", why="which log it is, after a restore"),
    Column("is_personal", why="whether it came with an account"),
    Column("created_at", why="when it was made"),
)
