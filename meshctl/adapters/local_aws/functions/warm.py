"""Processes of functions that wait for their next event, as Lambda keeps them: few, not for long, and never an old one."""

import math
import threading
import time
from dataclasses import dataclass

from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.process import FunctionProcess

MOST = 8
"""Processes that wait, of all functions together."""
IDLE_SECONDS = 120
LOOK_SECONDS = 10


@dataclass(frozen=True)
class WarmFunction:
    """A process with the function that it was started for, as that was then, and its log stream."""

    function: RunnableFunction
    process: FunctionProcess
    stream: str


class WarmFunctions:
    """Whoever takes one has it alone; who gives none back has ended it."""

    def __init__(self) -> None:
        self._waiting: list[tuple[float, WarmFunction]] = []  # the longest first
        self._one_at_a_time = threading.Lock()
        self._stopped = threading.Event()
        threading.Thread(target=self._end_idle, name="warm functions", daemon=True).start()

    def take(self, function: RunnableFunction) -> WarmFunction | None:
        """Thaw a process of the function as it is now; those of what it was before are ended."""
        while True:
            old, found = self._taken(function)
            _end(old)
            if found is None or found.process.alive:
                break
            _end([found])
        if found:
            found.process.thaw()
        return found

    def keep(self, warm: WarmFunction) -> None:
        """Have a process wait for the next event; it is frozen already."""
        with self._one_at_a_time:
            self._waiting.append((time.monotonic(), warm))
            surplus = max(0, len(self._waiting) - (0 if self._stopped.is_set() else MOST))
            ended, self._waiting = self._waiting[:surplus], self._waiting[surplus:]
        _end([one for _, one in ended])

    def stop(self) -> None:
        """End those that wait, and let no more wait."""
        self._stopped.set()
        self._end_since(math.inf)

    def _taken(self, function: RunnableFunction) -> tuple[list[WarmFunction], WarmFunction | None]:
        with self._one_at_a_time:
            own = [one for _, one in self._waiting if one.function.arn == function.arn]
            old = [one for one in own if one.function != function]
            found = next((one for one in reversed(own) if one.function == function), None)
            self._waiting = [(at, one) for at, one in self._waiting if one not in old and one is not found]
        return old, found

    def _end_idle(self) -> None:
        while not self._stopped.wait(LOOK_SECONDS):
            self._end_since(time.monotonic() - IDLE_SECONDS)

    def _end_since(self, latest: float) -> None:
        with self._one_at_a_time:
            ended = [one for at, one in self._waiting if at <= latest]
            self._waiting = [(at, one) for at, one in self._waiting if at > latest]
        _end(ended)


def _end(processes: list[WarmFunction]) -> None:
    for one in processes:
        one.process.end()
