"""The processes of functions that run now, so that none outlives the embedded AWS."""

import os
import signal
import threading
from contextlib import suppress


class ProcessGroups:
    """Knows the processes by their ids; one is ended only while it is known, which is until it is reaped."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._changing = threading.Lock()
        self._closed = False

    def begun(self, pid: int) -> None:
        """Remember a process, the leader of its group; end it at once when everything is ending."""
        with self._changing:
            self._groups.add(pid)
            if self._closed:
                _kill(pid)

    def end(self, pid: int) -> None:
        """End a process with all it started, and forget it; it must not have been reaped yet."""
        with self._changing:
            self._groups.discard(pid)
            _kill(pid)

    def end_all(self) -> None:
        """End every process, and every one that still begins."""
        with self._changing:
            self._closed = True
            for pid in self._groups:
                _kill(pid)


def _kill(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
