"""A way to the session's PostgreSQL that can be cut and mended, and a worker process that takes it."""

from __future__ import annotations

import selectors
import socket
import sys
import threading
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

WORK = """
import sys
import django
django.setup()
from django.db import connections
from primetrade.jobs import run_worker
from primetrade.server.signals import stop_on_signal
settings = connections["default"].settings_dict
settings["NAME"] = sys.argv[1]
if len(sys.argv) > 2:
    settings["PORT"] = int(sys.argv[2])
    settings["OPTIONS"]["pool"] |= {"timeout": 2}
run_worker(stop_on_signal())
"""


def work_command(database: Any, port: int | None = None) -> list[str]:
    """The worker as a program of its own, on the test's database, by another port where one is given."""
    return [sys.executable, "-c", WORK, str(database), *([str(port)] if port else [])]


class Way:
    """A port of this machine that leads to the database until `cut`; from then on it refuses, until `mend`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._there = (parts.hostname, parts.port)
        self._open: list[socket.socket] = []
        self._listener: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        """Lead there again, by the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._lead, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """End every connection and refuse new ones."""
        listener, self._listener = self._listener, None
        for one in [listener, *self._open]:
            if one is not None:
                _end(one)
        self._open.clear()

    def _lead(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            there = socket.create_connection(self._there)
            self._open += [client, there]
            threading.Thread(target=_pass_on, args=(client, there), daemon=True).start()


def _pass_on(client: socket.socket, there: socket.socket) -> None:
    with selectors.DefaultSelector() as ready:
        ready.register(client, selectors.EVENT_READ, there)
        ready.register(there, selectors.EVENT_READ, client)
        try:
            while True:
                for key, _ in ready.select():
                    data = key.fileobj.recv(65_536)  # type: ignore[union-attr]
                    if not data:
                        return
                    key.data.sendall(data)
        except (OSError, ValueError):
            return
        finally:
            _end(client)
            _end(there)


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()
