"""The hooks for pre-commit: those that a catalogue's repository uses, and our own."""

from typing import Any

import pytest
import yaml

from tests.support.running import in_process

from .documents import ROOT

OFFERED: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
OWN: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]


@pytest.mark.parametrize("hook", OFFERED, ids=lambda hook: hook["id"])
def test_an_offered_hook_passes_a_sound_catalogue(hook: dict[str, Any]) -> None:
    program, *arguments = hook["entry"].split()
    assert program == "meshctl"
    assert in_process(*arguments, "--catalogue", str(ROOT / "examples" / "shop" / "catalogue")).code == 0


def test_our_own_hooks_need_nothing_but_what_setup_installs() -> None:
    assert {one["repo"] for one in OWN} == {"local"}
    programs = {hook["entry"].split()[0] for one in OWN for hook in one["hooks"]}
    assert programs == {".venv/bin/ruff", ".venv/bin/meshctl", "terraform"}
