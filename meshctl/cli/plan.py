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
    from meshctl.app.converge import plan_stacks
    from meshctl.cli.progress import Progress
    from meshctl.cli.wiring import open_stage, prepare_stage, stack_runner
    from meshctl.plan.changes import attribute
    from meshctl.report.changes import changes_as_json, changes_as_text

    opened = open_stage(catalogue, stage)
    prepared = prepare_stage(opened)
    plans = plan_stacks(prepared.stacks, stack_runner(opened), Progress())
    changes = attribute(opened.mesh, (one for planned in plans.values() for one in planned))
    click.echo(changes_as_json(changes, stage) if format_ == "json" else changes_as_text(changes, stage))
    if changes and exit_code:
        raise click.exceptions.Exit(3)
