"""What to suggest for a mistyped name: the labels, people and projects of the caller's own workspace.

Its members may read all of these anyway, so a suggestion reveals nothing. Each function reads at most AMONG_LIMIT rows
in one statement, and maps the words to compare with to what to suggest.
"""

from __future__ import annotations

from accounts.models import Membership
from primetrade.spelling import AMONG_LIMIT
from primetrade.tenancy import Tenant

from .label import Label
from .project import Project


def label_names(tenant: Tenant) -> dict[str, str]:
    """Label names, each keyed by itself."""
    names = Label.objects.of(tenant).filter(deleted_at=None).order_by("name").values_list("name", flat=True)
    return {name: name for name in names[:AMONG_LIMIT]}


def member_addresses(tenant: Tenant) -> dict[str, str]:
    """Addresses of members, by their name and by the part before the @ (domains would make all addresses alike)."""
    rows = Membership.objects.of(tenant).order_by("user__email").values_list("user__email", "user__name")
    members = list(rows[:AMONG_LIMIT])
    return {name: email for email, name in members} | {email.partition("@")[0]: email for email, _ in members}


def project_keys(tenant: Tenant) -> dict[str, str]:
    """Project keys, keyed by themselves and by the project's name."""
    rows = Project.objects.of(tenant).filter(deleted_at=None).order_by("key").values_list("key", "name")
    projects = list(rows[:AMONG_LIMIT])
    return {name: key for key, name in projects} | {key: key for key, _ in projects}
