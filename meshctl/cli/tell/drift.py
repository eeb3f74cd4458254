"""`meshctl drift`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.options import catalogue_option, format_option, lock_timeout_option, stage_option

if TYPE_CHECKING:
    from meshctl.cli.open_catalogue import OpenedStage
    from meshctl.drift.stage_drift import StageDrift

_WAITING = "waiting for what AWS and Terraform were asked last; neither changes anything"


@click.command()
@catalogue_option
@stage_option
@format_option
@lock_timeout_option
def drift(catalogue: Path, stage: str, format_: str, lock_timeout: float) -> None:
    """Say what was added, changed or deleted by hand in a stage since it was applied last. Changes nothing.

    Terraform compares what it has made; what others have hung on that, AWS is asked for: rules, targets, subscriptions, policies,
    permissions, mappings, schedules. Whatever the catalogue says by now does not count.

    Exits with 3 when there is drift, and with 1 when there is none as far as could be looked, but not everywhere.
    """
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.exit_codes import CHANGES_PENDING, FAILURE
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.report.drift.programs import drift_as_json
    from meshctl.report.drift.text import drift_as_text

    opened = open_stage(catalogue, stage)
    with bundle_lock(opened.bundle_directory, Progress(), patience=lock_timeout):
        found = _drift_of(opened)
    click.echo({"text": drift_as_text, "json": drift_as_json}[format_](found))
    if found.is_there or found.unseen:
        raise click.exceptions.Exit(CHANGES_PENDING if found.is_there else FAILURE)


def _drift_of(opened: "OpenedStage") -> "StageDrift":
    from meshctl.app.drift.find_drift import DriftSearch, find_drift
    from meshctl.cli.deploy.interrupt import interruptible
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.deploy.reached_stage import code_of_roots, reach_stage, stage_work, told_toolchain
    from meshctl.cli.wiring import runner_on
    from meshctl.records.stage_code import StageCode

    tell = Progress()
    toolchain = told_toolchain(opened, tell)
    reached = reach_stage(opened, toolchain, changes=False)
    code = code_of_roots(opened, toolchain)
    write = stage_work(reached, lambda functions: {}, StageCode(code, {}), tell).write
    planner = runner_on(reached.embedded, opened, opened.bundle_directory, toolchain, reached.role)
    work = DriftSearch(reached.bucket, reached.lister, planner, write, code, tell)
    with interruptible(planner, tell, _WAITING) as stop, tell.live():
        return find_drift(opened.mesh, opened.stage, reached.standing, work, stop)
