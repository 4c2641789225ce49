"""A PostgreSQL 15 primary and its streaming replica, made for one test session in a folder that goes with it."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

from primetrade.server.children import end_with_parent

from .packages import POSTGRESQL_BIN
from .processes import WAIT_SECONDS

INITDB = ("--auth=trust", "--username=postgres", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
BASE_BACKUP = ("--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync")
# The cluster lives for one session: nothing in it has to survive a power cut.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "wal_level": "replica",
    "hot_standby": "on",
}


class Cluster:
    """The primary and the replica, with their URLs."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="primetrade-postgresql-"))
        self._servers: list[subprocess.Popen[bytes]] = []
        self._primary_port = self._replica_port = 0

    def start(self) -> None:
        """Make both and start them; returns when both answer. Raises RuntimeError with PostgreSQL's own words."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
        self._folder.chmod(0o755)
        primary, replica = self._folder / "primary", self._folder / "replica"
        self._run("initdb", "-D", primary, *INITDB)
        self._primary_port = self._serve(primary)
        primary_url = self._url(self._primary_port, "postgres")
        self._run("pg_basebackup", "-d", primary_url, "-D", replica, *BASE_BACKUP)
        self._replica_port = self._serve(replica)

    @property
    def primary_url(self) -> str:
        """Where tests write."""
        return self._url(self._primary_port, "primetrade")

    @property
    def replica_url(self) -> str:
        """Where tests may read what the primary has sent on."""
        return self._url(self._replica_port, "primetrade")

    def stop(self) -> None:
        """End both, the replica first, and remove the folder."""
        for server in reversed(self._servers):
            server.send_signal(signal.SIGINT)
        for server in reversed(self._servers):
            try:
                server.wait(timeout=60)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        self._servers.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _serve(self, data: Path) -> int:
        port = _free_port()
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        parent = os.getpid()
        with (self._folder / f"{data.name}.log").open("wb") as log:
            server = subprocess.Popen(
                [POSTGRESQL_BIN / "postgres", "-D", data, "-p", str(port), *options],
                stdout=log,
                stderr=log,
                preexec_fn=lambda: end_with_parent(signal.SIGINT, parent),
                start_new_session=True,
                **self._as_postgres(),
            )
        self._servers.append(server)
        deadline = time.monotonic() + WAIT_SECONDS
        while not _answers(self._url(port, "postgres")):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start:\n{Path(log.name).read_text()[-2000:]}")
            time.sleep(0.02)
        return port

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = subprocess.run([POSTGRESQL_BIN / program, *arguments], capture_output=True, **self._as_postgres())
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{done.stderr.decode(errors='replace')[-2000:]}")

    def _as_postgres(self) -> dict:
        """PostgreSQL refuses to run as root."""
        account = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        return {"cwd": "/", **account}

    def _url(self, port: int, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{port}/{database}"


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
