"""The permission needed to move a thing to the trash, and to restore it."""

from __future__ import annotations


def trash_permission(kind: str, *, own: bool = False) -> str:
    """The permission for deleting or restoring a thing of this kind (`LOG_KIND`); `own`: the caller wrote it."""
    return "manage_projects" if kind == "project" or (kind == "comment" and not own) else "edit"
