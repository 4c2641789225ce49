"""Imports for pages and the API: one with its progress, or the latest of a workspace."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from primetrade.errors import NotFound
from primetrade.tenancy import Tenant
from tasks.imports.cleaning import some_names
from tasks.imports.items import Items, unpack
from tasks.imports.models import Import


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is: tasks `done` of `total`, and the same in percent, 0 to 100."""

    state: str
    done: int
    total: int
    percent: int


def read_run(workspace: Tenant, run: UUID) -> Import:
    """One import, without its items. Raises NotFound."""
    row: Import | None = Import.objects.of(workspace).defer("items").select_related("project").filter(id=run).first()
    if row is None:
        raise NotFound("There is no such import here.")
    return row


def latest_runs(workspace: Tenant, *, limit: int = 20) -> list[Import]:
    """The latest imports, newest first, without their items."""
    rows = Import.objects.of(workspace).defer("items").select_related("project")
    return list(rows.order_by("-created_at", "-id")[:limit])


def waiting_items(workspace: Tenant, run: UUID) -> Items | None:
    """The items of an import, unchanged until it has run; None if it has none, or there is no such import.

    Unpacking a large board is slow: call this outside a transaction.
    """
    packed = Import.objects.of(workspace).filter(id=run, items__isnull=False).values_list("items", flat=True).first()
    return None if packed is None else unpack(bytes(packed))


def progress(row: Import) -> Progress:
    """The progress of an import, from the row as loaded."""
    percent = 100 * row.done // row.total if row.total else 100 * (row.state == Import.State.DONE)
    return Progress(row.state, row.done, row.total, percent)


def outcome(row: Import) -> str:
    """The outcome of an import that is done: "brought" (it changed something), "up to date", "in trash" (known tasks
    stay in the trash) or "empty".
    """
    if row.batch is not None:
        return "brought"
    if row.result.get("trashed"):
        return "in trash"
    return "up to date" if row.result.get("unchanged") else "empty"


def summary(row: Import) -> tuple[str, ...]:
    """What an import did, in sentences; only the error if it failed."""
    if row.error:
        return (row.error,)
    did = [
        (one if count == 1 else several).format(f"{count:,}")
        for name, (one, several) in _SENTENCES.items()
        if (count := row.result.get(name, 0))
    ]
    if gone := (row.choices or {}).get("gone"):
        did.append(f"As you chose, the names of these lists were not kept as labels: {some_names(gone)}.")
    return tuple(did)


_SENTENCES = {
    "created": ("{} task was imported.", "{} tasks were imported."),
    "comments": ("{} comment was imported.", "{} comments were imported."),
    "labels": ("{} label was created.", "{} labels were created."),
    "updated": ("{} task that was here already was updated.", "{} tasks that were here already were updated."),
    "unchanged": ("{} task was here already and is the same.", "{} tasks were here already and are the same."),
    "kept": (
        "{} task was changed both here and in the file; what was changed here stays.",
        "{} tasks were changed both here and in the file; what was changed here stays.",
    ),
    "projects": ("The project came back from Trash.", "{} projects came back from Trash."),
    "restored": ("{} task came back from Trash.", "{} tasks came back from Trash."),
    "trashed": (
        "{} task is in Trash and stays there.",
        "{} tasks are in Trash and stay there.",
    ),
    "left_out": ("{} task was left out, as you chose.", "{} tasks were left out, as you chose."),
}
