"""Finds Terraform on the PATH and asks its version. Downloads nothing."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

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
    """The Terraform on the PATH; raises `TerraformMissing` where there is none or it is too old."""
    path = shutil.which("terraform")
    if path is None:
        raise TerraformMissing("there is no terraform on the PATH", _INSTALL)
    answer = _version(path)
    version = str(answer["terraform_version"])
    if tuple(int(part) for part in version.split("-", maxsplit=1)[0].split(".")[:2]) < OLDEST:
        raise TerraformMissing(f"Terraform {version} is too old; 1.10 is the oldest that works", _INSTALL)
    return Binary(path, version, str(answer["platform"]))


def _version(path: str) -> dict[str, str]:
    try:
        done = subprocess.run([path, "version", "-json"], capture_output=True, timeout=60, check=True)
        answer: dict[str, str] = json.loads(done.stdout)
        return answer
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise TerraformMissing(f'"{path}" does not answer like Terraform: {error}', _INSTALL) from error
