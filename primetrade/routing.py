"""Routes every query to the primary. No read uses a replica yet."""

from typing import Any


class PrimaryRouter:
    """Reads, writes and relations on the primary; migrations never on a replica."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        return "default"

    def allow_relation(self, *rows: Any, **hints: Any) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == "default"
