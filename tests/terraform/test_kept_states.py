"""States that could not be written are kept, and of locks that were left it is known; Terraform alone, no provider, no network."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from meshctl.adapters.terraform.commands import TerraformCommands
from meshctl.adapters.terraform.leftovers import begun_applies
from meshctl.adapters.terraform.runner import BundleRunner
from meshctl.errors import MeshctlError, TerraformFailed
from meshctl.progress.steps import line_of

from .test_commands import ONE_AT_A_TIME, QUICK, commands, silent

pytestmark = pytest.mark.terraform


def errored(root: Path) -> Path:
    """Leaves what an apply leaves that has made something and could not write its state."""
    stack = root / "stacks" / "x"
    made = json.loads((stack / "terraform.tfstate").read_text())
    (stack / "terraform.tfstate").write_text(json.dumps({**made, "serial": made["serial"], "resources": []}))
    (stack / "errored.tfstate").write_text(json.dumps({**made, "serial": made["serial"] + 1}))
    return stack / "errored.tfstate"


def test_a_state_that_could_not_be_written_is_kept_before_anything_is_planned(bundle: Callable[[str], Path]) -> None:
    root, told = bundle(QUICK), list[str]()
    runner = BundleRunner(root, commands(), ONE_AT_A_TIME)
    runner.plan("x", destroy=False, tell=silent)
    runner.apply("x", tell=silent)
    left = errored(root)
    runner.keep_state("x", tell=lambda about, step: told.append(line_of(step)))
    assert "writing the state that an earlier apply could not write" in told
    assert runner.plan("x", destroy=False, tell=silent) == ()
    assert not left.exists()


LOCKED = '{"type": "diagnostic", "diagnostic": {"severity": "error", "summary": "Error releasing the state lock"}}'
ENDS = {
    "kill -9 $$": True,
    f"echo '{LOCKED}'; echo 'Error releasing the state lock' >&2; exit 1": True,
    "exit 1": False,
    "exit 0": False,
}


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("command", ["apply", "state push", "import"])
def test_it_is_known_of_whatever_writes_a_state_that_it_has_left_its_lock(
    command: str, ends: str, bundle: Callable[[str], Path]
) -> None:
    root = bundle(QUICK)
    BundleRunner(root, commands(), ONE_AT_A_TIME).plan("x", destroy=False, tell=silent)
    (root / "terraform").write_text(f"#!/bin/sh\n[ $1 = plan ] || {{ {ends}; }}\n")
    (root / "terraform").chmod(0o700)
    runner = BundleRunner(root, TerraformCommands(str(root / "terraform"), {"PATH": os.defpath}), ONE_AT_A_TIME)
    with suppress(TerraformFailed):
        _write_state(runner, command, root / "stacks" / "x")
    assert set(begun_applies(root / "stacks")) == ({"x"} if ENDS[ends] else set())


def _write_state(runner: BundleRunner, command: str, stack: Path) -> None:
    if command == "apply":
        runner.plan("x", destroy=False, tell=silent)
        runner.apply("x", tell=silent)
    elif command == "import":
        runner.take_in("x", {"terraform_data.one": "one"}, tell=silent)
    else:
        (stack / "errored.tfstate").write_text("{}")
        runner.keep_state("x", tell=silent)


def test_one_that_came_along_with_a_catalogue_is_refused(bundle: Callable[[str], Path]) -> None:
    root = bundle(QUICK)
    (root / "stacks" / "x" / "errored.tfstate").write_text("{}")
    with pytest.raises(MeshctlError, match="meshctl has never applied anything there"):
        BundleRunner(root, commands(), ONE_AT_A_TIME).keep_state("x", tell=silent)
