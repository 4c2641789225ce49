"""Refuses a database that a newer version of PrimeTrade has migrated."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.management import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader

_NAMED_LIMIT = 5


class NewerDatabase(Exception):
    """The database is newer than the code. The message names the migrations and says what to do."""


@cache
def own_apps() -> frozenset[str]:
    """The labels of PrimeTrade's own apps."""
    return frozenset(app.label for app in apps.get_app_configs() if app.name in settings.OWN_APPS)


def refuse_newer(loader: MigrationLoader) -> None:
    """Raises NewerDatabase when the database has migrations of our own apps that this code lacks."""
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in own_apps() and (app, name) not in loader.disk_migrations
    )
    if unknown:
        named = ", ".join(unknown[:_NAMED_LIMIT]) + (" …" if len(unknown) > _NAMED_LIMIT else "")
        copy = f"in {settings.DATA_DIR / 'backups'}" if settings.EMBEDDED else "of before"
        raise NewerDatabase(
            f"its database was migrated by a newer version of PrimeTrade; this one does not know {named}."
            f" Run the newer version, or put the copy {copy} back (docs/configuration.md)."
        )


def require_data() -> None:
    """For commands on an existing installation. Raises CommandError when the database is empty or too new."""
    loader = MigrationLoader(connections["default"])
    if not any(app in own_apps() for app, _ in loader.applied_migrations):
        where = settings.DATABASES["default"]["NAME"]
        raise CommandError(f"The database {where} holds nothing of PrimeTrade. Name the right one, or start it once.")
    try:
        refuse_newer(loader)
    except NewerDatabase as error:
        raise CommandError(f"Nothing was done: {error}") from error


def database_is_not_newer(
    app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """A system check, which `migrate`, `migrate --check` and `check --database default` run."""
    try:
        for alias in databases or ():
            refuse_newer(MigrationLoader(connections[alias]))
    except NewerDatabase as error:
        return [Error(f"Nothing was done: {error}", id="primetrade.E001")]
    return []
