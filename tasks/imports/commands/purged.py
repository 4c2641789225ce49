"""An import into a project that was deleted for good says what it did, and leads nowhere."""

from __future__ import annotations

from primetrade.commands import Write, follows
from primetrade.models import Change
from primetrade.slices import slices
from tasks.imports.models import Import


@follows("project")
def let_go_of_projects(write: Write, changes: list[Change]) -> None:
    """References are checked at commit: here the projects are gone already."""
    for gone in slices([change.object_id for change in changes if change.verb == "purged"]):
        Import.objects.of(write).filter(project_id__in=gone).update(project=None)
