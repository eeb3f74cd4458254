"""`meshctl package`."""

from pathlib import Path
from typing import Any

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option


@click.command()
@catalogue_option
@stage_option
@format_option
def package(catalogue: Path, stage: str, format_: str) -> None:
    """Build the functions' packages into .meshctl/packages; the same sources always give the same bytes."""
    from json import dumps

    from meshctl.adapters.atomic_files import state_directory, write_file
    from meshctl.app.deploy.prepare import build_packages
    from meshctl.cli.open_catalogue import open_stage
    from meshctl.cli.wiring import package_builder

    opened = open_stage(catalogue, stage)
    directory = state_directory(catalogue) / "packages" / stage
    listed: list[dict[str, Any]] = []
    for key, built in build_packages(opened.mesh, package_builder(opened)).items():
        path = directory / f"{key.replace('/', '.')}.zip"
        write_file(path, built.content)
        listed.append({"function": key, "file": str(path), "sha256": built.digest, "bytes": len(built.content)})
    if format_ == "json":
        click.echo(dumps({"stage": stage, "packages": listed}, indent=2))
    else:
        for one in listed:
            click.echo(f"{one['sha256'][:12]}  {one['bytes']:>9,} bytes  {one['function']}")
