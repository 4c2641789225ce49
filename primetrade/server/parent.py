"""The parent: starts its children, restarts those that end, and ends them all when asked to."""

import socket
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from .children import Child
from .signals import ENDING, Signals

# Longer than gunicorn's own graceful timeout (web.py), so that nothing is cut off that would have finished.
GRACE_SECONDS = 30.0
# A child that exits sooner than this can't run at all: stop, so that its error shows once, not for ever.
SETTLED_SECONDS = 10.0
RESTART_SECONDS = 0.5


def look_after(
    children: Sequence[Child],
    *,
    listener: socket.socket,
    probe: socket.socket,
    when_serving: Callable[[], None],
    say: Callable[[str], None],
) -> int:
    """Run the children until TERM, INT or HUP; returns the exit code. From then on nobody can connect to `listener`.

    `probe` is a connection with a request under way; `when_serving` is called when its answer begins to arrive.
    """
    with Signals() as signals:
        for child in children:
            child.start()
        code = _watch(children, signals, probe, when_serving, say)
        say("Stopping …")
        _refuse_connections(listener)
        _end(children, signals)
    return code


def _watch(
    children: Sequence[Child],
    signals: Signals,
    probe: socket.socket,
    when_serving: Callable[[], None],
    say: Callable[[str], None],
) -> int:
    waiting_for = [probe]
    while True:
        if signals.wait(None, also=waiting_for) & ENDING:
            return 0
        if waiting_for and _answered(probe):
            waiting_for.clear()
            when_serving()
        for child in children:
            code = child.exit_code
            if code is None:
                continue
            if code >= 0 and child.age < SETTLED_SECONDS:
                say(f"The {child.name} process ended with code {code} right after its start; PrimeTrade stops.")
                return 1
            say(f"The {child.name} process ended ({code}); it is started again.")
            if signals.wait(RESTART_SECONDS) & ENDING:
                return 0
            child.start()


def _answered(probe: socket.socket) -> bool:
    """Whether the probe has something to read or has failed; then it is closed."""
    try:
        probe.recv(1)
    except BlockingIOError:
        return False
    except OSError:
        pass
    probe.close()
    return True


def _refuse_connections(listener: socket.socket) -> None:
    """Shut the socket down as well: the web process keeps it open until its last answer, so clients would wait."""
    with suppress(OSError):  # not every system supports it
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()


def _end(children: Sequence[Child], signals: Signals) -> None:
    """TERM to all; KILL after GRACE_SECONDS, or at once on a second signal."""
    for child in children:
        child.end()
    deadline = time.monotonic() + GRACE_SECONDS
    while _running(children):
        left = deadline - time.monotonic()
        if left <= 0 or signals.wait(left) & ENDING:
            break
    for child in children:
        child.kill()


def _running(children: Iterable[Child]) -> bool:
    return any(child.exit_code is None for child in children)
