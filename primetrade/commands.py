"""The one write path. A command is a plain function that `@command` runs in one transaction on the primary.

    @command("edit")
    def rename_label(write: Write, *, label: UUID, name: str) -> Label: ...

    outcome = rename_label(access, label=…, name="…")   # outcome.value, .batch, .version

The function checks, locks (projects by id, then parents and tasks by id), changes rows with `write.add` and
`write.edit`, and adds to log and outbox with `write.log` and `write.enqueue`. When it returns, the workspace's version
is incremented, once and last of all rows. Then the caller's role is read again, because it may have changed since the
request was authorised, and the changes are stored with the version as `seq`, so that seq follows commit order without
gaps. The whole command runs again after a deadlock, a serialization error, a unique violation by a concurrent command,
a changed role or `Repeat`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial, wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import F
from django.utils import timezone

from primetrade.batches import MadeBatch, forgotten_if_it_fails, note
from primetrade.callers import Caller
from primetrade.errors import Conflict, PrimeTradeError
from primetrade.ids import uuid7
from primetrade.models import CREATED, EDITED, Change, Outbox
from primetrade.one_writer import one_writer
from primetrade.slices import slices
from primetrade.sql import fetch_value, id_value
from primetrade.tenancy import TenantModel

RETRIES = 3
# serialization_failure, deadlock_detected, and unique_violation: a concurrent command created the same row, which the
# next attempt finds.
_RETRIED_SQLSTATES = {"40001", "40P01", "23505"}

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class Repeat(Exception):
    """Raised by a command to run again, because what it read before locking its rows is out of date."""


class KeepsChanging(Conflict):
    """What callers get when a command raised Repeat at its last attempt, too. Jobs try again later."""

    def __init__(self) -> None:
        super().__init__("This keeps changing. Try again in a moment.")


class RoleChanged(Exception):
    """The caller's role has changed since the command checked it: run it again as `now`."""

    def __init__(self, now: Caller) -> None:
        self.now = now


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """What a command returns: its value, the batch for undo (None when nothing changed), the new workspace version.

    `undoes` is the batch that it undid, if it is an undo.
    """

    value: Value
    batch: UUID | None
    version: int
    undoes: UUID | None = None


class Write:
    """One command's transaction: the rows it changes, its log entries and its jobs.

    `batch` is what is undone as one. A command that continues an earlier one sets its batch, before it logs.
    """

    def __init__(self, caller: Caller) -> None:
        self.caller = caller
        self.workspace_id = caller.workspace_id
        self.batch = uuid7()
        self.undoes: UUID | None = None
        self.at: datetime = timezone.now()
        self.changes: list[Change] = []
        self._outbox: list[Outbox] = []
        self._access_checked = False
        self._last_checks: list[Callable[[], object]] = []

    def recheck_access(self) -> None:
        """Check that the caller's access is unchanged. `finish` calls this once the workspace row is locked.

        Every command that revokes a membership or role updates that row too, so an earlier commit is visible here. A
        command that changes the caller's own membership locks it and calls this first; later calls do nothing.
        Raises RoleChanged, SignedOut, NoMember.
        """
        if self._access_checked:
            return
        now = self.caller.refreshed()
        if now != self.caller:
            raise RoleChanged(now)
        self._access_checked = True

    def check_last(self, check: Callable[[], object]) -> None:
        """Run a check once the workspace row is locked and the commands that were ahead of this one are visible.

        Skipped if the command changes nothing. `check` raises the error that the caller sees.
        """
        self._last_checks.append(check)

    def add(self, row: TenantModel) -> None:
        """Insert a row and log its fields."""
        row.save(force_insert=True)
        self.log_added(row)

    def log_added(self, row: TenantModel) -> None:
        """Log the fields of a row that has already been inserted (in bulk)."""
        after = {name: encoded(getattr(row, name)) for name in row.LOGGED}
        self.log(row, CREATED, {}, {name: value for name, value in after.items() if value not in (None, "")})

    def edit(self, row: Any, *, verb: str = EDITED, also: Mapping[str, Any] | None = None, **values: Any) -> bool:
        """Set fields of a locked row; save and log those that differ and increment its version. False if none differs.

        `also` adds entries to the log that aren't fields; undo ignores them. What the model's LOGGED_WITH names beside
        a field that differs is logged, too, even if it is equal.
        """
        changed = self.set(row, verb=verb, also=also, **values)
        if changed:
            row.save(update_fields=changed)
        return bool(changed)

    def edit_all(self, edits: Iterable[tuple[Any, Mapping[str, Any]]], *, verb: str = EDITED) -> None:
        """`edit` many locked rows of one model, each with its own values, in few statements."""
        changed = {row.id: (row, self.set(row, verb=verb, **values)) for row, values in edits}
        self.save_all(list(changed.values()))

    def save_all(self, changed: Sequence[tuple[Any, Iterable[str]]]) -> None:
        """Save rows of one model, each with the fields that `set` changed, in few statements."""
        rows = [row for row, names in changed if names]
        names = sorted({name for _, names in changed for name in names})
        for some in slices(rows):
            type(some[0]).objects.of(self.workspace_id).bulk_update(some, names)

    def set(self, row: Any, *, verb: str = EDITED, also: Mapping[str, Any] | None = None, **values: Any) -> list[str]:
        """`edit` without saving: returns the names of the fields to save, none where nothing differs."""
        before = {name: getattr(row, name) for name, value in values.items() if getattr(row, name) != value}
        if not before:
            return []
        for name in before:
            setattr(row, name, values[name])
        changed = [*before, *self.touch(row)]
        with_it = getattr(row, "LOGGED_WITH", {})
        beside = [other for name in before for other in with_it.get(name, ()) if other in values]
        logged = [name for name in dict.fromkeys((*before, *beside)) if name in row.LOGGED]
        self.log(
            row,
            verb,
            {name: encoded(before.get(name, values[name])) for name in logged},
            {name: encoded(values[name]) for name in logged} | dict(also or {}),
        )
        return changed

    def touch(self, row: Any) -> list[str]:
        """Increment the row's version and set updated_at, if it has them. Returns the names of the fields to save."""
        names = []
        if hasattr(row, "version") and row.id != self.workspace_id:  # `finish` increments the workspace's
            row.version += 1
            names.append("version")
        if hasattr(row, "updated_at"):
            row.updated_at = self.at
            names.append("updated_at")
        return names

    def touch_all(self, rows: Sequence[Any]) -> None:
        """Increment the versions and set updated_at of many locked rows of one model, in few statements."""
        for some in slices(rows):
            in_slice = type(some[0]).objects.of(self.workspace_id).filter(id__in=[row.id for row in some])
            in_slice.update(version=F("version") + 1, updated_at=self.at)

    def log(self, row: TenantModel, verb: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Log what happened to `row`. `before` and `after` hold encoded values, of changed fields only."""
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
        """Queue a job, which the worker runs after this transaction has committed."""
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
        """Store log and outbox with the new version and return it. Locks the workspace row, after all other rows.

        Raises RoleChanged, SignedOut or NoMember when the caller's access has changed in the meantime.
        """
        for kinds, effect in _effects:
            changes = [change for change in self.changes if change.kind in kinds]
            if changes:
                effect(self, changes)
        version = _version(self.workspace_id, raised=bool(self.changes))
        self.recheck_access()
        for check in self._last_checks if self.changes else ():
            check()
        for change in self.changes:
            change.seq = version
        Change.objects.bulk_create(self.changes)
        Outbox.objects.bulk_create(self._outbox)
        return version


Effect = Callable[[Write, list[Change]], None]
_effects: list[tuple[tuple[str, ...], Effect]] = []


def on_change(*kinds: str) -> Callable[[Effect], Effect]:
    """Run a function, in the same transaction, whenever a command, undo or redo has logged changes of these kinds."""

    def register(effect: Effect) -> Effect:
        _effects.append((kinds, effect))
        return effect

    return register


# Every command, for the tests that cover all of them.
registry: list[Callable[..., Outcome[Any]]] = []


def command(
    action: str,
) -> Callable[
    [Callable[Concatenate[Write, Arguments], Value]], Callable[Concatenate[Caller, Arguments], Outcome[Value]]
]:
    """Turn a function into a command: permission `action` (asked before and again at the end of the transaction), one
    transaction, the log, retries.

    The command takes the caller in the place of the Write, and the function's other arguments.
    """

    def decorate(
        function: Callable[Concatenate[Write, Arguments], Value],
    ) -> Callable[Concatenate[Caller, Arguments], Outcome[Value]]:
        @wraps(function)
        def run(caller: Caller, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Outcome[Value]:
            def once(caller: Caller) -> Outcome[Value]:
                write = Write(caller)
                value = function(write, *args, **kwargs)
                batch = write.batch if write.changes else None
                return Outcome(value, batch, write.finish(), write.undoes)

            outcome = _with_current_role(caller, action, once)
            if outcome.batch:
                note(MadeBatch(caller.workspace_id, outcome.batch, outcome.undoes))
            return outcome

        registry.append(run)
        return run

    return decorate


def _with_current_role(caller: Caller, action: str, once: Callable[[Caller], Value]) -> Value:
    """Run a command for its caller, starting over if their role turns out to have changed.

    The caller is looked up again before an error is raised, because its text may reveal what they may no longer see.
    """
    for _ in range(RETRIES + 1):
        try:
            caller.require(action)
            return in_transaction(partial(once, caller))
        except RoleChanged as change:
            caller = change.now
        except PrimeTradeError:
            now = caller.refreshed()
            if now == caller:
                raise
            caller = now
    raise Conflict("Your role is being changed. Try again in a moment.")


def in_transaction(work: Callable[[], Value]) -> Value:
    """Run `work` in one transaction; retry when a concurrent transaction made it fail. Raises KeepsChanging.

    Inside an open transaction it uses a savepoint and doesn't retry.
    """
    if connection.in_atomic_block:
        with forgotten_if_it_fails(), transaction.atomic():
            return work()
    for left in range(RETRIES, -1, -1):
        try:
            with forgotten_if_it_fails(), one_writer(), transaction.atomic():
                return work()
        except Repeat as repeat:
            if not left:
                raise KeepsChanging from repeat
        except DatabaseError as error:
            if not left or getattr(error.__cause__, "sqlstate", None) not in _RETRIED_SQLSTATES:
                raise
    raise AssertionError("unreachable")


def encoded(value: Any) -> Any:
    """A field's value as the log stores it, in JSON without loss."""
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
