"""Child processes. Each has its own session, so that Ctrl-C reaches only the parent, and none outlives it."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def end_with_parent(number: int, parent: int) -> None:
    """Ask the kernel to send this process signal `number` when process `parent`, its parent, dies. Linux only.

    Called in a child before exec. Exits when the parent has died already.
    """
    if _LIBC is None:
        return
    _LIBC.prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os._exit(1)


class Child:
    """A program that is started, watched and ended by this process."""

    def __init__(self, name: str, command: Sequence[str], *, pass_fds: Sequence[int] = ()) -> None:
        self.name = name
        self._command = list(command)
        self._pass_fds = pass_fds
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def start(self) -> None:
        """Start or restart the program."""
        parent = os.getpid()
        self._started = time.monotonic()
        self._process = subprocess.Popen(
            self._command,
            stdin=subprocess.DEVNULL,
            pass_fds=self._pass_fds,
            start_new_session=True,
            preexec_fn=lambda: end_with_parent(signal.SIGTERM, parent),
        )

    @property
    def exit_code(self) -> int | None:
        """None while it runs; negative when a signal ended it."""
        return self._process.poll() if self._process else 0

    @property
    def age(self) -> float:
        """Seconds since the last start."""
        return time.monotonic() - self._started

    def end(self) -> None:
        """Ask it to finish its work and exit."""
        if self._process and self.exit_code is None:
            self._process.terminate()

    def kill(self) -> None:
        """End it and everything it started, at once."""
        if self._process and self.exit_code is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
