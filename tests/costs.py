"""Processor time as a ratio: what else runs on the machine slows both sides, so no test asserts seconds."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 3


def cost_ratio(work: Callable[[], object], reference: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """How many times the processor time of `reference` `work` takes: the least of each, measured in turns."""
    pairs = [(processor_seconds(work), processor_seconds(reference)) for _ in range(rounds)]
    return min(pair[0] for pair in pairs) / min(pair[1] for pair in pairs)


def processor_seconds(work: Callable[[], object]) -> float:
    """What `work` takes of a core, in seconds: to be divided by another such figure, never asserted."""
    began = time.process_time()
    work()
    return time.process_time() - began
