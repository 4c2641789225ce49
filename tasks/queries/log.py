"""The log as pages tell it: each change with its actor and, as `source`, the format of the import that wrote it."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.access import Access
from primetrade.models import Change
from primetrade.people import claim
from tasks.queries.origins import ORIGINS


def changes(access: Access) -> QuerySet[Change]:
    """The changes of a workspace, in no order."""
    runs = [origin.runs.objects.of(access).filter(batch=OuterRef("batch")) for origin in ORIGINS]
    source = Coalesce(
        *(Subquery(some.values("format")[:1]) for some in runs), Value(None), Value(None)
    )  # at least two, whatever there is
    told: QuerySet[Change] = Change.objects.of(access).select_related("actor").annotate(source=source)
    return told


def source_claim(change: Change) -> str:
    """Of what an import wrote: "from Trello"; who brought it in is the actor. Of all else nothing."""
    return claim({"source": getattr(change, "source", None)})
