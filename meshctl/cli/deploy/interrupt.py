"""Ctrl-C while Terraform runs, or a terminal that is closed: passed on once, then waited for. Never escalates: a killed Terraform loses its state."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from meshctl.ports import StackPlanner, StackRunner, Tell

_FOR_TERRAFORM = "waiting for Terraform to write its state (up to 40 s; a killed Terraform would lose it)"
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def interruptible(runner: StackRunner | StackPlanner, tell: Tell, waiting: str = _FOR_TERRAFORM) -> Iterator[Event]:
    """Gives an event that is set once the operator has said stop; Terraform has been told then.

    `waiting` says what is waited for.
    """
    stop = Event()
    stopping: list[Thread] = []

    def say_stop(*, again: bool) -> None:
        if not again:
            runner.interrupt()  # before the telling: whatever is told after "stopping" was begun before it
        tell("meshctl", f"{'still stopping' if again else 'stopping'}: {waiting}")

    def on_signal(*_: object) -> None:
        # In a thread: what is interrupted here may be telling something itself, or hold a lock that is needed.
        stopping.append(Thread(target=say_stop, kwargs={"again": stop.is_set()}))
        stop.set()
        stopping[-1].start()

    before = {number: signal.signal(number, on_signal) for number in _SIGNALS if not _is_to_go_on_after(number)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for one in stopping:
            one.join()


def _is_to_go_on_after(number: signal.Signals) -> bool:
    """Whether whoever has started meshctl wants it to outlive the terminal (`nohup`)."""
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN
