"""A provider of which it is written down by which hashes it is known is taken; any other one is refused, and left as it is."""

import json
import os
from pathlib import Path

import pytest

from meshctl.adapters.terraform.commands import TerraformCommands
from meshctl.adapters.terraform.environment import terraform_environment
from meshctl.adapters.terraform.toolchain import find_toolchain
from meshctl.catalogue.cascade import own_default
from meshctl.errors import TerraformFailed
from tests.support.catalogues import write_catalogue
from tests.support.running import meshctl

pytestmark = pytest.mark.terraform
VERSION = own_default("mesh", "aws_provider")
REQUIRED = {"terraform": {"required_providers": {"aws": {"source": "hashicorp/aws", "version": VERSION}}}}


def test_what_is_locked_is_taken_and_another_provider_is_refused(tmp_path: Path) -> None:
    catalogue, root = write_catalogue(tmp_path / "catalogue"), tmp_path / "root"
    done = meshctl(catalogue, "provider", "lock")
    name = f"aws-provider-{VERSION}.lock.hcl"
    assert (done.code, done.out.split()[0]) == (0, name)
    assert meshctl(catalogue, "check").code == 0
    lock = (catalogue / name).read_text()
    _initialise(root, lock)
    assert (root / ".terraform.lock.hcl").read_text() == lock
    other = lock.replace("h1:", "h1:0000", 1)
    with pytest.raises(TerraformFailed) as failed:
        _initialise(root, other)
    assert "meshctl provider lock" in failed.value.hint
    assert (root / ".terraform.lock.hcl").read_text() == other


def _initialise(root: Path, lock: str) -> None:
    root.mkdir(exist_ok=True)
    (root / "provider_override.tf.json").write_text(json.dumps(REQUIRED))
    (root / "versions.tf.json").write_text(json.dumps(REQUIRED).replace(VERSION, f">= {VERSION}"))
    (root / ".terraform.lock.hcl").write_text(lock)
    toolchain, own = find_toolchain(os.environ, VERSION), root.parent / "own.rc"
    own.write_text(toolchain.cli_configuration)
    environment = terraform_environment(os.environ, own if toolchain.cli_configuration else None)
    TerraformCommands(toolchain.terraform.path, environment).init(root, lambda message: None, is_locked=True)


def test_a_platform_that_is_none_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "provider", "lock", "--platform", "-net-mirror=x")
    assert (done.code, "named like linux_amd64" in done.err) == (2, True)
