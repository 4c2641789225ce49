"""`manage.py configuration`: writes docs/configuration.md from the variables that the settings declare."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from primetrade.settings.environment import VARIABLES, Variable

PATH = settings.BASE_DIR / "docs" / "configuration.md"

_HEAD = """# Configuration

PrimeTrade is configured by environment variables only. With none set it runs embedded: SQLite in the data folder, one
web process and one worker. `DATABASE_URL` makes it a server; then what is missing, short or unsafe stops the start with
a message that names it.

Each variable can also come from a file: `NAME_FILE` names a file that holds the value of `NAME` (Docker and Kubernetes
secrets, Vault agent). A file `.env` beside `manage.py` is read too; the environment wins over it.

For others, on PostgreSQL behind a proxy that ends TLS and sends `X-Forwarded-Proto`:

    export DATABASE_URL=postgresql://primetrade:password@db.example.org/primetrade
    export SECRET_KEY_FILE=/etc/primetrade/secret_key TOKEN_KEYS_FILE=/etc/primetrade/token_keys
    export PUBLIC_URL=https://tasks.example.org EMAIL_URL=submission://user:password@mail.example.org:587
    make run

Each key can be the output of `openssl rand -base64 48`. A monitor asks `/health` (503 also when less than 100 MB
are free for an embedded database), an orchestrator `/health/ready` (the database answers) and `/health/live` (the
process does). To go back to a copy that an update put into the data folder's
`backups`: stop, move `primetrade.sqlite3`, `-wal` and `-shm` away, put the copy there, go to the older code, run

    PRIMETRADE_DATA=data .venv/bin/python manage.py new_epoch

and start (`data` is the data folder). Code that does not know the command yet has no epochs: leave it out there.
Code that is older than its database does not start, and says so. So with PostgreSQL, too: after a database was put
back from a copy, the command comes before the start, with the same variables, and browsers, caches and programs that
follow a workspace keep nothing from after the copy.

An update migrates the database when it is started, before anything is served. On PostgreSQL copy it before (`pg_dump`):
only the embedded database is copied by itself. End all processes of the older code first: while a new index is built,
reads go on, but every write to its table waits, the longer the larger the table (`tasks_task`, `primetrade_change`).

A proxy should take in whole requests before it passes them on (nginx: `proxy_request_buffering on`, its way when
nothing is set). PrimeTrade does so itself, too: a thread is given a request when it is there whole, so that half-sent
ones hold up nobody. A request may take 20 s and a second more for each 10 kB that have come (an import of 20 MB: 34
minutes at most), else it is ended with 408; an answer waits for its client without a thread, under the same bound.
Bodies that have come and answers that wait may be 1 GB together (beyond that the slowest body is ended with 503), what
is long in the system's folder for temporary files; a body that finds no room there is refused (503). A web process
holds 1,000 connections; when more come, or the system gives no more files, the oldest that waits between two requests
is closed, then the oldest whose request is not here whole. `make run` opens as many files as the system allows it to.

Pages, JSON and static files leave PrimeTrade compressed for clients that accept it (`Accept-Encoding`), with a `Vary`
that says so to caches; a proxy need not compress them, and nginx and Caddy leave compressed answers as they are.

This page is made from `primetrade/settings/environment.py`; a test compares them. After a change there:

    .venv/bin/python manage.py configuration

| Variable | Kind | Without it | What it does |
|---|---|---|---|
"""
_KINDS = {"str": "text", "int": "number", "bool": "true or false", "list": "list, by comma", "path": "folder"}


class Command(BaseCommand):
    """Write the page; with `--check`, fail when it is out of date."""

    help = "Write docs/configuration.md from the declared variables."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the page is not up to date.")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Write the page or check it."""
        text = page()
        if not check:
            PATH.write_text(text, encoding="utf-8")
            self.stdout.write(f"Wrote {PATH.relative_to(settings.BASE_DIR)}.")
        elif not PATH.exists() or PATH.read_text(encoding="utf-8") != text:
            self.stderr.write(
                "docs/configuration.md is not up to date: run `.venv/bin/python manage.py configuration`."
            )
            raise SystemExit(1)


def page() -> str:
    """The whole page, in Markdown."""
    return _HEAD + "".join(map(_row, VARIABLES))


def _row(variable: Variable) -> str:
    default = ", ".join(variable.default) if isinstance(variable.default, list) else str(variable.default)
    if isinstance(variable.default, bool):
        default = default.lower()
    about = variable.about.replace("|", "\\|")
    return f"| `{variable.name}` | {_KINDS[variable.kind]} | {f'`{default}`' if default else 'empty'} | {about} |\n"
