"""checkov's environment: built once, by its lock file and Python, and found again."""

import os
import subprocess
from pathlib import Path

import pytest

from meshctl.adapters.environments.program_environment import is_ready, python_of
from meshctl.adapters.policy.environment import CHECKOV
from meshctl.errors import MeshctlError

HERE = dict(os.environ)


@pytest.mark.policy
def test_the_environment_has_checkov_and_parliament() -> None:
    python = python_of(CHECKOV.built(HERE))
    said = subprocess.run([python, "-c", "import checkov.main, parliament"], capture_output=True, text=True, check=True)
    assert said.stdout == ""


def test_an_environment_that_is_not_there_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(MeshctlError) as caught:
        CHECKOV.find({"XDG_CACHE_HOME": str(tmp_path)})
    assert "meshctl policy --set-up" in caught.value.hint


def test_a_half_built_environment_is_not_ready(tmp_path: Path) -> None:
    directory = CHECKOV.directory({"XDG_CACHE_HOME": str(tmp_path)})
    python_of(directory).parent.mkdir(parents=True)
    python_of(directory).touch()
    assert not is_ready(directory)


def test_an_environment_whose_python_is_gone_is_not_ready(tmp_path: Path) -> None:
    directory = CHECKOV.directory({"XDG_CACHE_HOME": str(tmp_path)})
    directory.mkdir(parents=True)
    (directory / ".ready").touch()
    assert not is_ready(directory)
