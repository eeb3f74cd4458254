"""The processes of functions that run now, so that none outlives its function, nor any the embedded AWS.

A process may leave its group and lose its parent. On Linux the nearest of its forebears that has said so takes it then
(prctl(2), PR_SET_CHILD_SUBREAPER): its function's own process while that lives (`function_main`), afterwards this one.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from ctypes import CDLL
from pathlib import Path

ROUNDS = 100
"""How often it is looked for what has forked meanwhile."""
_TAKE_ORPHANS = 36


class ProcessGroups:
    """Knows the processes by their ids; one is ended only while it is known, which is until it is reaped."""

    def __init__(self) -> None:
        self._groups: set[int] = set()
        self._changing = threading.Lock()
        self._closed = False
        self._starter = ThreadPoolExecutor(1, "functions")  # Linux ends them with the thread that has begun them
        if sys.platform == "linux":
            CDLL(None).prctl(_TAKE_ORPHANS, 1, 0, 0, 0)

    def start(self, begin: Callable[[], "subprocess.Popen[bytes]"]) -> "subprocess.Popen[bytes]":
        """Begin a process, the leader of its group, and remember it; end it at once when everything is ending."""
        with self._changing:  # else it would be taken for what another one has left behind
            process = self._starter.submit(begin).result()
            self._groups.add(process.pid)
            if self._closed:
                _kill_group(process.pid)
            return process

    def end(self, process: "subprocess.Popen[bytes]") -> int:
        """End a process with all it started, wherever that has gone, and forget it; gives its status."""
        _kill_group(process.pid)
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        with self._changing:  # until it is reaped, its id is its own
            status = process.wait()
            self._groups.discard(process.pid)
            self._end_orphans()
            return status

    def end_all(self) -> None:
        """End every process, and every one that still begins."""
        with self._changing:
            self._closed = True
            for pid in self._groups:
                _kill_group(pid)
                os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
            self._end_orphans()

    def _end_orphans(self) -> None:
        for _ in range(ROUNDS):
            orphans = _children() - self._groups
            if not orphans:
                return
            for pid in filter(_kill, orphans):
                os.waitpid(pid, 0)


def _children() -> set[int]:
    """The processes whose parent this one is (proc(5): in /proc/PID/stat, the second field behind the name)."""
    found = set[int]()
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            after_the_name = path.read_bytes().rpartition(b")")[2].split()
            if int(after_the_name[1]) == os.getpid():
                found.add(int(path.parent.name))
    return found


def _kill_group(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def _kill(pid: int) -> bool:
    """Whether it ends; a program that changes its user may not be ended."""
    with suppress(PermissionError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False
