"""`meshctl plan`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@catalogue_option
@stage_option
@format_option
@click.option("--exit-code", is_flag=True, help="Exit with 3 when there is something to do.")
def plan(catalogue: Path, stage: str, format_: str, exit_code: bool) -> None:
    """Say what would change in a stage: for whom first, then every resource. Changes nothing."""
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import plan_and_show, telling_runner
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.exit_codes import CHANGES_PENDING
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import prepare_stage

    opened, tell = open_stage(catalogue, stage), Progress()
    with bundle_lock(opened.bundle_directory):
        stacks = prepare_stage(opened).stacks
        runner = telling_runner(opened, tell)
        _, changes = plan_and_show(opened, stacks, runner, tell, destroy=False, as_json=format_ == "json")
    if changes and exit_code:
        raise click.exceptions.Exit(CHANGES_PENDING)
