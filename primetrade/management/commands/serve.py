"""`manage.py serve`, which `make run` calls: prepares what has changed, then runs web and worker as its children."""

import os
import socket
import sqlite3
import sys
from typing import Any, NoReturn

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError

from primetrade.database_age import NewerDatabase
from primetrade.server.children import Child
from primetrade.server.listening import CannotListen, listen
from primetrade.server.parent import look_after
from primetrade.server.preparation import allow_many_files, prepare_database, prepare_static_files
from primetrade.server.web import gunicorn_command

log = structlog.get_logger("primetrade.serve")


class Command(BaseCommand):
    """Serve the site and run its jobs until Ctrl-C or TERM."""

    help = "Prepare the database and static files, then run the web process and the worker."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until stopped; exits with the code that `look_after` returns."""
        allow_many_files()
        try:
            listener = listen(settings.HOST, settings.PORT)
        except CannotListen as error:
            _give_up(str(error))
        try:
            prepare_database(self._say)
        except NewerDatabase as error:
            _give_up(f"PrimeTrade does not start: {error}")
        except (DatabaseError, sqlite3.Error, OSError) as error:
            reason = str(error).partition("\n")[0]
            _give_up(f"PrimeTrade does not start: its database{_where()} can't be prepared: {reason}")
        prepare_static_files(self._say)
        if settings.SERVER and settings.WEB_PROCESSES == 1:
            self._say("One web process: several need a shared cache.")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "primetrade.settings")
        web = gunicorn_command(
            listener=listener.fileno(), processes=settings.WEB_PROCESSES, threads=settings.WEB_THREADS
        )
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
        children = [Child("web", web, pass_fds=[listener.fileno()]), Child("worker", worker)]
        address = settings.PUBLIC_URL or _address(settings.HOST, listener.getsockname()[1])
        sys.exit(
            look_after(
                children,
                listener=listener,
                probe=_probe(listener),
                when_serving=lambda: self._welcome(address),
                say=self._say,
            )
        )

    def _welcome(self, address: str) -> None:
        if settings.LOG_FORMAT == "json":
            self._say(f"PrimeTrade is served at {address}")
            return
        self._say(f"\nPrimeTrade is served at {address}")
        self._say(f"  Sign up             {address}/register")
        if not settings.MAIL_GOES_OUT:
            self._say("  E-mail              is printed here")
        self._say("  Stop                Ctrl-C\n")

    def _say(self, line: str) -> None:
        if settings.LOG_FORMAT == "json":
            log.info(line)
            return
        self.stdout.write(line)
        self.stdout.flush()


def _where() -> str:
    """The database's file, which may be one that nobody may write to, or no database."""
    return "" if settings.SERVER else f" {settings.DATABASES['default']['NAME']}"


def _give_up(reason: str) -> NoReturn:
    """Exit with code 1 and the reason as one line, in the configured format."""
    if settings.LOG_FORMAT == "json":
        log.error(reason)
        sys.exit(1)
    sys.exit(reason)


def _probe(listener: socket.socket) -> socket.socket:
    """A connection to our own socket with a request sent: the first answer shows that the site is up."""
    address = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104
    probe = socket.create_connection((host, address[1]))
    probe.sendall(b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    probe.setblocking(False)
    return probe


def _address(host: str, port: int) -> str:
    shown = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104
    return f"http://{shown}:{port}"
