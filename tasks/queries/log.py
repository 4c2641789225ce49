"""The log as pages tell it: each change with its actor and, as `source`, the format of the import that wrote it."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.access import Access
from primetrade.models import Change
from primetrade.people import claim
from tasks.models import Import


def changes(access: Access) -> QuerySet[Change]:
    """The changes of a workspace, in no order."""
    of_batch = Import.objects.of(access).filter(batch=OuterRef("batch")).values("format")[:1]
    told: QuerySet[Change] = Change.objects.of(access).select_related("actor").annotate(source=Subquery(of_batch))
    return told


def source_claim(change: Change) -> str:
    """Of what an import wrote: "from Trello"; who brought it in is the actor. Of all else nothing."""
    return claim({"source": getattr(change, "source", None)})
