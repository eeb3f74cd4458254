"""The hooks for pre-commit: those that a catalogue's repository uses, and our own."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.policies import judge
from tests.support.running import in_process

from .documents import ROOT

OFFERED: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
OWN: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]


OF_THE_CATALOGUE = [hook for hook in OFFERED if hook["id"] != "meshctl-policy"]


@pytest.mark.parametrize("hook", OF_THE_CATALOGUE, ids=lambda hook: hook["id"])
def test_an_offered_hook_passes_a_sound_catalogue(hook: dict[str, Any]) -> None:
    program, *arguments = hook["entry"].split()
    assert program == "meshctl"
    assert in_process(*arguments, "--catalogue", str(ROOT / "examples" / "shop" / "catalogue")).code == 0


@pytest.mark.policy
def test_the_hook_for_terraform_passes_what_violates_no_policy(tmp_path: Path) -> None:
    (hook,) = (hook for hook in OFFERED if hook["id"] == "meshctl-policy")
    (tmp_path / "main.tf").write_text('resource "aws_cloudwatch_event_bus" "own" {\n  name = "own"\n}\n')
    assert hook["entry"] == "meshctl policy"
    assert judge(tmp_path, *hook["args"]).code == 0


def test_our_own_hooks_need_nothing_but_what_setup_installs() -> None:
    assert {one["repo"] for one in OWN} == {"local"}
    programs = {hook["entry"].split()[0] for one in OWN for hook in one["hooks"]}
    assert programs == {".venv/bin/ruff", ".venv/bin/meshctl", "terraform"}
