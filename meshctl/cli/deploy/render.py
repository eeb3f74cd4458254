"""`meshctl render`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@catalogue_option
@stage_option
@format_option
def render(catalogue: Path, stage: str, format_: str) -> None:
    """Write the Terraform inputs of a stage into .meshctl/bundles, without running anything."""
    from json import dumps

    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import prepare_stage

    opened = open_stage(catalogue, stage)
    with bundle_lock(opened.bundle_directory):
        prepared = prepare_stage(opened)
    names = [stack.name for stack in prepared.stacks]
    directory, digest = str(opened.bundle_directory), prepared.bundle.digest
    if format_ == "json":
        click.echo(dumps({"stage": stage, "directory": directory, "digest": digest, "stacks": names}, indent=2))
    else:
        click.echo(f"Rendered {len(names)} stacks of {stage} to {directory}: {', '.join(names)}\ndigest {digest}")
