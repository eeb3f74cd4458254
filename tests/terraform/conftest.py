"""What the tests of the hand-written Terraform share: an initialised copy of it. Nothing here runs inside the tree."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

TREE = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "samples"
ROOTS = ("hub", "system", "routes")
MODULES = tuple(sorted(path.name for path in (TREE / "modules").iterdir() if path.is_dir()))

Terraform = Callable[..., subprocess.CompletedProcess[str]]


def mirrors() -> Iterator[Path]:
    """Directories that may hold a registry.terraform.io tree: a setting, Terraform's own places, optional software."""
    if setting := os.environ.get("MESHCTL_PROVIDER_MIRROR"):
        yield Path(setting)
    yield Path.home() / ".terraform.d" / "plugins"
    yield Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "terraform" / "plugins"
    yield from sorted(path.parent for path in (Path("/") / "opt").glob("*/registry.terraform.io"))


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """Runs Terraform in a directory, with providers from a mirror if this machine has one, else from the registry."""
    config = tmp_path_factory.mktemp("config") / "terraform.rc"
    mirror = next((path for path in mirrors() if (path / "registry.terraform.io").is_dir()), None)
    sources = f"filesystem_mirror {{\n path = {json.dumps(str(mirror))}\n }}" if mirror else "direct {}"
    config.write_text(f"disable_checkpoint = true\nprovider_installation {{\n {sources}\n}}\n")
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": str(config), "TF_IN_AUTOMATION": "1"}

    def run(directory: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        command = ["terraform", *arguments]
        return subprocess.run(
            command, cwd=directory, env=environment, input=stdin, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture(scope="session")
def initialised(tmp_path_factory: pytest.TempPathFactory, terraform: Terraform) -> Callable[[str], Path]:
    """Gives the initialised copy of "modules/<name>" or "terraform/<root>"; a root has its sample and runs offline."""
    copy = tmp_path_factory.mktemp("tree")
    for part in ("modules", "terraform"):
        shutil.copytree(TREE / part, copy / part, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    for root in ROOTS:
        shutil.copy(SAMPLES / f"{root}.auto.tfvars.json", copy / "terraform" / root)
        shutil.copy(SAMPLES / "offline_override.tf.json", copy / "terraform" / root)

    @cache
    def initialise(name: str) -> Path:
        done = terraform(copy / name, "init", "-input=false", "-no-color")
        assert done.returncode == 0, done.stderr
        return copy / name

    return initialise


@pytest.fixture(scope="session")
def resources(initialised: Callable[[str], Path], terraform: Terraform) -> Callable[[str], list[dict[str, Any]]]:
    """Gives what a root would make of its sample: `resource_changes` of the plan, with `after` and `after_unknown`."""

    @cache
    def planned(root: str) -> list[dict[str, Any]]:
        directory = initialised(f"terraform/{root}")
        done = terraform(directory, "plan", "-input=false", "-no-color", "-refresh=false", "-out=sample.plan")
        assert done.returncode == 0, done.stderr
        shown = json.loads(terraform(directory, "show", "-json", "sample.plan").stdout)
        changes: list[dict[str, Any]] = shown["resource_changes"]
        return changes

    return planned
