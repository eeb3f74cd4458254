"""Builds environments for programs that are none of meshctl's own libraries, once for each lock file and Python. Imports none of them.

They lie in the cache directory of whoever calls, so that checkouts and installations share them.
"""

import fcntl
import hashlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from meshctl.adapters.private.directories import find_private_directory, private_directory
from meshctl.adapters.private.files import open_private, remove
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.adapters.wheels.failed_installation import essence, way_out
from meshctl.adapters.wheels.run_uv import run_uv
from meshctl.errors import MeshctlError

PREPARE_SECONDS = 120
INSTALL_SECONDS = 1800
READY = ".ready"  # written last: an environment without it is half built


def python_of(directory: Path) -> Path:
    """The interpreter of an environment: what is installed there can be imported in it."""
    return directory / "bin" / "python"


def is_ready(directory: Path) -> bool:
    """Whether the environment was built to its end and its Python is still there."""
    return (directory / READY).is_file() and python_of(directory).exists()


@dataclass(frozen=True, slots=True)
class ProgramEnvironment:
    """The environment of one program: its `name` in the cache, `whose` it is in sentences, and how it is set up.

    `requirements` gives the file with the pinned wheels.
    """

    name: str
    whose: str
    set_up: str
    requirements: Callable[[], Path]

    def directory(self, environment: Mapping[str, str]) -> Path:
        """Where the one for this Python and these pinned requirements belongs, whether it is there or not."""
        lock = hashlib.sha256(self.requirements().read_bytes()).hexdigest()[:16]
        key = f"python{sys.version_info.major}.{sys.version_info.minor}-{lock}"
        return Path(_cache(environment), "meshctl", self.name, key)

    def find(self, environment: Mapping[str, str]) -> Path:
        """The one that is ready. Raises `MeshctlError` where there is none, or where others may have put one."""
        directory = self.directory(environment)
        found = find_private_directory(_cache(environment), "meshctl", self.name, directory.name)
        if not found or not is_ready(directory):
            message = f"{self.whose} environment is not there, or is of another version of meshctl"
            raise MeshctlError(message, self.set_up)
        return directory

    def built(self, environment: Mapping[str, str]) -> Path:
        """The one that is ready, built where it is not; who comes meanwhile waits. Raises `MeshctlError` where that fails."""
        directory = self.directory(environment)
        with self._alone(_cache(environment), directory):
            if not is_ready(directory):
                self._build(directory)
        return directory

    @contextmanager
    def _alone(self, cache: Path, directory: Path) -> Iterator[None]:
        try:
            cache.mkdir(parents=True, exist_ok=True)
            private_directory(cache, "meshctl", self.name)
            lock = os.fdopen(open_private(directory.with_name(f"{directory.name}.lock"), os.O_RDWR | os.O_CREAT))
        except OSError as error:
            raise MeshctlError(
                f"{directory.parent}: {error.strerror}", "make it writable, or set XDG_CACHE_HOME"
            ) from error
        with lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _build(self, directory: Path) -> None:
        remove(directory)
        private_directory(directory.parent, directory.name)
        made = run_program(
            [sys.executable, "-I", "-m", "venv", "--without-pip", str(directory)],
            Purpose.UV,
            seconds=PREPARE_SECONDS,
            missing=f"is this Python still there? {sys.executable}",
        )
        self._refuse_failure(made)
        install = ["pip", "install", "--python", str(python_of(directory)), "--no-build", "--require-hashes", "--quiet"]
        self._refuse_failure(run_uv([*install, "--requirements", str(self.requirements())], INSTALL_SECONDS, directory))
        (directory / READY).touch()

    def _refuse_failure(self, done: CompletedProcess[bytes]) -> None:
        if done.returncode != 0:
            complaints = (done.stderr + done.stdout).decode("utf-8", "replace")
            look = "look at the network and at the settings of pip or uv for the registry"
            raise MeshctlError(
                f"{self.whose} environment cannot be built: {essence(complaints)}", way_out(complaints, look, look)
            )


def _cache(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
