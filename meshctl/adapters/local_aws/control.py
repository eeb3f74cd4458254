"""Starts, stops and finds the embedded AWS. Imports neither moto nor flask: `meshctl --help` has to be fast."""

import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from meshctl.adapters.local_aws import journal, state
from meshctl.adapters.local_aws.state import PORT_IN_USE, RunningServer
from meshctl.adapters.private.directories import find_private_directory, private_directory
from meshctl.adapters.private.files import open_private, remove
from meshctl.adapters.programs.environment import NOBODYS_AWS, environment_for
from meshctl.adapters.programs.variables import Purpose
from meshctl.errors import LocalAwsFailed

START_SECONDS = 90  # of which only a busy machine needs more than some
STOP_SECONDS = 10
LOG = "server.log"
LEFT_OVERS = (journal.FILE, LOG, "code", "logs")
MODULE = "meshctl.adapters.local_aws.server"

__all__ = ["RunningServer", "down", "status", "up"]


def up(home: Path, port: int, speed: int, organization: str = "") -> RunningServer:
    """Start the embedded AWS in the background, or give the one that already runs in this HOME.

    All its accounts belong to the AWS organisation that is named, or to none. Port 0 takes a free one. Raises `LocalAwsFailed`
    when it is not installed or does not start in time.
    """
    from meshctl.adapters.local_aws.required_libraries import require_libraries  # noqa: PLC0415  most find one that runs

    require_libraries()
    home = home.absolute()
    _make(home)
    with _alone(home):
        running = status(home)
        if running is None:
            _clear(home)
            running = _start(home, port, speed, organization)
    return running


def down(home: Path) -> bool:
    """Stop the embedded AWS of this HOME; False when none runs. Raises `LocalAwsFailed` when it does not end."""
    running = status(home)
    if running is None:
        return False
    _ask_to_end(home, running)
    if not _within(STOP_SECONDS, lambda: _is_gone(running.pid)):
        raise LocalAwsFailed(
            f"The embedded AWS (process {running.pid}) does not end.", f"Look into {home / LOG}, then end it by hand."
        )
    state.forget(home)
    return True


def status(home: Path) -> RunningServer | None:
    """Give the embedded AWS of this HOME, if it runs: its health has to name the process that holds its note.

    Raises `MeshctlError` where HOME is not private.
    """
    if find_private_directory(home.parent, home.name) is None:
        return None
    running = state.read(home)
    return running if running and _health_pid(running.endpoint) == running.pid else None


def _make(home: Path) -> None:
    try:
        private_directory(home.parent, home.name)
    except OSError as problem:
        raise LocalAwsFailed(f"{home} cannot be made: {problem.strerror}.", "Choose another directory.") from problem


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Let one `up` at a time work in a HOME; the next one finds what this one started."""
    lock = open_private(home / "up.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _clear(home: Path) -> None:
    """Put the old journal aside and remove what the old server left: its state was in memory."""
    state.forget(home)
    if (home / journal.FILE).is_file():
        remove(home / journal.PREVIOUS)
        (home / journal.FILE).replace(home / journal.PREVIOUS)
    for name in LEFT_OVERS:
        remove(home / name)


def _start(home: Path, port: int, speed: int, organization: str) -> RunningServer:
    server = _spawn(home, f"--port={port}", f"--speed={speed}", f"--organization={organization}")
    try:
        _within(START_SECONDS, lambda: server.poll() is not None or _answers(home, server.pid))
        if server.poll() is None and _answers(home, server.pid) and (running := state.read(home)):
            server.returncode = 0  # it outlives this process, and Python takes what nobody waits for as forgotten
            return running
        raise _failure(home, port, server.poll())
    except BaseException:  # interrupted as well: nobody would know of the process any more
        _end(server)
        state.forget(home)
        raise


def _spawn(home: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", MODULE, "--home", str(home), *options]
    with os.fdopen(open_private(home / LOG, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "wb") as log:
        return subprocess.Popen(
            command,
            cwd=home,
            env=environment_for(Purpose.EMBEDDED_AWS, os.environ) | NOBODYS_AWS,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _failure(home: Path, port: int, code: int | None) -> LocalAwsFailed:
    if code == PORT_IN_USE:
        return LocalAwsFailed(f"Port {port} is in use by another program.", "Choose another one with --port.")
    tail = "\n".join((home / LOG).read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
    if code is None:
        return LocalAwsFailed(f"The embedded AWS did not answer within {START_SECONDS} seconds.", tail or "Try again.")
    return LocalAwsFailed(f"The embedded AWS ended with exit code {code}; see {home / LOG}.", tail)


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _answers(home: Path, pid: int) -> bool:
    running = status(home)
    return running is not None and running.pid == pid


def _health_pid(endpoint: str) -> int | None:
    """Ask directly, through no proxy."""
    place = urlsplit(endpoint)
    asking = http.client.HTTPConnection(place.hostname or "", place.port, timeout=2)
    try:
        asking.request("GET", "/_meshctl/health")
        answer = json.loads(asking.getresponse().read())
        return int(answer["pid"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        asking.close()


def _ask_to_end(home: Path, running: RunningServer) -> None:
    """Take hold of the process first: its number may go to another one the moment it ends."""
    if not hasattr(os, "pidfd_open"):
        os.kill(running.pid, signal.SIGTERM)
        return
    with suppress(ProcessLookupError):
        process = os.pidfd_open(running.pid)
        try:
            if state.read(home) == running:
                signal.pidfd_send_signal(process, signal.SIGTERM)
        finally:
            os.close(process)


def _is_gone(pid: int) -> bool:
    """A process of our own has to be reaped before it is gone."""
    with suppress(ChildProcessError):
        return os.waitpid(pid, os.WNOHANG)[0] == pid
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _within(seconds: float, done: Callable[[], bool]) -> bool:
    """Wait until it is done, looking often; False when the time is up."""
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
