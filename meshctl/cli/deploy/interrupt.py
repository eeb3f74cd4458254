"""Ctrl-C while Terraform runs: passed on once, then waited for. Never escalates: a killed Terraform loses its state."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from meshctl.ports import StackPlanner, StackRunner, Tell

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def interruptible(runner: StackRunner | StackPlanner, tell: Tell) -> Iterator[Event]:
    """Gives an event that is set once the operator has said stop; Terraform has been told then."""
    stop = Event()

    def on_signal(*_: object) -> None:
        word = (
            "still waiting for Terraform to stop"
            if stop.is_set()
            else "stopping: waiting for Terraform to write its state"
        )
        if not stop.is_set():
            stop.set()
            runner.interrupt()  # before the telling: whatever is told after "stopping" was begun before it
        tell("meshctl", f"{word} (up to 40 s; a killed Terraform would lose it)")

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
