"""Pages that browsers kept: whose ETag must change though no change was made in the page's own workspace."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import F

from accounts.models import User


def turn_pages_of(people: Iterable[UUID]) -> None:
    """Raise the own version of people: every page of theirs lists the workspaces they belong to, by name."""
    User.objects.filter(id__in=people).update(version=F("version") + 1)
