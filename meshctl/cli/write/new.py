"""`meshctl new mesh|system|service|event|function`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.options import catalogue_option

if TYPE_CHECKING:
    from meshctl.app.write.scaffold import Scaffold


@click.group()
def new() -> None:
    """Write new files that pass `meshctl check` at once. Never overwrites a file."""


@new.command()
@click.argument("name")
@click.option("--directory", type=click.Path(path_type=Path), default=Path("catalogue"), show_default=True)
@click.option("--region", default="eu-west-1", show_default=True, help="The AWS Region.")
def mesh(name: str, directory: Path, region: str) -> None:
    """Begin a catalogue: mesh.yaml with a stage on the embedded AWS, and the language's schema for editors."""
    from meshctl.app.write.scaffold import new_mesh

    _write(directory, new_mesh(name, region))


@new.command()
@click.argument("name")
@catalogue_option
@click.option("--team", help="Who answers for it. [default: the system's name]")
@click.option("--account", "accounts", multiple=True, metavar="STAGE=NUMBER", help="Its account in a stage on AWS.")
def system(name: str, catalogue: Path, team: str | None, accounts: tuple[str, ...]) -> None:
    """Add a system (orders), and its account to each stage on AWS."""
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.app.write.scaffold import new_system

    if any("=" not in one for one in accounts):
        raise click.UsageError("write an account as STAGE=NUMBER, such as dev=111111111111")
    numbers = dict(one.split("=", 1) for one in accounts)
    if len(numbers) < len(accounts):
        raise click.UsageError("a stage has one account of a system: name each stage once")
    _write(catalogue, new_system(read_catalogue_files(catalogue), name, team or name, numbers))


@new.command()
@click.argument("name")
@catalogue_option
@click.option("--publishes", multiple=True, metavar="EVENT", help="An event it owns: OrderPlaced. May be repeated.")
@click.option(
    "--subscribes",
    multiple=True,
    metavar="EVENT",
    help="One it wants: orders/OrderPlaced. May be repeated.",
    shell_complete=names("event"),
)
@click.option("--to", type=click.Choice(["function", "queue"]), default="function", show_default=True)
def service(name: str, catalogue: Path, publishes: tuple[str, ...], subscribes: tuple[str, ...], to: str) -> None:
    """Add a service (orders/checkout) that publishes and receives events, these in a function or a queue."""
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.app.write.scaffold import new_service

    _write(catalogue, new_service(read_catalogue_files(catalogue), name, publishes, subscribes, to))


@new.command()
@click.argument("name")
@catalogue_option
@click.option(
    "--service", required=True, help="The service of that system that publishes it.", shell_complete=names("service")
)
@click.option("--private", is_flag=True, help="Only for its own system.")
def event(name: str, catalogue: Path, service: str, private: bool) -> None:
    """Add an event (orders/OrderShipped), or a version (orders/OrderPlaced.v2): its schema, and an entry in its
    service's file."""
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.app.write.scaffold import new_event

    owner = service.removeprefix(f"{name.partition('/')[0]}/")
    _write(catalogue, new_event(read_catalogue_files(catalogue), name, owner, private=private))


@new.command()
@click.argument("name")
@catalogue_option
def function(name: str, catalogue: Path) -> None:
    """Add a function (orders/checkout/settle): its code, and an entry in its service's file."""
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.app.write.scaffold import new_function

    _write(catalogue, new_function(read_catalogue_files(catalogue), name))


def _write(directory: Path, scaffold: Scaffold) -> None:
    """New files first, so that an entry never names a file that is not there; the schema only where there is none."""
    from meshctl.adapters.catalogue_files import refuse_to_overwrite, write_catalogue_file
    from meshctl.app.write.scaffold import SCHEMA_FILE

    new = {path: text for path, text in scaffold.new.items() if path != SCHEMA_FILE or not (directory / path).exists()}
    for path in new:
        refuse_to_overwrite(directory, path)
    for verb, files in (("new", new), ("changed", scaffold.changed)):
        for path, content in files.items():
            write_catalogue_file(directory / path, content)
            click.echo(f"{verb:<8} {directory / path}")
