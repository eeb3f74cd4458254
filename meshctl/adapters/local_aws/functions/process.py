"""One process of one function: started, given events one after the other, frozen in between, ended with all it started."""

import fcntl
import json
import os
import select
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from meshctl.adapters.local_aws.functions.process_groups import ProcessGroups

MAIN = Path(__file__).with_name("function_main.py")
LOG_BYTES = 256 * 1024
ANSWER_BYTES = 64 * 1024 * 1024  # JSON within JSON; `function_main` holds to Lambda's limit of a response
LENGTH = struct.Struct(">Q")
FREEZES = sys.platform == "linux"  # there the kernel ends what is frozen when the embedded AWS dies
Frame = dict[str, Any]


@dataclass(frozen=True)
class Command:
    """What to run: `function_main`, in which environment, in which directory."""

    variables: Mapping[str, str]
    directory: Path


class FunctionProcess:
    """A process of a function, of which one thread at a time knows. Its files are put into `scratch` and vanish."""

    def __init__(self, command: Command, scratch: Path, groups: ProcessGroups) -> None:
        """Start it; what it answers first is whether its code could be loaded."""
        self._groups = groups
        self._output = _appended(scratch)
        requests, self._requests = os.pipe()
        self._answers, answers = os.pipe()
        try:
            self._process = groups.start(lambda: _begin(command, self._output, requests, answers))
        except BaseException:
            self._close()
            raise
        finally:
            os.close(requests)
            os.close(answers)

    @property
    def alive(self) -> bool:
        """Whether it can be given an event."""
        found = os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        return found is None

    def give(self, invocation: Frame) -> None:
        """Hand over an event. One that has died says so by its answer."""
        text = json.dumps(invocation).encode()
        frame = LENGTH.pack(len(text)) + text
        with suppress(BrokenPipeError):
            while frame:
                frame = frame[os.write(self._requests, frame) :]

    def answer(self, seconds: float) -> Frame | None:
        """Wait for its next answer: an empty one when it has died, nothing when the time is up."""
        end = time.monotonic() + seconds
        try:
            length = LENGTH.unpack(self._read(LENGTH.size, end))[0]
            answer: Frame = json.loads(self._read(min(length, ANSWER_BYTES), end))
        except TimeoutError:
            return None
        except (struct.error, ValueError):
            return {}
        return answer

    def log(self) -> bytes:
        """Give what it has printed since the last time, or the end of that."""
        self._output.seek(max(0, self._output.seek(0, os.SEEK_END) - LOG_BYTES))
        log = self._output.read()
        self._output.truncate(0)
        return log

    def freeze(self) -> None:
        """Let nothing of it go on until `thaw`."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def end(self) -> int:
        """End it with all it started; gives its status. Its output can still be read."""
        self._close()
        return self._groups.end(self._process)

    def _close(self) -> None:
        os.close(self._requests)
        os.close(self._answers)

    def _signal(self, number: signal.Signals) -> None:
        if FREEZES:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)

    def _read(self, size: int, end: float) -> bytes:
        """Read so many bytes, or fewer when it has died; `TimeoutError` when they do not come."""
        pieces: list[bytes] = []
        while size > 0:
            if not select.select([self._answers], [], [], max(0.0, end - time.monotonic()))[0]:
                raise TimeoutError
            piece = os.read(self._answers, min(size, 65536))
            if not piece:
                break
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)


def _appended(scratch: Path) -> IO[bytes]:
    """A file that nobody else finds, whose writers go on at its end when it has been emptied."""
    file = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115 - as long as the process
    fcntl.fcntl(file, fcntl.F_SETFL, fcntl.fcntl(file, fcntl.F_GETFL) | os.O_APPEND)
    return file


def _begin(command: Command, output: IO[bytes], requests: int, answers: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-I", str(MAIN), str(requests), str(answers)],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=dict(command.variables),
        cwd=command.directory,
        pass_fds=(requests, answers),
        start_new_session=True,
    )
