"""Opening and renaming workspaces."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.dispatch import Signal
from django.utils.text import slugify

from accounts.access import Access
from accounts.models import Membership, Role, User, Workspace, WorkspaceSlug
from primetrade.commands import Write, command, in_transaction
from primetrade.text import NAME_LIMIT, clean_line, normalized

from .kept_pages import turn_pages_of

SLUG_LIMIT = 40

# Sent in the transaction that made a workspace, with its `write`: other apps furnish it (tasks: the Inbox).
workspace_created = Signal()


def create_workspace(caller: Access, *, name: str) -> Workspace:
    """A workspace for a team, owned by the caller. Raises InvalidInput, SignedOut."""
    name = clean_line(name, field="name", limit=NAME_LIMIT)

    def once() -> Workspace:
        turn_pages_of([caller.user.id])  # first: what ends the person's sign-in at this moment is waited for here
        return open_workspace(caller.user, name=name, sign_in=caller.sign_in_id)

    return in_transaction(once)


def open_workspace(user: User, *, name: str, is_personal: bool = False, sign_in: UUID | None = None) -> Workspace:
    """The workspace with its owner and its furniture; within the caller's transaction.

    Raises SignedOut when the account, or the `sign_in` that the person came by, is not alive any more.
    """
    slug = _slug_with_tail(user.name) if is_personal else _free_slug(name)
    workspace = Workspace.objects.create(name=name, slug=slug, is_personal=is_personal)
    _claim(slug, workspace)
    owner = Access(user, workspace, Role.OWNER, sign_in)
    workspace.version = _furnish(owner, workspace=workspace, user=user).version
    return workspace


@command("own")
def _furnish(write: Write, *, workspace: Workspace, user: User) -> None:
    write.log_added(workspace)  # type: ignore[arg-type]
    write.add(Membership(workspace=workspace, user=user, role=Role.OWNER))
    workspace_created.send(sender=Workspace, write=write, workspace=workspace)


@command("manage_workspace")
def rename_workspace(write: Write, *, name: str) -> Workspace:
    """A new name and address; the old address leads on for ever. Raises InvalidInput."""
    name = clean_line(name, field="name", limit=NAME_LIMIT)
    workspace = Workspace.objects.select_for_update(no_key=True).get(id=write.workspace_id)
    if workspace.name == name:
        return workspace
    before, workspace.name = workspace.name, name
    if not workspace.is_personal:
        workspace.slug = _own_or_free_slug(workspace, name)
    # Not write.edit: the version in this row is raised by write.finish, once.
    workspace.save(update_fields=["name", "slug"])
    write.log(workspace, "edited", {"name": before}, {"name": name})  # type: ignore[arg-type]
    turn_pages_of(Membership.objects.of(write).values_list("user_id", flat=True))
    return workspace


def _own_or_free_slug(workspace: Workspace, name: str) -> str:
    """The address for the new name: one this workspace had before, or one that nobody has."""
    wanted = _slug(name)
    if WorkspaceSlug.objects.filter(slug=wanted, workspace_id=workspace.id).exists():
        return wanted
    slug = _free_slug(name)
    _claim(slug, workspace)
    return slug


def _claim(slug: str, workspace: Workspace) -> None:
    WorkspaceSlug.objects.create(slug=slug, workspace_id=workspace.id)


def _free_slug(name: str) -> str:
    slug = _slug(name)
    return _slug_with_tail(name) if WorkspaceSlug.objects.filter(slug=slug).exists() else slug


def _slug_with_tail(name: str) -> str:
    return f"{_slug(name)}-{secrets.token_hex(4)}"


def _slug(name: str) -> str:
    latin = normalized("NFKD", name)
    return slugify(latin).replace("_", "-")[:SLUG_LIMIT].strip("-") or "workspace"
