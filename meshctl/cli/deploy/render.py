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
    from meshctl.adapters.bundle_lock import bundle_lock
    from meshctl.cli.deploy.progress import Progress
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import prepare_stage
    from meshctl.report.stacks.rendered_stage import rendered_as_json, rendered_as_text
    from meshctl.results.rendered_stage import RenderedStage

    opened = open_stage(catalogue, stage)
    with bundle_lock(opened.bundle_directory, Progress()):
        prepared = prepare_stage(opened)
    names = tuple(stack.name for stack in prepared.stacks)
    rendered = RenderedStage(stage, str(opened.bundle_directory), prepared.bundle.digest, names)
    click.echo(rendered_as_json(rendered) if format_ == "json" else rendered_as_text(rendered))
