"""Projects: create, edit, archive. Deleting and restoring them is in trash.py."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any
from uuid import UUID

from primetrade.commands import Write, command
from primetrade.errors import Conflict, InvalidInput
from primetrade.folding import fold_name
from primetrade.models import EDITED
from primetrade.text import NAME_LIMIT, clean_line, clean_text, normalized
from tasks.fields.change_kinds import ARCHIVED, UNARCHIVED
from tasks.keys import is_project_key
from tasks.models import Project
from tasks.models.hues import Hue
from tasks.models.project import DESCRIPTION_LIMIT

from .colours import checked_colour
from .lookup import locked_project, require_not_archived, require_version
from .names import taken


@command("manage_projects")
def create_project(write: Write, *, name: str, key: str = "", colour: str = "", description: str = "") -> Project:
    """An empty project; without a key one is made of its name. Raises InvalidInput, Conflict (name or key is taken)."""
    return add_project(write, name=name, key=key, colour=colour, description=description)


def add_project(write: Write, *, name: str, key: str = "", colour: str = "", description: str = "") -> Project:
    """`create_project` inside another command."""
    name = clean_line(name, field="name", limit=NAME_LIMIT)
    there = list(Project.objects.of(write).values_list("key", "name_folded", "deleted_at"))
    if fold_name(name) in {folded for _, folded, deleted_at in there if deleted_at is None}:
        raise taken(Project, name)
    keys = {key: deleted_at for key, _, deleted_at in there}
    if key:
        key = _checked_key(key)
        if key in keys:
            remedy = "This key is taken. Choose another."
            if keys[key]:
                remedy = "This key is taken by a project in the trash. Restore that, or choose another."
            raise Conflict(f"The key {key} is not free in this workspace. {remedy}", errors={"key": [remedy]})
    project = Project(
        workspace_id=write.workspace_id,
        name=name,
        key=key or free_key(name, keys),
        colour=checked_colour(colour or Hue.values[len(keys) % (len(Hue.values) - 1)]),
        description=clean_text(description, field="description", limit=DESCRIPTION_LIMIT),
    )
    write.add(project)
    return project


@command("manage_projects")
def edit_project(
    write: Write,
    *,
    project: UUID,
    if_version: int | None = None,
    name: str | None = None,
    colour: str | None = None,
    description: str | None = None,
    archived: bool | None = None,
) -> Project:
    """Change what is given; None leaves a value.

    Raises NotFound, Stale, Conflict (the name is taken), InvalidInput (archiving the Inbox).
    """
    values: dict[str, Any] = {}
    if name is not None:
        values["name"] = clean_line(name, field="name", limit=NAME_LIMIT)
    row = require_version(locked_project(write, project, named=values.get("name", "")), if_version)
    if colour is not None:
        values["colour"] = checked_colour(colour)
    if description is not None:
        values["description"] = clean_text(description, field="description", limit=DESCRIPTION_LIMIT)
    verb = EDITED
    if archived is not None and archived != (row.archived_at is not None):
        if row.is_inbox:
            raise InvalidInput.of("archived", "The Inbox can't be archived.")
        values["archived_at"] = write.at if archived else None
        verb = ARCHIVED if archived else UNARCHIVED
    if archived is not False and any(getattr(row, name) != value for name, value in values.items()):
        require_not_archived(row)
    write.edit(row, verb=verb, **values)
    return row


def free_key(name: str, taken: Container[str]) -> str:
    """Two to four letters of the name, with a number where a project of the workspace has that key."""
    plain = normalized("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z0-9]+", plain)
    letters = "".join(word[0] for word in words) if len(words) > 1 else "".join(words)
    stem = re.sub(r"^[0-9]+", "", letters)[:4] or "PR"
    stem = stem if len(stem) > 1 else (stem + re.sub(r"[^A-Z]", "", "".join(words))[1:3] or stem)
    stem = stem if len(stem) > 1 else f"{stem}X"
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}{number}"
    return key


def _checked_key(key: str) -> str:
    if not is_project_key(key):
        raise InvalidInput.of("key", "Use 2 to 10 capital letters and digits, starting with a letter.")
    return key
