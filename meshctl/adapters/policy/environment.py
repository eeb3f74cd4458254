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

from meshctl.adapters.installation import policy_requirements
from meshctl.adapters.pip_wheels import run_pip
from meshctl.adapters.private.directories import find_private_directory, private_directory
from meshctl.adapters.private.files import open_private, remove
from meshctl.adapters.programs.endings import MAKE_ROOM, is_about_a_full_disk
from meshctl.errors import MeshctlError
from meshctl.results.machine_facts import MachineFact

PIP_SECONDS = 1800
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
    """The environment, built where it is not ready; who comes meanwhile waits. Raises MeshctlError where pip fails."""
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
    _run([sys.executable, "-I", "-m", "venv", str(directory)])
    pip = [str(python_of(directory)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--quiet"]
    _run([*pip, "--require-hashes", "--requirement", str(policy_requirements())])
    (directory / READY).touch()


def _run(command: list[str]) -> None:
    done = run_pip(command, PIP_SECONDS)
    if done.returncode != 0:
        raise _failure(*(said.decode("utf-8", "replace") for said in (done.stderr, done.stdout)))


def _failure(stderr: str, stdout: str) -> MeshctlError:
    errors = [line for line in (stderr + stdout).splitlines() if line.startswith("ERROR: ")]
    said = (errors or stderr.strip().splitlines() or ["it said nothing"])[-1].removeprefix("ERROR: ")
    full = is_about_a_full_disk(stderr + stdout)
    way_out = MAKE_ROOM if full else "look at the network and at pip's settings"
    return MeshctlError(f"checkov's environment cannot be built: {said}", way_out)


if __name__ == "__main__":
    try:
        set_up_environment(os.environ)
    except MeshctlError as error:
        sys.exit(f"error: {error.message}; {error.hint}")
