"""Programs started by tests: what they print, whose children they are, whether they still live."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

WAIT_SECONDS = 120.0  # it costs time only when something is broken


def eventually(holds: Callable[[], object], *, seconds: float = WAIT_SECONDS) -> bool:
    """Whether `holds` becomes true in time; for what happens in another process."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def children(pid: int) -> list[int]:
    """The direct children of a process."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # ended in between
            continue
        if fields[0] != "Z" and int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def family(pid: int) -> list[int]:
    """All processes below `pid`."""
    return [member for child in children(pid) for member in (child, *family(child))]


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def command_line(pid: int) -> str:
    """What a process was started with."""
    return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")


class Program:
    """A program under test, its output in a file."""

    def __init__(self, command: list[str], *, output: Path, environment: dict[str, str] | None = None) -> None:
        self._output = output
        with output.open("wb") as file:
            self.process = subprocess.Popen(
                command,
                stdout=file,
                stderr=subprocess.STDOUT,
                env=os.environ | (environment or {}),
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self.process.pid

    def printed(self) -> str:
        """Everything it has printed so far."""
        return self._output.read_text(errors="replace")

    def prints(self, text: str, *, seconds: float = WAIT_SECONDS) -> bool:
        """Whether it prints `text` in time; gives up when it ends."""
        eventually(lambda: text in self.printed() or self.process.poll() is not None, seconds=seconds)
        return text in self.printed()

    def send(self, number: int) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def end(self) -> int:
        """Its exit code, when it ends in time."""
        return self.process.wait(timeout=WAIT_SECONDS)

    def clear_away(self) -> None:
        """End whatever is left of it."""
        for pid in [*family(self.pid), self.pid]:
            if alive(pid):
                os.kill(pid, 9)
        self.process.wait()
