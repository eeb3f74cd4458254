"""Asks Terraform for the hashes of an AWS provider, where that comes from. Writes nothing but in a directory of its own."""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from meshctl.adapters.programs.run_program import run_program
from meshctl.adapters.programs.variables import Purpose
from meshctl.adapters.terraform.environment import ALWAYS
from meshctl.adapters.terraform.leftovers import LOCK_FILE
from meshctl.adapters.terraform.toolchain import Toolchain
from meshctl.errors import TerraformFailed

SECONDS = 600
"""A package of the provider has 150 MB, and each platform has its own."""
_WAY_OUT = "look at the network, or name a mirror that has it for these platforms (docs/how-to/provider-mirror.md)"


def provider_lock(toolchain: Toolchain, platforms: Iterable[str]) -> bytes:
    """Terraform's lock file for the provider of a toolchain, with its hashes on these platforms (`linux_amd64`).

    Raises `TerraformFailed` where it cannot be had for one of them.
    """
    with TemporaryDirectory(prefix="meshctl-provider-") as scratch:
        directory = Path(scratch)
        (directory / "versions.tf.json").write_text(_required(toolchain.provider_version))
        command = [toolchain.terraform.path, "providers", "lock", "-no-color", *_options(toolchain, platforms)]
        done = run_program(
            command, Purpose.TERRAFORM_LOCALLY, seconds=SECONDS, missing=_WAY_OUT, more=ALWAYS, directory=directory
        )
        if done.returncode:
            said = " ".join(done.stderr.decode("utf-8", "replace").split())
            raise TerraformFailed(f"terraform providers lock failed: {said}", _WAY_OUT)
        return (directory / LOCK_FILE).read_bytes()


def _options(toolchain: Toolchain, platforms: Iterable[str]) -> list[str]:
    """Terraform asks the registry here, whatever its configuration says, unless it is told of a mirror."""
    mirror = toolchain.provider.mirror
    return [*(f"-platform={one}" for one in platforms), *([f"-fs-mirror={mirror}"] if mirror else [])]


def _required(version: str) -> str:
    return json.dumps({"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": version}}}})
