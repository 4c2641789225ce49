"""The models that record which batches of the log came from a file. Rooms add theirs in their AppConfig."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.access import Access
from primetrade.tenancy import TenantModel


@dataclass(frozen=True, slots=True)
class Origin:
    """A model with one row for each batch: its `batch`, the `format` of the file, and in `result` how many tasks it
    `created` and `updated`.
    """

    runs: type[TenantModel]
    page: str  # URL name of a row's page; its arguments are the workspace's slug and the row's id


ORIGINS: list[Origin] = []


def format_of(change: str) -> str:
    """SQL for the format of the file that a row of the log came from, null if it came from none."""
    formats = [
        f"SELECT run.format FROM {origin.runs._meta.db_table} run"
        f" WHERE run.workspace_id = {change}.workspace_id AND run.batch = {change}.batch"
        for origin in ORIGINS
    ]
    return f"({' UNION ALL '.join(formats)} LIMIT 1)" if formats else "NULL"


def run_of(access: Access, batch: UUID) -> tuple[str, UUID] | None:
    """The page of the run that wrote a batch: its URL name and the run's id. None if it came from no file."""
    for origin in ORIGINS:
        run = origin.runs.objects.of(access).filter(batch=batch).values_list("id", flat=True).first()
        if run is not None:
            return origin.page, run
    return None


def results(access: Access, batches: Collection[UUID]) -> dict[UUID, Mapping[str, int]]:
    """What the runs that wrote these batches did, by batch. One statement for each origin; none without batches."""
    by_batch: dict[UUID, Mapping[str, int]] = {}
    for origin in ORIGINS if batches else ():
        by_batch |= origin.runs.objects.of(access).filter(batch__in=batches).values_list("batch", "result")
    return by_batch
