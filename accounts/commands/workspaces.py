"""Opening and renaming workspaces."""

from __future__ import annotations

import re
import secrets
from uuid import UUID

from django.dispatch import Signal
from django.utils.text import slugify

from accounts.access import Access
from accounts.models import Membership, Role, User, Workspace, WorkspaceSlug
from primetrade.commands import Write, command, in_transaction
from primetrade.text import NAME_LIMIT, clean_line, normalized

SLUG_LIMIT = 40
_TAIL = "(-[0-9a-f]{8})?"  # see _slug_with_tail

# Sent in the transaction that creates a workspace, with its `write`, for other apps to add content (tasks: the Inbox).
workspace_created = Signal()


def create_workspace(caller: Access, *, name: str) -> Workspace:
    """Create a workspace for a team, owned by the caller. Raises InvalidInput, SignedOut."""
    name = clean_line(name, field="name", limit=NAME_LIMIT)

    def once() -> Workspace:
        return open_workspace(caller.user, name=name, sign_in=caller.sign_in_id)

    return in_transaction(once)


def open_workspace(user: User, *, name: str, is_personal: bool = False, sign_in: UUID | None = None) -> Workspace:
    """Create a workspace with its owner and first content; within the caller's transaction.

    Raises SignedOut when the account or the `sign_in` of the request has ended.
    """
    slug = _slug_with_tail(user.name) if is_personal else _free_slug(name)
    workspace = Workspace.objects.create(name=name, slug=slug, is_personal=is_personal)
    _reserve_slug(slug, workspace)
    owner = Access(user, workspace, Role.OWNER, sign_in)
    workspace.version = _set_up(owner, workspace=workspace, user=user).version
    return workspace


@command("own")
def _set_up(write: Write, *, workspace: Workspace, user: User) -> None:
    write.log_added(workspace)  # type: ignore[arg-type]
    write.add(Membership(workspace=workspace, user=user, role=Role.OWNER))
    workspace_created.send(sender=Workspace, write=write, workspace=workspace)


@command("manage_workspace")
def rename_workspace(write: Write, *, name: str) -> Workspace:
    """Give the workspace a new name and slug; the old slug redirects for ever. Raises InvalidInput."""
    name = clean_line(name, field="name", limit=NAME_LIMIT)
    workspace = Workspace.objects.select_for_update(no_key=True).get(id=write.workspace_id)
    set_workspace_name(write, workspace, name)
    return workspace


def set_workspace_name(write: Write, workspace: Workspace, name: str) -> bool:
    """Rename a locked workspace and change its slug to match, in the caller's transaction. False if nothing changes.

    An earlier name gets its earlier slug back, so undo needs only the name. Personal workspaces keep their slug.
    """
    if workspace.name != name and not workspace.is_personal:
        workspace.slug = _own_or_free_slug(workspace, name)
        workspace.save(update_fields=["slug"])
    return write.edit(workspace, name=name)


def _own_or_free_slug(workspace: Workspace, name: str) -> str:
    """A slug for the new name: one that this workspace has had before, else a free one."""
    wanted = re.compile(re.escape(_slug(name)) + _TAIL)
    own = WorkspaceSlug.objects.filter(workspace_id=workspace.id).order_by("slug").values_list("slug", flat=True)
    if earlier := next(filter(wanted.fullmatch, own), None):
        return earlier
    slug = _free_slug(name)
    _reserve_slug(slug, workspace)
    return slug


def _reserve_slug(slug: str, workspace: Workspace) -> None:
    WorkspaceSlug.objects.create(slug=slug, workspace_id=workspace.id)


def _free_slug(name: str) -> str:
    slug = _slug(name)
    return _slug_with_tail(name) if WorkspaceSlug.objects.filter(slug=slug).exists() else slug


def _slug_with_tail(name: str) -> str:
    return f"{_slug(name)}-{secrets.token_hex(4)}"


def _slug(name: str) -> str:
    latin = normalized("NFKD", name)
    return slugify(latin).replace("_", "-")[:SLUG_LIMIT].strip("-") or "workspace"
