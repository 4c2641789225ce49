"""Adding people who have an account to a workspace, changing their roles, removing them."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.dispatch import Signal

from accounts.models import Membership, Role, User
from accounts.models.membership import REMOVED
from primetrade.commands import Write, command
from primetrade.errors import Conflict, InvalidInput, NotFound

from .email_addresses import is_verified
from .register import clean_email_address

# Sent in the transaction that removes a member, with its `write`, for other apps: first with the person's id as
# `member`, before the membership is locked, to lock what changes with it; then with the `membership`, to change that.
member_locking = Signal()
member_leaving = Signal()


@command("manage_members")
def add_member(write: Write, *, email: str, role: str = Role.MEMBER) -> Membership:
    """Add the person with that address.

    Raises InvalidInput for an unknown role or an unknown or unconfirmed address, Conflict for a member, NotAllowed.
    """
    _require_authority_over(write, _known_role(role))
    user = User.objects.filter(email=clean_email_address(email), is_active=True).first()
    if user is None:
        raise InvalidInput.of("email", "Nobody here has an account with this address. They have to sign up first.")
    if Membership.objects.of(write).filter(user=user).exists():
        raise Conflict(f"{user.name} is a member already.")
    if not is_verified(user):
        raise InvalidInput.of("email", "This address is not confirmed yet. Its owner has to open the link in the mail.")
    membership = Membership(workspace_id=write.workspace_id, user=user, role=role)
    write.add(membership)
    return membership


@command("manage_members")
def change_role(write: Write, *, member: UUID, role: str) -> Membership:
    """Give a member, named by the person's id, another role.

    Raises NotFound, NotAllowed, InvalidInput for an unknown role, and Conflict as check_role_change does.
    """
    membership = _locked_member(write, member)
    if membership.role != _known_role(role):
        check_role_change(write, membership, role)
        write.edit(membership, role=role)
    return membership


@command("read")
def remove_member(write: Write, *, member: UUID) -> Membership:
    """Remove a member, or leave; the membership that ended.

    Raises NotFound, NotAllowed, and Conflict as check_role_change does.
    """
    if member != write.caller.actor_id:
        write.caller.require("manage_members")
    member_locking.send(sender=Membership, write=write, member=member)
    membership = _locked_member(write, member)
    check_role_change(write, membership, None)
    end_membership(write, membership)
    return membership


def end_membership(write: Write, membership: Membership) -> None:
    """Send `member_leaving`, then delete the membership; within the caller's transaction."""
    member_leaving.send(sender=Membership, write=write, membership=membership)
    before = {"user_id": str(membership.user_id), "role": membership.role, "name": membership.user.name}
    write.log(membership, REMOVED, before, {})
    Membership.objects.of(write).filter(id=membership.id).delete()


def reinstate_member(write: Write, user_id: UUID, *, role: str) -> None:
    """Add a removed person again, in the given role; within the caller's transaction.

    Raises NotFound when the account is gone, Conflict when they are a member or unverified, NotAllowed.
    """
    _require_authority_over(write, role)
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is None:
        raise NotFound("Somebody who was removed no longer has an account.")
    if Membership.objects.of(write).filter(user=user).exists():
        raise Conflict(f"{user.name} is a member already.")
    _require_verified(user)
    write.add(Membership(workspace_id=write.workspace_id, user=user, role=role))


def check_role_change(write: Write, membership: Membership, role: str | None) -> None:
    """Check that the caller may give this locked member that role (None removes them).

    Owners decide about everyone, admins about members, and everybody may leave. Raises NotAllowed, and Conflict for the
    last owner, the owner of a personal workspace, and a future admin or owner whose address is unverified.
    """
    if membership.user_id == write.caller.actor_id:
        write.recheck_access()  # while their own membership is still unchanged
    leaves = role is None and membership.user_id == write.caller.actor_id
    if not leaves:
        _require_authority_over(write, membership.role, *([role] if role else []))
    if membership.role != Role.OWNER:
        if role in (Role.ADMIN, Role.OWNER):
            _require_verified(membership.user)
        return
    if role == Role.OWNER:
        return
    if membership.user.personal_workspace_id == write.workspace_id:
        raise Conflict("A personal workspace stays with its person.")
    if not Membership.objects.of(write).filter(role=Role.OWNER).exclude(id=membership.id).exists():
        raise Conflict("A workspace needs an owner. Make somebody else an owner first.")


def _require_authority_over(write: Write, *roles: str) -> None:
    """Only owners decide about owners and admins. Raises NotAllowed."""
    if any(role != Role.MEMBER for role in roles):
        write.caller.require("own")


def _require_verified(user: User) -> None:
    """Raises Conflict for a person whose address is unverified: they joined when no mail went out."""
    if not is_verified(user):
        raise Conflict(f"{user.name} has to confirm their e-mail address first: signing in sends them a link.")


def _known_role(role: str) -> str:
    if role not in Role.values:
        raise InvalidInput.of("role", f"Choose one of {', '.join(Role.values)}.")
    return role


def _locked_member(write: Write, user_id: UUID) -> Membership:
    """The member's row. Locks all owners too, so that two owners can't demote each other at the same time."""
    rows = Membership.objects.of(write).filter(Q(role=Role.OWNER) | Q(user_id=user_id)).select_related("user")
    locked: dict[UUID, Membership] = {
        row.user_id: row for row in rows.order_by("id").select_for_update(no_key=True, of=("self",))
    }
    if user_id not in locked:
        raise NotFound("There is no such member here.")
    return locked[user_id]
