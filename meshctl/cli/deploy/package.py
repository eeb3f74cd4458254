"""`meshctl package`."""

from pathlib import Path

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@catalogue_option
@stage_option
@format_option
def package(catalogue: Path, stage: str, format_: str) -> None:
    """Build the functions' packages into .meshctl/packages; the same sources always give the same bytes."""
    from meshctl.adapters.atomic_files import state_directory
    from meshctl.adapters.private.files import write_private
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import stage_packages
    from meshctl.report.built_packages import packages_as_json, packages_as_text
    from meshctl.results.built_packages import BuiltPackage

    opened = open_stage(catalogue, stage)
    directory = state_directory(catalogue, "packages", opened.stage.name)
    built: list[BuiltPackage] = []
    for key, one in stage_packages(opened).all().items():
        path = directory / f"{key.replace('/', '.')}.zip"
        write_private(path, one.content)
        built.append(BuiltPackage(key, str(path), one.digest, len(one.content)))
    if format_ == "json":
        click.echo(packages_as_json(stage, built))
    elif built:
        click.echo(packages_as_text(built))
