"""When a project is purged, its imports are kept, without their link to it."""

from __future__ import annotations

from primetrade.commands import Write, on_change
from primetrade.models import Change
from primetrade.slices import slices
from tasks.fields.change_kinds import PURGED
from tasks.imports.models import Import


@on_change("project")
def let_go_of_projects(write: Write, changes: list[Change]) -> None:
    """Clear the references to purged projects. The projects are already deleted; foreign keys are checked at commit."""
    for gone in slices([change.object_id for change in changes if change.verb == PURGED]):
        Import.objects.of(write).filter(project_id__in=gone).update(project=None)
