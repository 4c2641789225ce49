"""Who is calling, in which workspace and role, in one query ("the one question"); and the permission function."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from accounts.models import Membership, Role, SignIn, User, Workspace, WorkspaceSlug
from primetrade.errors import NoMember, NotAllowed, SignedOut
from primetrade.sql import fetch_one, id_value, moment_value, on_postgresql

# What each role may do, from the least powerful to the most. Every member may read.
_MEMBER = {"read", "edit"}
_ADMIN = _MEMBER | {"manage_projects", "manage_members", "manage_workspace"}
_MAY = {Role.MEMBER: _MEMBER, Role.ADMIN: _ADMIN, Role.OWNER: _ADMIN | {"own"}}


@dataclass(frozen=True, slots=True)
class Access:
    """A person in a workspace, with the role they had when the request arrived."""

    user: User
    workspace: Workspace
    role: str
    sign_in_id: UUID | None = None

    @property
    def workspace_id(self) -> UUID:
        return self.workspace.id

    @property
    def actor_id(self) -> UUID | None:
        return self.user.id

    @property
    def actor_name(self) -> str:
        return self.user.name

    def may(self, action: str) -> bool:
        """The one permission function: does the role allow `action`?"""
        return action in _MAY[Role(self.role)]

    def require(self, action: str) -> None:
        """Raise NotAllowed unless the role allows `action`."""
        if not self.may(action):
            mine, least = Role(self.role).label.lower(), _least_role(action).label.lower()
            raise NotAllowed(f"Your role here, {mine}, does not allow this. Ask an {least}.")

    def refreshed(self) -> Access:
        """This access with the current role. Raises SignedOut if account or sign-in ended, NoMember without a role."""
        alive, role = _current_role(self)
        if not alive:
            raise SignedOut
        if role is None:
            raise NoMember
        return replace(self, role=role)


def _least_role(action: str) -> Role:
    """The least powerful role that allows `action`, so that a refusal never points to the caller's own role."""
    return next(role for role, may in _MAY.items() if action in may)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the caller is. `access` is None where they are not a member of the requested workspace."""

    user: User | None
    sign_in: SignIn | None
    access: Access | None
    session_data: str | None = None


ANONYMOUS = Identity(None, None, None)


def identify_by_session(session_key: str, slug: str | None) -> Identity:
    """The one question for a browser: whose session is it, is it still valid, and what is their role here?"""
    return _ask(_SESSION_SQL, True, session_key, f"session:{session_key}", slug)


def identify_by_sign_in(sign_in_id: UUID, slug: str | None) -> Identity:
    """The one question for a token. A token names a sign-in, never a role."""
    return _ask(_SIGN_IN_SQL, False, id_value(sign_in_id), f"sign-in:{sign_in_id}", slug)


def access_of(user: User, workspace: Workspace) -> Access:
    """A person's access outside a request (jobs, shells, tests). Raises Membership.DoesNotExist."""
    return Access(user, workspace, Membership.objects.of(workspace).get(user=user).role)


def last_used_is_old(sign_in: SignIn, now: datetime) -> bool:
    """Whether to record that the sign-in is in use: once an hour is enough."""
    return (now - sign_in.last_used_at).total_seconds() > 3600


# -- the question -----------------------------------------------------------------------------------------------------


def _columns(model: Any, alias: str) -> str:
    return ", ".join(f"{alias}.{field.column}" for field in model._meta.concrete_fields)


_JOINS = """
  LEFT JOIN accounts_user u ON u.id = i.user_id AND u.is_active AND u.security_stamp = i.stamp
  LEFT JOIN accounts_membership m ON m.user_id = u.id AND m.workspace_id = %s
  LEFT JOIN accounts_workspace w ON w.id = m.workspace_id AND w.id = %s
"""
_ALIVE = "i.ended_at IS NULL AND i.expires_at > %s AND i.idle_expires_at > %s"
_COLUMNS = f"{_columns(SignIn, 'i')}, {_columns(User, 'u')}, {_columns(Workspace, 'w')}, m.role"
_SESSION_SQL = f"""
SELECT {_COLUMNS}, s.session_data
  FROM accounts_session s
  LEFT JOIN accounts_signin i ON i.id = s.sign_in_id AND {_ALIVE}
  {_JOINS}
 WHERE s.expire_date > %s AND s.session_key = %s
"""  # noqa: S608 (put together from constants)
_SIGN_IN_SQL = f"SELECT {_COLUMNS}, NULL FROM accounts_signin i {_JOINS} WHERE {_ALIVE} AND i.id = %s"  # noqa: S608


_ROLE_BY_SIGN_IN_SQL = f"SELECT u.id, m.role FROM accounts_signin i {_JOINS} WHERE {_ALIVE} AND i.id = %s"  # noqa: S608
_ROLE_BY_USER_SQL = """
SELECT u.id, m.role
  FROM accounts_user u
  LEFT JOIN accounts_membership m ON m.user_id = u.id AND m.workspace_id = %s
 WHERE u.is_active AND u.id = %s
"""


def _current_role(access: Access) -> tuple[bool, str | None]:
    """Whether account and sign-in are still valid, and the current role in the workspace (None for non-members)."""
    workspace = id_value(access.workspace_id)
    if access.sign_in_id is None:
        sql, values = _ROLE_BY_USER_SQL, [workspace, id_value(access.user.id)]
    else:
        now = moment_value(timezone.now())
        sql, values = _ROLE_BY_SIGN_IN_SQL, [workspace, workspace, now, now, id_value(access.sign_in_id)]
    row = fetch_one(sql, values)
    return (row is not None and row[0] is not None, row[1] if row else None)


def _ask(sql: str, by_session: bool, key: Any, caller: str, slug: str | None) -> Identity:
    workspace_id = _known_slugs.get(slug) if slug else _known_personal_workspaces.get(caller)
    if slug and workspace_id is None:
        workspace_id = WorkspaceSlug.objects.filter(slug=slug).values_list("workspace_id", flat=True).first()
        if workspace_id:
            _known_slugs.put(slug, workspace_id)
    answer = _query(sql, by_session, key, workspace_id)
    if answer.user and not slug and answer.user.personal_workspace_id not in (None, workspace_id):
        _known_personal_workspaces.put(caller, answer.user.personal_workspace_id)
        answer = _query(sql, by_session, key, answer.user.personal_workspace_id)
    return answer


def _query(sql: str, by_session: bool, key: Any, workspace_id: UUID | None) -> Identity:
    now = moment_value(timezone.now())
    workspace_value = id_value(workspace_id) if workspace_id else None
    alive, joins = [now, now], [workspace_value, workspace_value]
    values = [*alive, *joins, now, key] if by_session else [*joins, *alive, key]
    row = fetch_one(sql, values)
    if row is None:
        return ANONYMOUS
    sign_in, row = _instance(SignIn, row)
    user, row = _instance(User, row)
    workspace, row = _instance(Workspace, row)
    role, session_data = row
    access = Access(user, workspace, role, sign_in.id) if user and sign_in and workspace else None
    return Identity(user, sign_in, access, session_data)


def _instance(model: Any, row: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """A model instance from the first columns (None when the outer join matched nothing), and the remaining columns."""
    fields = model._meta.concrete_fields
    values, rest = row[: len(fields)], row[len(fields) :]
    if values[0] is None:
        return None, rest
    return model.from_db("default", [field.attname for field in fields], _converted(fields, values)), rest


def _converted(fields: Any, values: tuple[Any, ...]) -> list[Any]:
    if on_postgresql():
        return list(values)
    result = []
    for field, value in zip(fields, values, strict=True):
        expression = field.get_col(field.model._meta.db_table)
        for convert in connection.ops.get_db_converters(expression) + field.get_db_converters(connection):
            value = convert(value, expression, connection)
        result.append(value)
    return result


class _BoundedCache:
    """A bounded in-process cache of what never changes: a slug's workspace, a caller's personal workspace."""

    def __init__(self, size: int) -> None:
        self._size, self._known = size, OrderedDict[Any, UUID]()

    def get(self, key: Any) -> UUID | None:
        return self._known.get(key)

    def put(self, key: Any, value: UUID) -> None:
        self._known[key] = value
        while len(self._known) > self._size:
            self._known.popitem(last=False)


_known_slugs = _BoundedCache(10_000)
_known_personal_workspaces = _BoundedCache(10_000)
