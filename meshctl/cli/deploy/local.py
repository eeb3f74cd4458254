"""`meshctl local up|down|status`."""

from pathlib import Path

import click

from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, format_option

PORT = 4747


@click.group()
def local() -> None:
    """Start, stop and show the embedded AWS. It listens on loopback only and forgets everything when it stops."""


@local.command()
@catalogue_option
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="0 takes any free one.")
@click.option(
    "--speed", type=click.IntRange(1, 10_000), default=60, show_default=True, help="How much faster waits pass."
)
def up(catalogue: Path, port: int, speed: int) -> None:
    """Start it in the background; says where it is when it runs already."""
    from meshctl.adapters.atomic_files import state_directory
    from meshctl.adapters.local_aws import control
    from meshctl.cli.wiring import local_home

    state_directory(catalogue)
    running = control.up(local_home(catalogue), port, speed)
    click.echo(f"The embedded AWS runs at {running.endpoint} (process {running.pid}).")


@local.command()
@catalogue_option
def down(catalogue: Path) -> None:
    """Stop it; what was applied to it is gone then."""
    from meshctl.adapters.local_aws import control
    from meshctl.cli.wiring import local_home

    stopped = control.down(local_home(catalogue))
    click.echo("The embedded AWS is stopped." if stopped else "The embedded AWS was not running.")


@local.command()
@catalogue_option
@format_option
def status(catalogue: Path, format_: str) -> None:
    """Say whether it runs, and where. Exits with 1 when it does not."""
    from dataclasses import asdict
    from json import dumps

    from meshctl.adapters.local_aws import control
    from meshctl.cli.wiring import local_home

    running = control.status(local_home(catalogue))
    if format_ == "json":
        click.echo(dumps({"running": running is not None} | (asdict(running) if running else {}), indent=2))
    elif running:
        click.echo(f"running at {running.endpoint} (process {running.pid}) since {running.started}")
    else:
        click.echo("not running; start it: meshctl local up")
    if running is None:
        raise click.exceptions.Exit(FAILURE)
