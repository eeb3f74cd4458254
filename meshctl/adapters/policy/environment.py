"""Builds the environment in which checkov and parliament run, once for each lock file and Python. Never imports them.

It lies in the cache directory of whoever calls, so that checkouts and installations share it. `python -m` this module
builds it, as `make` does.
"""

import fcntl
import hashlib
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from subprocess import CompletedProcess

from meshctl.adapters.installation import policy_requirements
from meshctl.adapters.private.directories import find_private_directory, private_directory
from meshctl.adapters.private.files import open_private, remove
from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.adapters.wheels.failed_installation import essence, way_out
from meshctl.adapters.wheels.run_uv import run_uv
from meshctl.errors import MeshctlError
from meshctl.results.machine_facts import MachineFact

PREPARE_SECONDS = 120
INSTALL_SECONDS = 1800
_BELOW_CACHE = ("meshctl", "policy")
READY = ".ready"  # written last: an environment without it is half built
SET_UP = "run `meshctl policy --set-up` (once, some minutes)"


def environment_directory(environment: Mapping[str, str]) -> Path:
    """Where the environment for this Python and these pinned requirements belongs, whether it is there or not."""
    lock = hashlib.sha256(policy_requirements().read_bytes()).hexdigest()[:16]
    return Path(_cache(environment), *_BELOW_CACHE, f"python{sys.version_info.major}.{sys.version_info.minor}-{lock}")


def _cache(environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def is_ready(directory: Path) -> bool:
    """Whether the environment was built to its end and its Python is still there."""
    return (directory / READY).is_file() and python_of(directory).exists()


def python_of(directory: Path) -> Path:
    """The environment's interpreter: `-m checkov.main` and `import parliament` work in it."""
    return directory / "bin" / "python"


def find_environment(environment: Mapping[str, str]) -> Path:
    """The environment that is ready. Raises MeshctlError where there is none, or where others may have put one."""
    directory = environment_directory(environment)
    if not find_private_directory(_cache(environment), *_BELOW_CACHE, directory.name) or not is_ready(directory):
        raise MeshctlError("checkov's environment is not there, or is of another version of meshctl", SET_UP)
    return directory


def environment_fact(environment: Mapping[str, str]) -> MachineFact:
    """Whether it is there, for `meshctl doctor`; only `meshctl policy` needs it."""
    try:
        return MachineFact("checkov", True, str(find_environment(environment)))
    except MeshctlError as error:
        return MachineFact(
            "checkov", False, f"{error.message}; only `meshctl policy` needs it", error.hint, needed=False
        )


def set_up_environment(environment: Mapping[str, str]) -> Path:
    """The environment, built where it is not ready; who comes meanwhile waits. Raises MeshctlError where it cannot be built."""
    directory = environment_directory(environment)
    with _alone(_cache(environment), directory):
        if not is_ready(directory):
            _build(directory)
    return directory


@contextmanager
def _alone(cache: Path, directory: Path) -> Iterator[None]:
    try:
        cache.mkdir(parents=True, exist_ok=True)
        private_directory(cache, *_BELOW_CACHE)
        lock = os.fdopen(open_private(directory.with_name(f"{directory.name}.lock"), os.O_RDWR | os.O_CREAT))
    except OSError as error:
        raise MeshctlError(
            f"{directory.parent}: {error.strerror}", "make it writable, or set XDG_CACHE_HOME"
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(directory: Path) -> None:
    remove(directory)
    private_directory(directory.parent, directory.name)
    made = run_program(
        [sys.executable, "-I", "-m", "venv", "--without-pip", str(directory)],
        Purpose.UV,
        seconds=PREPARE_SECONDS,
        missing=f"is this Python still there? {sys.executable}",
    )
    _refuse_failure(made)
    install = ["pip", "install", "--python", str(python_of(directory)), "--no-build", "--require-hashes", "--quiet"]
    _refuse_failure(run_uv([*install, "--requirements", str(policy_requirements())], INSTALL_SECONDS, directory))
    (directory / READY).touch()


def _refuse_failure(done: CompletedProcess[bytes]) -> None:
    if done.returncode != 0:
        complaints = (done.stderr + done.stdout).decode("utf-8", "replace")
        look = "look at the network and at the settings of pip or uv for the registry"
        raise MeshctlError(
            f"checkov's environment cannot be built: {essence(complaints)}", way_out(complaints, look, look)
        )


if __name__ == "__main__":
    try:
        set_up_environment(os.environ)
    except MeshctlError as error:
        sys.exit(f"error: {error.message}; {error.hint}")
