"""The bundle of examples/shop, read and planned by the real Terraform without a network."""

import json
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from meshctl.adapters.bundle_files import write_bundle
from tests.support.rendered import render_shop
from tests.support.terraform_runs import Terraform

from .conftest import SAMPLES

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("bundle")]
STACKS = ("hub", "system-fulfilment", "system-orders", "system-payments", "routes")
Stack = Callable[[str], Path]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory, terraform: Terraform) -> Stack:
    """Gives the initialised directory of a stack of the shop's stage dev, with state on disk."""
    bundle = tmp_path_factory.mktemp("bundle")
    write_bundle(render_shop("dev").bundle, bundle)

    @cache
    def initialise(name: str) -> Path:
        directory = bundle / "stacks" / name
        shutil.copy(SAMPLES / "offline_override.tf.json", directory)
        (directory / "backend_override.tf.json").write_text('{"terraform": {"backend": {"local": {}}}}')
        done = terraform(directory, "init", "-input=false", "-no-color")
        assert done.returncode == 0, done.stderr
        return directory

    return initialise


def rendered(directory: Path) -> dict[str, Any]:
    inputs: dict[str, Any] = json.loads((directory / "stack.auto.tfvars.json").read_text())
    return inputs


@pytest.mark.parametrize("name", STACKS)
def test_what_is_rendered_is_what_terraform_reads_back(name: str, stack: Stack, unconfigured: Terraform) -> None:
    """Terraform drops an unknown key of an object silently, and only warns of an undeclared variable."""
    directory = stack(name)
    inputs = rendered(directory)
    question = "jsonencode({" + ", ".join(f"{variable} = var.{variable}" for variable in inputs) + "})\n"
    read = unconfigured(directory, "console", stdin=question)
    assert read.returncode == 0, read.stderr
    assert json.loads(json.loads(read.stdout)) == inputs


@pytest.mark.parametrize("name", STACKS)
def test_a_stack_can_be_planned_before_any_is_applied(name: str, stack: Stack, terraform: Terraform) -> None:
    directory = stack(name)
    done = terraform(directory, "plan", "-input=false", "-no-color", "-refresh=false")
    assert done.returncode == 0, done.stderr
    assert "0 to change, 0 to destroy" in done.stdout
