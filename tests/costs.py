"""Costs that no other program on the machine changes: counted calls, and processor time as a ratio, never seconds."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

ROUNDS = 3
# A few milliseconds are at the mercy of what else the processor's caches hold: such work is measured again until both
# sides took this together, but not for ever.
ENOUGH_SECONDS, ROUNDS_MOST = 0.3, 50


def cost_ratio(work: Callable[[], object], reference: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """How many times the processor time of `reference` `work` takes: the least of each, measured in turns.

    `rounds` is for what takes long; short work gets more. Garbage of the whole run is not collected meanwhile.
    """
    pairs: list[tuple[float, float]] = []
    gc.collect()
    gc.disable()
    try:
        while len(pairs) < rounds or (sum(map(sum, pairs)) < ENOUGH_SECONDS and len(pairs) < ROUNDS_MOST):
            pairs.append((processor_seconds(work), processor_seconds(reference)))
    finally:
        gc.enable()
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


def calls_of(work: Callable[[], object]) -> int:
    """How many functions `work` calls in this thread, of Python and of C: the same number on every machine."""
    count = 0

    def note(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def processor_seconds(work: Callable[[], object]) -> float:
    """What `work` takes of a core, in seconds: to be divided by another such figure, never asserted."""
    began = time.process_time()
    work()
    return time.process_time() - began
