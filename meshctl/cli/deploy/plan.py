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
    from meshctl.cli.deploy.plan_and_apply import plan_and_show
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.wiring import open_stage, prepare_stage, stack_runner

    opened = open_stage(catalogue, stage)
    stacks, tell = prepare_stage(opened).stacks, Progress()
    _, changes = plan_and_show(
        opened, stacks, stack_runner(opened, tell), tell, destroy=False, as_json=format_ == "json"
    )
    if changes and exit_code:
        raise click.exceptions.Exit(3)
