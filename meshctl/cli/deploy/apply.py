"""`meshctl apply`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@catalogue_option
@stage_option
@format_option
@click.option("--yes", is_flag=True, help="Do not ask before applying.")
def apply(catalogue: Path, stage: str, format_: str, yes: bool) -> None:
    """Bring a stage to what the catalogue says: plan everything, show it, ask, apply exactly that."""
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.plan_and_apply import plan_and_apply
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import prepare_stage

    opened = open_stage(catalogue, stage)
    with bundle_lock(opened.bundle_directory):
        stacks = prepare_stage(opened).stacks
        plan_and_apply(opened, stacks, destroy=False, yes=yes, as_json=format_ == "json")
