"""Preparation before serving, done only when needed: migrations and static files."""

import hashlib
import os
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from primetrade.database_age import refuse_newer

COPIES_KEPT = 10
_PART = ".part"
# Static files of packages, for pages that PrimeTrade doesn't show.
UNUSED_STATIC_FILES = ["redoc", "rest_framework"]

Say = Callable[[str], None]


def allow_many_files() -> None:
    """Let this process and its children open as many files as the system allows; a connection takes one or two."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    with suppress(ValueError, OSError):  # a system may report "unlimited" and still refuse it
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def prepare_database(say: Say) -> None:
    """Run pending migrations; an SQLite database that is not new is copied first.

    Raises NewerDatabase.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    executor = MigrationExecutor(connection)
    refuse_newer(executor.loader)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        if settings.EMBEDDED and executor.loader.applied_migrations:
            copy = copy_aside(Path(settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"]), settings.DATA_DIR / "backups")
            say(f"The database was copied to {copy}")
        say("Migrating the database …")
        call_command("migrate", interactive=False, verbosity=0)
    connections.close_all()


def copy_aside(database: Path, folder: Path) -> Path:
    """A consistent copy of an SQLite file in `folder`, named by the time (UTC); the oldest beyond COPIES_KEPT go.

    An unfinished copy has another name and is removed, by the next copy if this process is killed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"{database.stem}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}{database.suffix}"
    part = folder / f"{database.stem}{_PART}"
    _remove_parts(folder)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(part)) as target:
            source.backup(target)
        part.rename(copy)
    finally:
        _remove_parts(folder)
    for old in sorted(folder.glob(f"{database.stem}-*{database.suffix}"))[:-COPIES_KEPT]:
        old.unlink()
    return copy


def _remove_parts(folder: Path) -> None:
    for left in folder.glob(f"*{_PART}*"):  # includes its -journal
        left.unlink()


def prepare_static_files(say: Say) -> None:
    """Collect the static files when one of them, the required packages or the storage has changed."""
    stamp = settings.STATIC_ROOT.with_suffix(".stamp")
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    say("Collecting the static files …")
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED_STATIC_FILES)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """A hash of the storage and of the path, time and size of everything that the static files are made from."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for path in _static_sources():
        status = path.stat()
        digest.update(f"{path}\0{status.st_mtime_ns}\0{status.st_size}\n".encode())
    return digest.hexdigest()


def _static_sources() -> Iterator[Path]:
    yield settings.BASE_DIR / "requirements.txt"
    yield settings.BASE_DIR / "primetrade" / "staticfiles.py"
    yield settings.BASE_DIR / "primetrade" / "joined_scripts.py"
    for top in settings.STATICFILES_DIRS:
        for folder, folders, names in os.walk(top):
            folders.sort()
            yield from (Path(folder, name) for name in sorted(names))
