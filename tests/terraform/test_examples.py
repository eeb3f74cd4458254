"""The example on every module's page can be planned, all of them in one root, by the real provider without a network."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.support.terraform_runs import Terraform

from .conftest import MODULES, SAMPLES, TREE

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("examples")]

EXAMPLE = re.compile(r"^## Example$.*?^```hcl\n(.*?)^```$", re.M | re.S)
PROVIDER = 'provider "aws" {\n  region = "eu-west-1"\n}\n'


def example(module: str) -> str:
    found = EXAMPLE.search((TREE / "modules" / module / "README.md").read_text("utf-8"))
    assert found, module
    return found[1]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root of its own with the example of every module in a file of its own."""
    tree = tmp_path_factory.mktemp("examples")
    shutil.copytree(TREE / "modules", tree / "modules", ignore=shutil.ignore_patterns(".terraform*"))
    directory = tree / "terraform" / "examples"
    directory.mkdir(parents=True)
    for module in MODULES:
        (directory / f"{module}.tf").write_text(example(module), "utf-8")
    shutil.copy(SAMPLES / "offline_override.tf.json", directory)
    shutil.copy(TREE / "terraform" / "hub" / "versions.tf", directory)
    (directory / "provider.tf").write_text(PROVIDER)
    return directory


@pytest.fixture(scope="module")
def planned(root: Path, terraform: Terraform) -> dict[str, list[str]]:
    """The kinds of resources that the plan adds, by the name of the example's module block."""
    for arguments in (["init"], ["plan", "-refresh=false", "-out=examples.plan"]):
        done = terraform(root, arguments[0], "-input=false", "-no-color", *arguments[1:])
        assert done.returncode == 0, done.stderr
    changes = json.loads(terraform(root, "show", "-json", "examples.plan").stdout)["resource_changes"]
    kinds: dict[str, list[str]] = {}
    for change in changes:
        kinds.setdefault(change["address"].split(".")[1], []).append(change["type"])
    return kinds


@pytest.mark.parametrize("module", MODULES)
def test_an_example_makes_all_that_its_page_tells_of(module: str, planned: dict[str, list[str]]) -> None:
    page = (TREE / "modules" / module / "README.md").read_text("utf-8")
    told = set(re.findall(r"`(aws_\w+)`", page.partition("## Why")[0]))
    assert set(planned.get(module.replace("-", "_"), [])) == told
    assert told or module == "queue-policy"  # which makes a text


def test_the_examples_are_formatted(root: Path, terraform: Terraform) -> None:
    done = terraform(root, "fmt", "-check", "-diff")
    assert done.returncode == 0, done.stdout
