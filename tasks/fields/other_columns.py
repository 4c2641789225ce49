"""The columns of projects, labels, comments, members and workspaces. Their forms are not built from these."""

from __future__ import annotations

from .declaration import Column
from .value_types import MARKDOWN, MOMENT, PERSON, PLAIN

_EVERYWHERE = (Column("id", why="names the row"), Column("workspace_id", why="the tenant"))
_KEPT = (*_EVERYWHERE, Column("version", why="counts the changes"), Column("created_at", why="when it was made"))
_FOLDED = Column("name_folded", why="the name without case, which is there once")
_TRASHED = Column("deleted_at", MOMENT, "place in the trash", why="the trash is a place, not a field")

PROJECT = (
    *_KEPT,
    Column("key", PLAIN, "key"),
    Column("name", PLAIN, "name"),
    _FOLDED,
    Column("description", PLAIN, "description"),
    Column("colour", PLAIN, "colour"),
    Column("is_inbox", PLAIN, "Inbox", why="of one project, from the first day"),
    Column("archived_at", MOMENT, "archiving"),
    _TRASHED,
    Column("last_number", why="counts the tasks ever numbered"),
    Column("first_position", why="the place before all"),
    Column("last_position", why="the place behind all"),
    Column("updated_at", why="when it was last changed"),
    Column("tasks_count", PLAIN, why="said beside a deletion: no column"),
)
LABEL = (*_KEPT, Column("name", PLAIN, "name"), _FOLDED, Column("colour", PLAIN, "colour"), _TRASHED)
COMMENT = (
    *_KEPT,
    Column("task_id", PLAIN, "task", why="where it was written"),
    Column("body", MARKDOWN, "text"),
    _TRASHED,
    Column("author_id", why="who wrote it"),
    Column("author_name", why="who wrote it, once they are gone, or as a file names them"),
    Column("edited_at", why="when its text was last changed"),
    Column("external_source", why="which kind of file brought it"),
    Column("external_id", why="what that file calls it"),
)
MEMBERSHIP = (
    Column("user_id", PERSON, "person", why="whose it is"),
    Column("role", PLAIN, "role"),
    Column("name", PLAIN, "name", why="said beside the person: no column"),
)
WORKSPACE = (Column("name", PLAIN, "name"),)
