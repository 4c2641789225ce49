"""Which batches of the log came out of a file. A room that writes from files adds its own in its AppConfig."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from accounts.access import Access
from primetrade.tenancy import TenantModel


@dataclass(frozen=True, slots=True)
class Origin:
    """A model whose rows stand each for one batch: with `batch`, and the `format` of the file that it came with."""

    runs: type[TenantModel]
    page: str  # the URL's name of the page of a row, which takes the workspace's slug and the id


ORIGINS: list[Origin] = []


def source_of(change: str) -> str:
    """SQL: the format of the file that a row of the log came with; null for all else."""
    asked = [
        f"SELECT run.format FROM {origin.runs._meta.db_table} run"
        f" WHERE run.workspace_id = {change}.workspace_id AND run.batch = {change}.batch"
        for origin in ORIGINS
    ]
    return f"({' UNION ALL '.join(asked)} LIMIT 1)" if asked else "NULL"


def run_of(access: Access, batch: UUID) -> tuple[str, UUID] | None:
    """The name of the page of what wrote a batch, and its id there; None for what came with no file."""
    for origin in ORIGINS:
        run = origin.runs.objects.of(access).filter(batch=batch).values_list("id", flat=True).first()
        if run is not None:
            return origin.page, run
    return None
