"""The change log for pages: each change with its actor and, as `source`, the format of the import that wrote it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.access import Access
from primetrade.models import Change
from primetrade.people import claim
from tasks.queries.origins import ORIGINS


def changes(access: Access) -> QuerySet[Change]:
    """The changes of a workspace, unordered."""
    runs = [origin.runs.objects.of(access).filter(batch=OuterRef("batch")) for origin in ORIGINS]
    formats = [Subquery(run.values("format")[:1]) for run in runs]
    nothing = Value(None, output_field=CharField())
    source = Coalesce(*formats, nothing, nothing)  # Coalesce needs two arguments, even without any origin
    changes: QuerySet[Change] = Change.objects.of(access).select_related("actor").annotate(source=source)
    return changes


def last_change_of(access: Access, object_id: UUID | str, columns: Collection[str]) -> Change | None:
    """The last change of any of these columns of an object, among its last 50 changes; None without one."""
    latest = Change.objects.of(access).filter(object_id=object_id).select_related("actor").order_by("-seq", "-n")[:50]
    return next((change for change in latest if {*change.before, *change.after} & {*columns}), None)


def source_claim(change: Change) -> str:
    """ "from Trello" for a change that an import wrote, whose actor ran it; "" for all others."""
    return claim({"source": getattr(change, "source", None)})
