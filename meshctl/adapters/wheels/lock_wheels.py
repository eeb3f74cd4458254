"""Has uv choose versions of what is wanted, and tell what a project of its own has locked. Nothing of a function's directory is seen by it."""

import platform
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from meshctl.adapters.private.files import write_private
from meshctl.adapters.wheels.failed_installation import essence, way_out
from meshctl.adapters.wheels.run_uv import run_uv, settings_of_uv
from meshctl.errors import PackagingFailed
from meshctl.masking.mask import MASKED
from meshctl.masking.url_secrets import url_tokens
from meshctl.packaging.locks.pinning_files import LockedProject
from meshctl.packaging.locks.uv_lock import allows_python, refuse_stale_lock
from meshctl.packaging.wanted import WantedPackages

LOCK_SECONDS = 600
_LOCK, _PROJECT = "pylock.toml", "pyproject.toml"


def lock_wanted(wanted: WantedPackages, before: str) -> str:
    """The text of a pylock.toml with pins for every processor of Lambda and every Python that is wanted, whoever writes it. Raises `PackagingFailed`."""
    files = {"wanted.in": "\n".join(wanted.requirements), "constraints.txt": "\n".join(wanted.constraints)}
    files |= {_LOCK: before} if before else {}
    options = ["--universal", f"--python-version={wanted.oldest}", "--format=pylock.toml", "--no-build", "--no-header"]
    command = ["pip", "compile", "--quiet", "wanted.in", "--constraints", "constraints.txt", *options, "--no-annotate"]
    absent = "correct the requirements: no versions that have wheels fit together"
    return _without_tokens(
        _answer([*command, "--python", sys.executable, "--output-file", _LOCK], files, _LOCK, absent)
    )


def _without_tokens(lock: str) -> str:
    """A lock is everybody's; the tokens in the addresses of registries are whoever's who has written it."""
    for token in {one for value in settings_of_uv().values() for one in url_tokens(value)}:
        lock = lock.replace(token, MASKED)
    return lock


def export_pins(project: LockedProject) -> str:
    """What uv has locked for the project, as exact pins with markers and hashes. Raises `PackagingFailed`.

    uv looks whether the lock is that of the project only with a Python that the project is for, which may not be here.
    """
    files = {_PROJECT: project.pyproject, "uv.lock": project.lock}
    is_for_this = allows_python(project, platform.python_version())
    if not is_for_this:
        refuse_stale_lock(project)
    options = [
        "--locked" if is_for_this else "--frozen",
        "--offline",
        "--no-emit-project",
        "--no-default-groups",
        "--no-header",
        "--no-annotate",
    ]
    command = ["export", "--quiet", *options, "--python", sys.executable, "--output-file", "pins.txt"]
    return _answer(command, files, "pins.txt", "run `uv lock` in the function's directory")


def _answer(command: list[str], files: Mapping[str, str], wanted: str, absent: str) -> str:
    with TemporaryDirectory(prefix="meshctl-lock-") as scratch:
        for name, text in files.items():
            write_private(Path(scratch, name), text.encode())
        done = run_uv(command, LOCK_SECONDS, Path(scratch))
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace")
            raise PackagingFailed(f"the pins could not be chosen: {essence(said)}", way_out(said, absent, absent))
        return Path(scratch, wanted).read_text(encoding="utf-8")
