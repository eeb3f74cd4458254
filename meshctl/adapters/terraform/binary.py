"""Finds Terraform on the PATH and asks its version. Downloads nothing."""

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

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


@cache
def find_terraform() -> Binary:
    """The Terraform on the PATH; raises `TerraformMissing` where there is none or it is too old, `ProgramFailed` where
    it fails."""
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
