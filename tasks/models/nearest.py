"""Words that stand near one that was mistaken: the labels, people and projects of the caller's own workspace.

Its members may read all of these anyway, so that a refusal tells nothing new. One statement each, a bounded part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import Membership
from primetrade.near import AMONG_MOST

from .label import Label
from .project import Project


def labels(tenant: Any) -> dict[str, str]:
    """Names of labels, by themselves."""
    found = Label.objects.of(tenant).filter(deleted_at=None).order_by("name").values_list("name", flat=True)
    return _by_themselves(found[:AMONG_MOST])


def people(tenant: Any) -> dict[str, str]:
    """Addresses of members by the name and by what stands before the @: domains make all addresses alike."""
    rows = Membership.objects.of(tenant).order_by("user__email").values_list("user__email", "user__name")
    found = list(rows[:AMONG_MOST])
    return {name: email for email, name in found} | {email.partition("@")[0]: email for email, _ in found}


def projects(tenant: Any) -> dict[str, str]:
    """Keys of projects, by themselves and by the name."""
    rows = Project.objects.of(tenant).filter(deleted_at=None).order_by("key").values_list("key", "name")
    found = list(rows[:AMONG_MOST])
    return {name: key for key, name in found} | _by_themselves(key for key, _ in found)


def _by_themselves(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}
