"""One process of one function: started, given its event, ended at its time limit together with all it started."""

import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from meshctl.adapters.local_aws.functions.process_groups import ProcessGroups

MAIN = Path(__file__).with_name("function_main.py")
LOG_BYTES = 256 * 1024
RESULT_BYTES = 6 * 1024 * 1024  # Lambda's limit
TOO_LARGE = b'{"error": {"errorType": "Function.ResponseSizeTooLarge", "errorMessage": "the response exceeds 6 MB"}}'


@dataclass(frozen=True)
class Command:
    """What to run: function_main's arguments after the descriptor, the environment and the working directory."""

    arguments: Sequence[str]
    variables: Mapping[str, str]
    directory: Path
    seconds: float


@dataclass(frozen=True)
class Ended:
    """What a process left behind; `answer` is `None` when its time was up."""

    answer: bytes | None
    status: int
    milliseconds: int
    log: bytes


def run(command: Command, event: bytes, scratch: Path, groups: ProcessGroups) -> Ended:
    """Run a function once; while it runs, `groups` has it. Files are put into `scratch` and vanish."""
    begun = time.monotonic()
    with tempfile.TemporaryFile(dir=scratch) as stdin, tempfile.TemporaryFile(dir=scratch) as output:
        stdin.write(event)
        stdin.seek(0)
        process, reader = _start(command, stdin, output, groups)
        try:
            answer = _read(reader, begun + command.seconds)
        finally:
            os.close(reader)
            status = groups.end(process)
        return Ended(answer, status, round((time.monotonic() - begun) * 1000), _tail(output))


def _start(
    command: Command, stdin: IO[bytes], output: IO[bytes], groups: ProcessGroups
) -> tuple[subprocess.Popen[bytes], int]:
    """Start the process; gives the end of the pipe from which its answer is read."""
    reader, writer = os.pipe()

    def begin() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", str(MAIN), str(writer), *command.arguments],
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(command.variables),
            cwd=command.directory,
            pass_fds=(writer,),
            start_new_session=True,
        )

    try:
        process = groups.start(begin)
    except BaseException:
        os.close(reader)
        raise
    finally:
        os.close(writer)
    return process, reader


def _read(reader: int, end: float) -> bytes | None:
    """Read until the process closes its end, which it does when it has answered and when it dies."""
    pieces: list[bytes] = []
    size = 0
    while (left := end - time.monotonic()) > 0:
        if not select.select([reader], [], [], left)[0]:
            return None
        piece = os.read(reader, 65536)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        size += len(piece)
        if size > RESULT_BYTES:
            return TOO_LARGE
    return None


def _tail(output: IO[bytes]) -> bytes:
    size = output.seek(0, os.SEEK_END)
    output.seek(max(0, size - LOG_BYTES))
    return output.read()
