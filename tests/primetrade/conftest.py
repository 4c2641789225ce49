"""The web server with a small site, as a program of its own."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from primetrade.server.listening import listen
from primetrade.server.web import WORKER_CLASS
from tests.processes import WAIT_SECONDS, Program
from tests.services import ENVIRONMENT

THREADS = 4
_SERVE = (
    "import sys; from primetrade.server import eviction, gunicorn_worker, incoming;"
    "incoming.GRACE_SECONDS = float(sys.argv.pop(1)); exec(sys.argv.pop(1));"
    "from gunicorn.app.wsgiapp import run; run()"
)


@dataclass(frozen=True)
class Site:
    """Called, it connects; `program` is gunicorn's parent."""

    connect: Callable[[], socket.socket]
    program: Program

    def __call__(self) -> socket.socket:
        return self.connect()


class Serve(Protocol):
    """Starts real gunicorn, one process, with so many seconds of grace."""

    def __call__(self, grace: str, change: str = "", *options: str) -> Site: ...


@pytest.fixture
def serving(start: Callable[..., Program], tmp_path: Path) -> Iterator[Serve]:
    """`serving("0.5", "incoming.LIMIT = 1", "--keep-alive", "1")`: the change is Python, made before the start."""
    with ExitStack() as stack:

        def serve(grace: str, change: str = "", *options: str) -> Site:
            with listen("127.0.0.1", 0) as free:
                address = free.getsockname()
            command = [sys.executable, "-c", _SERVE, grace, change, "tests.primetrade.echo:application"]
            command += ["--log-level", "info", "--bind", f"127.0.0.1:{address[1]}", "--threads", str(THREADS)]
            command += ["--worker-class", WORKER_CLASS, "--no-control-socket", *options]
            quiet = dict.fromkeys(("SECRET_KEY", "TOKEN_KEYS", "DATABASE_URL"), "")
            data = {"PRIMETRADE_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "primetrade.settings"} | {
                "DEBUG": "true"
            }
            program = start(command, ENVIRONMENT | quiet | data)
            assert program.prints("Booting worker"), program.printed()

            def connect() -> socket.socket:
                return stack.enter_context(socket.create_connection(address[:2], timeout=WAIT_SECONDS))

            return Site(connect, program)

        yield serve
