"""Archived projects are read-only for imports, too: items of their tasks and subtasks below these are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from tasks.imports.items import TaskItem
from tasks.models import Project, Task


def outside_archives(
    batch: Sequence[TaskItem], rows: Mapping[str, Task], projects: Mapping[UUID, Project]
) -> list[TaskItem]:
    """The items of a batch that may be written. `rows` are the existing tasks by the source's id."""
    archived = {identifier for identifier, project in projects.items() if project.archived_at is not None}
    read_only = {source for source, row in rows.items() if row.project_id in archived}
    return [item for item in batch if not {item.source_id, item.parent_id} & read_only]
