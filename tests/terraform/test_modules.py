"""Each module keeps what its own `terraform test` says of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.terraform_runs import Terraform

from .conftest import MODULES, TREE

pytestmark = pytest.mark.terraform


def test_the_files_are_formatted(terraform: Terraform) -> None:
    for part in ("modules", "terraform"):
        done = terraform(TREE, "fmt", "-check", "-recursive", "-diff", part)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_a_module_passes_its_tests(module: str, initialised: Callable[[str], Path], unconfigured: Terraform) -> None:
    done = unconfigured(initialised(f"modules/{module}"), "test", "-no-color")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Success! 0 passed" not in done.stdout, "a module without tests"
