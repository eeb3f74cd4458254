"""Guards against work that explodes. They are no measure of speed, which is for benchmarks/; know nothing of meshctl."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

LONG = 20
"""Seconds of the processor: what takes milliseconds never needs them on a busy machine, what explodes always does."""


@contextmanager
def without_exploding() -> Iterator[None]:
    """Fails where the work in it took the processor for LONG seconds."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < LONG


def calls_of(work: Callable[[], object]) -> int:
    """How many functions `work` calls, those of C included: a measure of work that no other process disturbs."""
    count = 0

    def tally(_: FrameType, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
