"""The door to uv: runs it with a person's registries and nothing else of their settings. Decides nothing about wheels."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from subprocess import CompletedProcess

from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.adapters.wheels.index_settings import environment_of_uv
from meshctl.adapters.wheels.pip_configuration import pip_configuration
from meshctl.adapters.wheels.uv_configuration import uv_configuration
from meshctl.errors import ProgramFailed
from meshctl.masking.masked_text import masking

_HOW_TO_GET_IT = "install meshctl anew, which brings uv with it"
_ALWAYS = ("--no-config", "--no-progress", "--color=never", "--no-python-downloads")
# A pinned version is looked for in all registries, as pip does: one of one's own may have it for some platforms only.
_WHERE = ("--index-strategy=unsafe-best-match",)


def settings_of_uv() -> dict[str, str]:
    """What uv is told of this environment and of this person's files. Raises `PackagingFailed` for a broken one."""
    pip, uv = pip_configuration(os.environ, Path(sys.prefix)), uv_configuration(os.environ)
    return environment_of_uv(os.environ, pip, uv)


def run_uv(arguments: Sequence[str], seconds: float, directory: Path) -> CompletedProcess[bytes]:
    """Runs a command of uv in a directory; what it complains of is without secrets.

    Raises `ProgramFailed` where it cannot be started, or gives no answer in time.
    """
    environment = settings_of_uv()
    no_index = environment.pop("UV_NO_INDEX", "false") == "true"
    done = run_program(
        [_uv(), *arguments, *_ALWAYS, *_WHERE, *(["--no-index"] if no_index else [])],
        Purpose.UV,
        seconds=seconds,
        more=environment,
        directory=directory,
        missing=_HOW_TO_GET_IT,
        slow="is the package registry slow? run the command again: uv keeps what it has",
    )
    complaints = masking(environment)(done.stderr.decode("utf-8", "replace")) if done.stderr else ""
    return CompletedProcess(done.args, done.returncode, done.stdout, complaints.encode())


def _uv() -> str:
    from uv import find_uv_bin  # noqa: PLC0415  only who installs needs it

    try:
        return find_uv_bin()
    except FileNotFoundError as error:
        raise ProgramFailed("uv, which meshctl installs wheels with, is not there", _HOW_TO_GET_IT) from error
