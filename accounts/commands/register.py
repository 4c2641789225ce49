"""A new person: the account, their personal workspace, and what other apps put into it."""

from __future__ import annotations

import secrets
import zoneinfo

from django.db import IntegrityError
from django.dispatch import Signal

from accounts.access import Access
from accounts.models import Membership, Role, User, Workspace, WorkspaceSlug
from accounts.models.user import fold_email
from primetrade.commands import Write, command, in_transaction
from primetrade.errors import Conflict
from primetrade.text import NAME_LIMIT, clean_line

# Sent in the transaction that made a workspace, with its `write`: other apps furnish it (tasks: the Inbox).
workspace_created = Signal()


def register(*, name: str, email: str, password: str | None, timezone: str = "") -> User:
    """An account with a hashed password and a personal workspace. Raises Conflict for a known address, InvalidInput."""
    name = clean_line(name or email.partition("@")[0], field="name", limit=NAME_LIMIT)

    def once() -> User:
        user = User.objects.create_user(email, password, name=name, timezone=known_zone(timezone))
        open_personal_workspace(user)
        return user

    if User.objects.filter(email=fold_email(email)).exists():
        raise Conflict("There is an account with this e-mail address. Sign in, or reset the password.")
    try:
        return in_transaction(once)
    except IntegrityError as error:
        raise Conflict("There is an account with this e-mail address. Sign in, or reset the password.") from error


def open_personal_workspace(user: User) -> Workspace:
    """The personal workspace of a person who has none yet."""
    workspace = Workspace.objects.create(name="Personal", slug=_free_slug(user.name), is_personal=True)
    WorkspaceSlug.objects.create(slug=workspace.slug, workspace_id=workspace.id)
    user.personal_workspace_id = workspace.id
    user.save(update_fields=["personal_workspace_id"])
    _furnish(Access(user, workspace, Role.OWNER), workspace=workspace)
    return workspace


@command("own")
def _furnish(write: Write, *, workspace: Workspace) -> None:
    write.log_added(workspace)  # type: ignore[arg-type]
    write.add(Membership(workspace=workspace, user_id=write.caller.actor_id, role=Role.OWNER))
    workspace_created.send(sender=Workspace, write=write, workspace=workspace)


def known_zone(name: str) -> str:
    """The IANA zone a browser names, or UTC for one this machine does not know."""
    return name if name in zoneinfo.available_timezones() else "UTC"


def _free_slug(name: str) -> str:
    from django.utils.text import slugify

    return f"{slugify(name)[:40].strip('-') or 'home'}-{secrets.token_hex(4)}"
