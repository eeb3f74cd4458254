"""Finds Terraform on the PATH and asks its version, beforehand where somebody says so. Downloads nothing."""

import json
import shutil
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Thread

from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.adapters.terraform.environment import ALWAYS
from meshctl.errors import TerraformMissing

OLDEST = (1, 10)
"""S3 state locks by itself since Terraform 1.10 (`use_lockfile`)."""
_INSTALL = "install Terraform 1.10 or later (https://developer.hashicorp.com/terraform/install) and put it on the PATH"


@dataclass(frozen=True, slots=True)
class Binary:
    """A usable Terraform: its path, version and platform (`linux_amd64`)."""

    path: str
    version: str
    platform: str


def find_terraform() -> Binary:
    """The Terraform on the PATH; raises `TerraformMissing` where there is none or it is too old, `ProgramFailed` where
    it fails."""
    return being_found().result()


@cache
def being_found() -> "Future[Binary]":
    """The same while it is found: to start Terraform takes a tenth of a second, in which this process may go on."""
    found: Future[Binary] = Future()
    Thread(target=_find_for, args=(found,), daemon=True).start()  # nobody waits for it who has no use for it any more
    return found


def _find_for(found: "Future[Binary]") -> None:
    try:
        found.set_result(_find())
    except BaseException as error:
        being_found.cache_clear()
        found.set_exception(error)


def _find() -> Binary:
    path = shutil.which("terraform")
    if path is None:
        raise TerraformMissing("there is no terraform on the PATH", _INSTALL)
    answer = _version(path)
    version = str(answer["terraform_version"])
    if tuple(int(part) for part in version.split("-", maxsplit=1)[0].split(".")[:2]) < OLDEST:
        raise TerraformMissing(f"Terraform {version} is too old; 1.10 is the oldest that works", _INSTALL)
    return Binary(path, version, str(answer["platform"]))


def _version(path: str) -> dict[str, str]:
    asked = [path, "version", "-json"]
    done = run_program(asked, Purpose.TERRAFORM_LOCALLY, seconds=60, missing=_INSTALL, more=ALWAYS)
    with suppress(ValueError):
        answer = json.loads(done.stdout)
        if isinstance(answer, dict) and {"terraform_version", "platform"} <= {*answer}:
            return answer
    raise TerraformMissing(f'"{path}" does not answer like Terraform{_reason(done.stderr)}', _INSTALL)


def _reason(stderr: bytes) -> str:
    """Its own words, where there are some: a broken configuration of Terraform's is told there."""
    said = " ".join(stderr.decode("utf-8", "replace").split())
    return f": {said[:500]}" if said else ""
