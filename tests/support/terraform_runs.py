"""Terraform as tests run it: the program itself, with providers from a mirror if this machine has one."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from meshctl.adapters.bundle_files import write_bundle
from meshctl.adapters.terraform.binary import find_terraform
from meshctl.adapters.terraform.environment import terraform_environment
from meshctl.adapters.terraform.find_provider import cli_configuration, find_provider
from meshctl.adapters.terraform.leftovers import forget_hashes
from meshctl.catalogue.cascade import own_default
from meshctl.render import Bundle

Terraform = Callable[..., subprocess.CompletedProcess[str]]
OFFLINE = Path(__file__).parents[1] / "terraform" / "samples" / "offline_override.tf.json"
STATE_ON_DISK = '{"terraform": {"backend": {"local": {}}}}'


def terraform_in(configuration: Path) -> Terraform:
    """Runs Terraform in a directory; its own settings are written into `configuration`."""
    mirror = find_provider(os.environ, find_terraform().platform, own_default("mesh", "aws_provider")).mirror
    config = configuration / "terraform.rc"
    config.write_text(cli_configuration(mirror) if mirror else "")
    environment = terraform_environment(os.environ, config if mirror else None)

    def run(directory: Path, *arguments: str, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["terraform", *arguments],
            cwd=directory,
            env=environment | more,
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def succeeds(done: subprocess.CompletedProcess[str]) -> str:
    """What a run has printed that had to succeed."""
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def planned_offline(bundle: Bundle, directory: Path, terraform: Terraform) -> list[dict[str, Any]]:
    """What Terraform would make of a bundle that is one root, by the real provider without a network."""
    write_bundle(bundle, directory)
    shutil.copy(OFFLINE, directory)
    (directory / "backend_override.tf.json").write_text(STATE_ON_DISK)
    succeeds(terraform(directory, "init", "-input=false", "-no-color"))
    forget_hashes(directory)
    succeeds(terraform(directory, "plan", "-input=false", "-no-color", "-refresh=false", "-out=bundle.plan"))
    changes: list[dict[str, Any]] = json.loads(succeeds(terraform(directory, "show", "-json", "bundle.plan")))[
        "resource_changes"
    ]
    return changes
