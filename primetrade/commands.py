"""The one write path. A command is a plain function that `@command` runs in one transaction on the primary.

    @command("edit")
    def rename_label(write: Write, *, label: UUID, name: str) -> Label: ...

    outcome = rename_label(access, label=…, name="…")   # outcome.value, .batch, .version

The function checks, locks (projects by id, then parents and tasks by id), changes rows through `write.add` and
`write.edit`, and adds to log and outbox with `write.log` and `write.enqueue`. When it returns, the workspace's version
is raised once, last, and the changes are stored under it, so that commit order is seq order without gaps. Then the
caller's role is read again, because it may have changed since the request was authorised. Deadlocks, serialization
errors, unique violations by a concurrent command, a changed role and `Repeat` run the whole command again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial, wraps
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from primetrade.errors import Conflict, PrimeTradeError
from primetrade.ids import uuid7
from primetrade.models import Change, Outbox
from primetrade.one_writer import one_writer
from primetrade.slices import slices
from primetrade.sql import fetch_value, id_value
from primetrade.tenancy import TenantModel

RETRIES = 3
# serialization_failure and deadlock_detected. And unique_violation: a concurrent command created the same row, which
# the second try finds when it looks.
_RETRIED_SQLSTATES = {"40001", "40P01", "23505"}

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class Repeat(Exception):
    """Raised by a command that finds, once its rows are locked, that what it had read before is out of date."""


class RoleChanged(Exception):
    """The caller's role is not the one that the command relied on: it starts again with `now`."""

    def __init__(self, now: Caller) -> None:
        self.now = now


class Caller(Protocol):
    """Who asks: accounts.access.Access, or a stand-in for a job."""

    @property
    def workspace_id(self) -> UUID: ...
    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def actor_name(self) -> str: ...
    def require(self, action: str) -> None: ...
    def as_of_now(self) -> Caller:
        """The caller as the database has them now, equal to this one where nothing changed; read on the primary, in one
        statement. A job gives itself. Raises SignedOut or NoMember for who may do nothing here any more.
        """
        ...


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What a command gives back: its value, the batch that undo takes back (None when nothing changed), the workspace's
    version after it.
    """

    value: Value
    batch: UUID | None
    version: int


class Write:
    """One command's transaction: the rows it changes and the log it leaves."""

    def __init__(self, caller: Caller, batch: UUID) -> None:
        self.caller = caller
        self.workspace_id = caller.workspace_id
        self.batch = batch
        self.undoes: UUID | None = None  # the batch that this one takes back
        self.at: datetime = timezone.now()
        self.changes: list[Change] = []
        self._outbox: list[Outbox] = []
        self._asked = False
        self._questions: list[Callable[[], object]] = []

    def ask_again(self) -> None:
        """Read what the caller may do now; once a transaction, by `finish`, when the workspace's row is locked.

        Every command that takes a membership or role away raises that row too, so one that was committed first is seen
        here. A command that changes the caller's own membership calls this before, with that row locked.
        Raises SignedOut, NoMember.
        """
        if self._asked:
            return
        now = self.caller.as_of_now()
        if now != self.caller:
            raise RoleChanged(now)
        self._asked = True

    def ask_last(self, question: Callable[[], object]) -> None:
        """Run a question once the workspace's row is locked: every command that was ahead of this one is seen by then.

        It is asked where something changes; it raises what the caller is told.
        """
        self._questions.append(question)

    def add(self, row: TenantModel) -> None:
        """Insert a row and log its fields."""
        row.save(force_insert=True)
        self.log_added(row)

    def log_added(self, row: TenantModel) -> None:
        """Log a row that was inserted otherwise (in bulk)."""
        after = {name: encoded(getattr(row, name)) for name in row.LOGGED}
        self.log(row, "created", {}, {name: value for name, value in after.items() if value not in (None, "")})

    def edit(self, row: Any, *, verb: str = "edited", also: Mapping[str, Any] | None = None, **values: Any) -> bool:
        """Set fields of a locked row; save and log those that differ, raise its version. False when none does.

        `also` is what the log says beside the fields: it is no field, and undo passes over it.
        """
        before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        if not before:
            return False
        for name in before:
            setattr(row, name, values[name])
        row.save(update_fields=[*before, *self.touch(row)])
        logged = [name for name in before if name in row.LOGGED]
        self.log(
            row,
            verb,
            {name: encoded(before[name]) for name in logged},
            {name: encoded(values[name]) for name in logged} | dict(also or {}),
        )
        return True

    def touch(self, row: Any) -> list[str]:
        """Raise the row's own version and time where it has them; the names to save."""
        names = []
        if hasattr(row, "version") and row.id != self.workspace_id:  # the workspace's is raised once, by finish
            row.version += 1
            names.append("version")
        if hasattr(row, "updated_at"):
            row.updated_at = self.at
            names.append("updated_at")
        return names

    def touch_all(self, rows: Sequence[Any]) -> None:
        """Raise the version and the time of many locked rows of one model, in few statements."""
        for some in slices(rows):
            in_slice = type(some[0]).objects.of(self.workspace_id).filter(id__in=[row.id for row in some])
            in_slice.update(version=F("version") + 1, updated_at=self.at)

    def log(self, row: TenantModel, verb: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Append to the change log what happened to `row`: encoded values of the changed fields only."""
        self.changes.append(
            Change(
                workspace_id=self.workspace_id,
                n=len(self.changes),
                batch=self.batch,
                undoes=self.undoes,
                actor_id=self.caller.actor_id,
                actor_name=self.caller.actor_name,
                at=self.at,
                kind=row.LOG_KIND,
                object_id=row.id,
                root_id=row.log_root_id,
                verb=verb,
                before=before,
                after=after,
            )
        )

    def enqueue(
        self, kind: str, payload: dict[str, Any], *, dedupe_key: str | None = None, delay_seconds: int = 0
    ) -> None:
        """A job for the worker, once this transaction is committed."""
        self._outbox.append(
            Outbox(
                workspace_id=self.workspace_id,
                kind=kind,
                payload=payload,
                dedupe_key=dedupe_key,
                run_at=self.at + timedelta(seconds=delay_seconds),
            )
        )

    def finish(self) -> int:
        """Store log and outbox under the raised version; the version afterwards. The workspace row is locked last.

        Raises SignedOut, NoMember when the caller's right ended meanwhile.
        """
        for kinds, effect in _effects:
            changes = [change for change in self.changes if change.kind in kinds]
            if changes:
                effect(self, changes)
        version = _version(self.workspace_id, raised=bool(self.changes))
        self.ask_again()
        for question in self._questions if self.changes else ():
            question()
        for change in self.changes:
            change.seq = version
        Change.objects.bulk_create(self.changes)
        Outbox.objects.bulk_create(self._outbox)
        return version


Effect = Callable[[Write, list[Change]], None]
_effects: list[tuple[tuple[str, ...], Effect]] = []


def follows(*kinds: str) -> Callable[[Effect], Effect]:
    """Let a function follow, in the same transaction, whatever is logged of these kinds: by a command, undo or redo."""

    def register(effect: Effect) -> Effect:
        _effects.append((kinds, effect))
        return effect

    return register


# Every function that @command made: what must hold for all of them is tested for all of them.
registry: list[Callable[..., Outcome[Any]]] = []


def command(
    action: str,
) -> Callable[[Callable[Concatenate[Write, Arguments], Value]], Callable[..., Outcome[Value]]]:
    """Make a command of a function: permission `action`, one transaction, the log, retries.

    The caller is the first argument; `into_batch` joins several commands into one that undo takes back together.
    """

    def decorate(function: Callable[Concatenate[Write, Arguments], Value]) -> Callable[..., Outcome[Value]]:
        @wraps(function)
        def run(caller: Caller, *, into_batch: UUID | None = None, **kwargs: Any) -> Outcome[Value]:
            def once(caller: Caller) -> Outcome[Value]:
                write = Write(caller, into_batch or uuid7())
                value = function(write, **kwargs)  # type: ignore[call-arg]
                return Outcome(value, write.batch if write.changes or into_batch else None, write.finish())

            return _with_current_role(caller, action, once)

        registry.append(run)
        return run

    return decorate


def _with_current_role(caller: Caller, action: str, once: Callable[[Caller], Value]) -> Value:
    """Run a command for its caller; again from the start when their role turns out to be another by now.

    Before a refusal is shown, the caller is looked up again: its words may tell what they may no longer see.
    """
    for _ in range(RETRIES + 1):
        try:
            caller.require(action)
            return in_transaction(partial(once, caller))
        except RoleChanged as change:
            caller = change.now
        except PrimeTradeError:
            now = caller.as_of_now()
            if now == caller:
                raise
            caller = now
    raise Conflict("Your role is being changed. Try again in a moment.")


def in_transaction(work: Callable[[], Value]) -> Value:
    """Run `work` in one transaction, again when the database ended it because of another one.

    Joins a transaction already open.
    """
    if connection.in_atomic_block:
        with transaction.atomic():
            return work()
    for left in range(RETRIES, -1, -1):
        try:
            with one_writer(), transaction.atomic():
                return work()
        except Repeat:
            if not left:
                raise
        except DatabaseError as error:
            if not left or getattr(error.__cause__, "sqlstate", None) not in _RETRIED_SQLSTATES:
                raise
    raise AssertionError("unreachable")


def encoded(value: Any) -> Any:
    """A field's value as the log keeps it: JSON without loss."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value


def _version(workspace_id: UUID, *, raised: bool) -> int:
    table = Change.workspace.field.related_model._meta.db_table
    sql = f"SELECT version FROM {table} WHERE id = %s"  # noqa: S608
    if raised:
        sql = f"UPDATE {table} SET version = version + 1 WHERE id = %s RETURNING version"  # noqa: S608
    return int(fetch_value(sql, [id_value(workspace_id)]))
