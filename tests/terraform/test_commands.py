"""Terraform through meshctl's own door, with resources that Terraform itself brings along: no provider, no network."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.adapters.private.directories import private_directory
from meshctl.adapters.terraform.binary import being_found, find_terraform
from meshctl.adapters.terraform.commands import TerraformCommands
from meshctl.adapters.terraform.environment import terraform_environment
from meshctl.adapters.terraform.messages import Message
from meshctl.adapters.terraform.run_logs import RunLogs
from meshctl.adapters.terraform.runner import BundleRunner
from meshctl.errors import Interrupted, TerraformFailed
from meshctl.plan.changes import ResourceChange
from meshctl.plan.stacks_at_once import StacksAtOnce
from meshctl.progress.steps import StackStep, Told, line_of

pytestmark = pytest.mark.terraform
ONE_AT_A_TIME = StacksAtOnce(1, 1)
QUICK = 'resource "terraform_data" "one" {}\n'
SLOW = 'resource "terraform_data" "one" {\n  provisioner "local-exec" { command = "touch started; sleep 4" }\n}\nresource "terraform_data" "two" { depends_on = [terraform_data.one] }\n'
FAILING = 'resource "terraform_data" "one" {\n  provisioner "local-exec" { command = "exit 3" }\n}\n'


def commands() -> TerraformCommands:
    return TerraformCommands(find_terraform().path, terraform_environment(os.environ, None))


def silent(about: str, told: Told) -> None:
    """Nobody listens."""


def test_what_is_planned_is_applied_and_then_nothing_is_left_to_do(bundle: Callable[[str], Path]) -> None:
    runner = BundleRunner(bundle(QUICK), commands(), ONE_AT_A_TIME)
    assert runner.plan("x", destroy=False, tell=silent) == (ResourceChange("x", "terraform_data.one", "create"),)
    runner.apply("x", tell=silent)
    assert runner.plan("x", destroy=False, tell=silent) == ()


def test_destroying_is_planned_like_everything_else(bundle: Callable[[str], Path]) -> None:
    runner = BundleRunner(bundle(QUICK), commands(), ONE_AT_A_TIME)
    runner.plan("x", destroy=False, tell=silent)
    runner.apply("x", tell=silent)
    assert runner.plan("x", destroy=True, tell=silent) == (ResourceChange("x", "terraform_data.one", "delete"),)


def test_a_directory_is_prepared_once(bundle: Callable[[str], Path]) -> None:
    runner, told = BundleRunner(bundle(QUICK), commands(), ONE_AT_A_TIME), []
    for _ in range(2):
        runner.plan("x", destroy=False, tell=lambda about, step: told.append(line_of(step)))
    assert told.count("preparing") == 1


def test_a_directory_is_prepared_anew_where_a_provider_has_changed_that_it_links_to(
    bundle: Callable[[str], Path], tmp_path: Path
) -> None:
    root, program = bundle(QUICK), tmp_path / "mirror" / "terraform-provider-aws"
    link = root / "stacks" / "x" / ".terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64"
    program.parent.mkdir()
    program.write_bytes(b"program")
    link.parent.mkdir(parents=True)
    link.symlink_to(program.parent)
    runner, told = BundleRunner(root, commands(), ONE_AT_A_TIME), []
    for content in (b"program", b"another"):
        program.write_bytes(content)
        for _ in range(2):
            runner.plan("x", destroy=False, tell=lambda about, step: told.append(line_of(step)))
    assert told.count("preparing") == 2


def test_a_failure_says_what_terraform_said(bundle: Callable[[str], Path]) -> None:
    runner = BundleRunner(bundle(FAILING), commands(), ONE_AT_A_TIME)
    runner.plan("x", destroy=False, tell=silent)
    with pytest.raises(TerraformFailed, match="exit status 3"):
        runner.apply("x", tell=silent)


def test_of_a_failure_it_is_told_where_all_is_that_terraform_said(bundle: Callable[[str], Path]) -> None:
    root, told = bundle(FAILING), []
    logs = RunLogs(private_directory(root, "logs"), "meshctl apply", lambda text: text)
    runner = BundleRunner(root, commands(), ONE_AT_A_TIME, logs)
    runner.plan("x", destroy=False, tell=silent)
    with pytest.raises(TerraformFailed):
        runner.apply("x", tell=lambda about, step: told.append(line_of(step)))
    assert told[-1] == f"failed; what Terraform said is in {root / 'logs' / 'x.log'}"
    assert "would create terraform_data.one" in (log := logs.path("x").read_text()) and "exit status 3" in log


def test_a_plan_is_applied_once(bundle: Callable[[str], Path]) -> None:
    root = bundle(QUICK)
    runner = BundleRunner(root, commands(), ONE_AT_A_TIME)
    runner.plan("x", destroy=False, tell=silent)
    runner.apply("x", tell=silent)
    assert not (root / "stacks" / "x" / "stack.tfplan").exists()


def test_an_interruption_loses_nothing_that_was_begun(bundle: Callable[[str], Path]) -> None:
    root = bundle(SLOW)
    door = commands()
    runner = BundleRunner(root, door, ONE_AT_A_TIME)
    runner.plan("x", destroy=False, tell=silent)
    failures: list[TerraformFailed] = []
    thread = threading.Thread(target=lambda: failures.append(failure_of(lambda: runner.apply("x", tell=silent))))
    thread.start()
    wait_for(root / "stacks" / "x" / "started")
    runner.interrupt()
    thread.join(timeout=300)
    left = {
        change.address: change.action
        for change in BundleRunner(root, commands(), ONE_AT_A_TIME).plan("x", destroy=False, tell=silent)
    }
    assert (len(failures), left) == (1, {"terraform_data.one": "replace", "terraform_data.two": "create"})


def test_after_an_interruption_nothing_more_is_started(bundle: Callable[[str], Path]) -> None:
    runner, told = BundleRunner(bundle(QUICK), commands(), ONE_AT_A_TIME), []
    runner.interrupt()
    with pytest.raises(Interrupted):
        runner.plan("x", destroy=False, tell=lambda about, step: told.append(line_of(step)))
    assert told == []


def test_what_is_destroyed_is_not_called_applied(bundle: Callable[[str], Path]) -> None:
    runner, told = BundleRunner(bundle(QUICK), commands(), ONE_AT_A_TIME), list[Told]()
    for destroy in (False, True):
        runner.plan("x", destroy=destroy, tell=silent)
        runner.apply("x", tell=lambda about, step: told.append(step))
    assert [step.line for step in told if isinstance(step, StackStep)] == [
        "applying",
        "applied",
        "destroying",
        "destroyed",
    ]


def test_a_registry_that_cannot_be_reached_is_explained(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('terraform {\n  required_providers { aws = { source = "hashicorp/aws" } }\n}\n')
    nowhere = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "TF_REGISTRY_CLIENT_TIMEOUT": "1",
        "TF_REGISTRY_DISCOVERY_RETRY": "0",
    }
    (tmp_path / "empty.rc").write_text("provider_installation { direct {} }")
    environment = terraform_environment(os.environ | nowhere, tmp_path / "empty.rc")
    with pytest.raises(TerraformFailed) as failed:
        TerraformCommands(find_terraform().path, environment).init(tmp_path, lambda message: None)
    assert "mirror" in failed.value.hint


def failure_of(call: Callable[[], object]) -> TerraformFailed:
    with pytest.raises(TerraformFailed) as failed:
        call()
    return failed.value


def wait_for(path: Path, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, f"{path.name} did not appear"
        time.sleep(0.05)


def test_what_terraform_says_arrives_line_by_line(bundle: Callable[[str], Path]) -> None:
    root = bundle(QUICK)
    heard: list[Message] = []
    door = commands()
    door.init(root / "stacks" / "x", heard.append)
    door.plan(root / "stacks" / "x", heard.append)
    assert Message("planned", "terraform_data.one", "create") in heard


@pytest.mark.parametrize(
    "variable", ["TF_CLI_ARGS", "TF_CLI_ARGS_version", "TF_REATTACH_PROVIDERS", "TF_LOG", "TF_LOG_PATH"]
)
def test_a_persons_own_settings_do_not_hide_which_terraform_it_is(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "-nonsense")
    assert being_found.__wrapped__().result() == find_terraform()


def test_a_terraform_that_is_killed_says_so(bundle: Callable[[str], Path], tmp_path: Path) -> None:
    (tmp_path / "terraform").write_text("#!/bin/sh\nkill -9 $$\n")
    (tmp_path / "terraform").chmod(0o700)
    runner = BundleRunner(
        bundle(QUICK), TerraformCommands(str(tmp_path / "terraform"), {"PATH": os.defpath}), ONE_AT_A_TIME
    )
    failed = failure_of(lambda: runner.plan("x", destroy=False, tell=silent))
    assert "it was killed (SIGKILL)" in failed.message
    assert "memory" in failed.hint


def test_what_a_killed_meshctl_has_begun_is_finished_by_terraform(bundle: Callable[[str], Path]) -> None:
    root = bundle(SLOW)
    subprocess.run([sys.executable, "-c", KILLED, str(root)], check=False)
    with bundle_lock(root / "x", silent):  # held by Terraform until it is done
        left = BundleRunner(root, commands(), ONE_AT_A_TIME).plan("x", destroy=False, tell=silent)
    assert left == ()


KILLED = """
import os, sys, threading, time
from pathlib import Path
from meshctl.adapters.bundle_lock import bundle_lock
from meshctl.adapters.terraform.run_logs import RunLogs
from meshctl.adapters.terraform.runner import BundleRunner
from tests.terraform.test_commands import ONE_AT_A_TIME, commands, silent

root = Path(sys.argv[1])
with bundle_lock(root / "x", silent):
    runner = BundleRunner(root, commands(), ONE_AT_A_TIME)
    runner.plan("x", destroy=False, tell=silent)
    threading.Thread(target=lambda: runner.apply("x", tell=silent), daemon=True).start()
    while not (root / "stacks" / "x" / "started").exists():
        time.sleep(0.05)
    os.kill(os.getpid(), 9)
"""
"""A meshctl that is killed in the middle of an apply."""
