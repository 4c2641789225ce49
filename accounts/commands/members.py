"""Who belongs to a workspace: adding somebody who has an account, changing roles, removing. Inviting comes later."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.dispatch import Signal

from accounts.models import Membership, Role, User
from primetrade.commands import Write, command
from primetrade.errors import Conflict, InvalidInput, NotFound

from .addresses import is_proved
from .register import clean_address

# Sent in the transaction that removes a member, with its `write` and the `membership`: other apps let go of the person.
member_leaving = Signal()


@command("manage_members")
def add_member(write: Write, *, email: str, role: str = Role.MEMBER) -> Membership:
    """Add the person with that address. Raises InvalidInput for an unknown one, Conflict for a member, NotAllowed."""
    _require_power_over(write, _known_role(role))
    user = User.objects.filter(email=clean_address(email), is_active=True).first()
    if user is None:
        raise InvalidInput.of("email", "Nobody here has an account with this address. They have to sign up first.")
    if Membership.objects.of(write).filter(user=user).exists():
        raise Conflict(f"{user.name} is a member already.")
    if not is_proved(user):
        raise InvalidInput.of("email", "This address is not confirmed yet. Its owner has to open the link in the mail.")
    membership = Membership(workspace_id=write.workspace_id, user=user, role=role)
    write.add(membership)
    return membership


@command("manage_members")
def change_role(write: Write, *, member: UUID, role: str) -> Membership:
    """Give a member, named by the person's id, another role. Raises NotFound, NotAllowed, Conflict (the last owner)."""
    membership = _locked_member(write, member)
    if membership.role != _known_role(role):
        refuse_role(write, membership, role)
        write.edit(membership, role=role)
    return membership


@command("read")
def remove_member(write: Write, *, member: UUID) -> None:
    """Remove a member, or leave oneself. Raises NotFound, NotAllowed, Conflict (the last owner)."""
    if member != write.caller.actor_id:
        write.caller.require("manage_members")
    membership = _locked_member(write, member)
    refuse_role(write, membership, None)
    part_with(write, membership)


def part_with(write: Write, membership: Membership) -> None:
    """Take a membership out of its workspace, with everything that hung on it; within the caller's transaction."""
    member_leaving.send(sender=Membership, write=write, membership=membership)
    before = {"user_id": str(membership.user_id), "role": membership.role, "name": membership.user.name}
    write.log(membership, "removed", before, {})
    Membership.objects.of(write).filter(id=membership.id).delete()


def put_back(write: Write, user_id: UUID, *, role: str) -> None:
    """Make a person who was removed a member again, in the role they had; within the caller's transaction.

    Raises NotFound when they have no account any more, Conflict when they are a member, NotAllowed.
    """
    _require_power_over(write, role)
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is None:
        raise NotFound("A person who was removed has no account any more.")
    if Membership.objects.of(write).filter(user=user).exists():
        raise Conflict(f"{user.name} is a member already.")
    _require_proved(user)
    write.add(Membership(workspace_id=write.workspace_id, user=user, role=role))


def refuse_role(write: Write, membership: Membership, role: str | None) -> None:
    """Raises when the caller may not give this member that role (None: none at all), or nobody would own the workspace.

    Owners may do everything; others only what lies below their own role, and leave. The membership is locked.
    """
    if membership.user_id == write.caller.actor_id:
        write.ask_again()  # while it still says what they may do
    leaves = role is None and membership.user_id == write.caller.actor_id
    if not leaves:
        _require_power_over(write, membership.role, *([role] if role else []))
    if membership.role != Role.OWNER:
        if role in (Role.ADMIN, Role.OWNER):
            _require_proved(membership.user)
        return
    if role == Role.OWNER:
        return
    if membership.user.personal_workspace_id == write.workspace_id:
        raise Conflict("A personal workspace stays with its person.")
    if not Membership.objects.of(write).filter(role=Role.OWNER).exclude(id=membership.id).exists():
        raise Conflict("A workspace keeps an owner. Make somebody else an owner first.")


def _require_power_over(write: Write, *roles: str) -> None:
    """Owners over everybody, admins over members."""
    if any(role != Role.MEMBER for role in roles):
        write.caller.require("own")


def _require_proved(user: User) -> None:
    """Raises Conflict for who became a member before mail went out and has not confirmed their address since."""
    if not is_proved(user):
        raise Conflict(f"{user.name} has to confirm their e-mail address first: signing in sends them a link.")


def _known_role(role: str) -> str:
    if role not in Role.values:
        raise InvalidInput.of("role", f"Choose one of {', '.join(Role.values)}.")
    return role


def _locked_member(write: Write, user_id: UUID) -> Membership:
    """The member; every owner is locked too, so that two owners who demote each other at once meet here."""
    rows = Membership.objects.of(write).filter(Q(role=Role.OWNER) | Q(user_id=user_id)).select_related("user")
    locked: dict[UUID, Membership] = {
        row.user_id: row for row in rows.order_by("id").select_for_update(no_key=True, of=("self",))
    }
    if user_id not in locked:
        raise NotFound("There is no such member here.")
    return locked[user_id]
