"""Who a request or a command runs for: what the kernel needs of them. accounts.access.Access is the person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID


class Caller(Protocol):
    """The person or job that a command runs for."""

    @property
    def workspace_id(self) -> UUID: ...
    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def actor_name(self) -> str: ...
    def require(self, action: str) -> None: ...
    def refreshed(self) -> Caller:
        """The caller with the role that the primary holds now, in one statement; equal to this one if nothing changed.

        A job returns itself. Raises SignedOut or NoMember when the caller has lost all access.
        """
        ...


@dataclass(frozen=True, slots=True)
class SystemCaller:
    """The caller of the product's own jobs, in one workspace."""

    workspace_id: UUID
    actor_id: None = None
    actor_name: str = "PrimeTrade"

    def require(self, action: str) -> None:
        """Never refuses."""

    def refreshed(self) -> SystemCaller:
        """Unchanged: there is no sign-in or membership that could have ended."""
        return self


class RequestUser(Protocol):
    """Whoever is signed in; `version` grows with each change of their account."""

    @property
    def id(self) -> UUID: ...
    @property
    def version(self) -> int: ...
    @property
    def timezone(self) -> str: ...


class RequestWorkspace(Protocol):
    """The workspace that a request is about; `state` names its epoch and version together."""

    @property
    def id(self) -> UUID: ...
    @property
    def slug(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def epoch(self) -> str: ...
    @property
    def state(self) -> str: ...


class RequestAccess(Caller, Protocol):
    """A signed-in person in a workspace: `access` of a request."""

    @property
    def user(self) -> RequestUser: ...
    @property
    def workspace(self) -> RequestWorkspace: ...
    @property
    def role(self) -> str: ...


def request_access(request: object) -> RequestAccess | None:
    """Who sent the request, as a middleware or the API's authentication put it there; None for anonymous callers."""
    access: RequestAccess | None = getattr(request, "access", None)
    return access
