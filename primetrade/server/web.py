"""The web process: gunicorn on the parent's socket."""

import os
import sys
from pathlib import Path

WORKER_CLASS = "primetrade.server.gunicorn_worker.GunicornWorker"
LOGGER_CLASS = "primetrade.server.gunicorn_log.GunicornLog"
GRACEFUL_SECONDS = 25
# Longer than proxies keep connections to us (nginx: 60 s), so that they never write to a closing one.
KEEP_ALIVE_SECONDS = 75
_SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (the heartbeat file must not wait for a disk)


def gunicorn_command(*, listener: int, processes: int, threads: int) -> list[str]:
    """The command line that serves `primetrade.wsgi` on the inherited file descriptor `listener`."""
    command = [sys.executable, "-m", "gunicorn", "primetrade.wsgi:application"]
    command += ["--bind", f"fd://{listener}", "--worker-class", WORKER_CLASS, "--logger-class", LOGGER_CLASS]
    command += ["--workers", str(processes), "--threads", str(threads)]
    command += ["--keep-alive", str(KEEP_ALIVE_SECONDS), "--graceful-timeout", str(GRACEFUL_SECONDS)]
    # No header may move the site below another path, no socket file is opened, the application writes the log lines.
    command += ["--forwarder-headers", "", "--no-control-socket", "--log-level", "warning"]
    if os.access(_SHARED_MEMORY, os.W_OK):
        command += ["--worker-tmp-dir", str(_SHARED_MEMORY)]
    return command
