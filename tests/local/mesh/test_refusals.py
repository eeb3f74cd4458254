"""What is missing is said in a sentence with a way out, before anything is touched."""

from pathlib import Path

import pytest

from . import catalogues
from .running_mesh import STAGE, RunningMesh, finished

pytestmark = [pytest.mark.local, pytest.mark.terraform]


@pytest.fixture
def mesh(tmp_path: Path) -> RunningMesh:
    """A sound catalogue, with nothing that runs."""
    return RunningMesh(catalogues.gazette(tmp_path))


@pytest.mark.parametrize(
    "command",
    [("plan",), ("apply", "--yes"), ("destroy", "--yes"), ("send", "press/Printed", "--data", "{}")],
    ids=lambda command: command[0],
)
def test_without_the_embedded_aws_a_command_says_how_to_start_it(mesh: RunningMesh, command: tuple[str, ...]) -> None:
    done = mesh.meshctl(*command, "--stage", STAGE, code=1)
    assert done.stderr.endswith("error: the embedded AWS is not running\n  = help: start it: meshctl local up\n")
    assert done.stdout == ""


@pytest.mark.parametrize("command", [("doctor",), ("plan", "--stage", STAGE)], ids=lambda command: command[0])
def test_without_terraform_a_command_says_how_to_get_it(mesh: RunningMesh, tmp_path: Path, command: tuple[str]) -> None:
    done = finished(mesh.begin(*command, PATH=str(tmp_path)))
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "there is no terraform on the PATH" in said
    assert "= help: install Terraform 1.10 or later (https://developer.hashicorp.com/terraform/install)" in said
    assert "Traceback" not in said
