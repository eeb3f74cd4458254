"""What `plan`, `apply` and `destroy` share: plan and show; ask; apply and sum up."""

import os
import sys
from collections.abc import Sequence

import click

from meshctl.adapters.terraform.runner import BundleRunner
from meshctl.adapters.terraform.toolchain import find_toolchain
from meshctl.app.deploy.plan_and_apply import Plans, apply_stacks, plan_stacks
from meshctl.cli.deploy.interrupt import interruptible
from meshctl.cli.deploy.progress import Progress
from meshctl.cli.open_catalogue import OpenedStage
from meshctl.cli.wiring import stack_runner
from meshctl.errors import Interrupted, MeshctlError
from meshctl.plan.changes import Change, attribute
from meshctl.plan.stacks import Stack
from meshctl.plan.stacks_result import StacksResult
from meshctl.ports import StackRunner, Tell
from meshctl.report.changes import changes_as_json, changes_as_text
from meshctl.report.stacks_result import stacks_result_as_text


def plan_and_apply(opened: OpenedStage, stacks: Sequence[Stack], *, destroy: bool, yes: bool, as_json: bool) -> None:
    """Plans all stacks, asks, and applies exactly what was planned; raises where a stack failed."""
    if not (yes or (sys.stdin and sys.stdin.isatty())):  # no stdin at all where the caller has closed it
        raise MeshctlError("nobody is there to answer whether to go on", "say --yes, after a look at `meshctl plan`")
    tell = Progress()
    runner = telling_runner(opened, tell)
    plans, changes = plan_and_show(opened, stacks, runner, tell, destroy=destroy, as_json=as_json)
    if not changes:
        return
    if not yes:
        _ask(opened.stage.name, destroy=destroy)
    with interruptible(runner, tell) as stop:
        result = apply_stacks(stacks, plans, runner, tell, stop, backwards=destroy)
    click.echo(stacks_result_as_text(result), err=True)
    _raise_unless_done(result)


def plan_and_show(
    opened: OpenedStage, stacks: Sequence[Stack], runner: StackRunner, tell: Tell, *, destroy: bool, as_json: bool
) -> tuple[Plans, Sequence[Change]]:
    """What would change, in every stack and for whom; shown on stdout."""
    with interruptible(runner, tell) as stop:
        plans = plan_stacks(stacks, runner, tell, stop, destroy=destroy)
    changes = attribute(opened.mesh, stacks, (one for planned in plans.values() for one in planned))
    stage = opened.stage.name
    click.echo(changes_as_json(changes, stage) if as_json else changes_as_text(changes, stage, destroy=destroy))
    return plans, changes


def telling_runner(opened: OpenedStage, tell: Tell) -> BundleRunner:
    """Terraform over the stage's bundle; tells first which Terraform it is."""
    toolchain = find_toolchain(os.environ)
    tell("meshctl", toolchain.words)
    return stack_runner(opened, toolchain)


def _ask(stage: str, *, destroy: bool) -> None:
    if not destroy:
        click.confirm("Apply this?", abort=True, err=True)
        return
    question = f"This destroys all of the above. Type the name of the stage ({stage}) to go on"
    if click.prompt(question, err=True) != stage:
        raise click.Abort


def _raise_unless_done(result: StacksResult) -> None:
    if result.interrupted:
        raise Interrupted
    if result.failed:
        count = len(result.failed)
        message = f"{count} stack{'s' if count != 1 else ''} failed: {', '.join(result.failed)}"
        raise MeshctlError(message, "mend what is said above and run the same command again: what is done stays done")
