"""`meshctl new mesh|system|service|event|function`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import files, names
from meshctl.cli.options import catalogue_option, named_path, schema_option

if TYPE_CHECKING:
    from meshctl.app.schemas.event_schema import EventSchema
    from meshctl.app.write.scaffold import Scaffold


@click.group()
def new() -> None:
    """Write new files that pass `meshctl check` at once. Never overwrites a file."""


@new.command()
@click.argument("name")
@click.option("--directory", type=named_path(), default=Path("catalogue"), show_default=True)
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
@click.option(
    "--from",
    "source",
    metavar="FILE",
    help="Begin its schema with this: a JSON Schema, a document of OpenAPI or AsyncAPI, or an example of the data.",
    shell_complete=files,
)
@schema_option
@click.option("--example", is_flag=True, help="FILE is an example, or a list of some, whatever it looks like.")
def event(
    name: str,
    catalogue: Path,
    service: str,
    private: bool,
    source: str | None,
    wanted: str | None,
    example: bool,
) -> None:
    """Add an event (orders/OrderShipped), or a version (orders/OrderPlaced.v2): its schema, and an entry in its
    service's file.

    With --from, a JSON Schema becomes the event's as it stands. A schema of OpenAPI, or the payload of a message of AsyncAPI,
    is written as JSON Schema 2020-12. From examples (one, a list, or one on each line) a schema is drafted: types, formats, and as required
    what all of them have; it holds no value of theirs. FILE may be `-`, and JSON or YAML.
    """
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.app.write.scaffold import new_event

    if source is None and (wanted is not None or example):
        raise click.UsageError("--schema and --example say how to read FILE: --from FILE")
    begun = _begun_from(source, name, wanted, example) if source is not None else None
    owner = service.removeprefix(f"{name.partition('/')[0]}/")
    schema = begun.content if begun else None
    _write(catalogue, new_event(read_catalogue_files(catalogue), name, owner, private=private, schema=schema))
    if begun:
        click.echo(f"Of the schema: {begun.how}", err=True)


@new.command()
@click.argument("name")
@catalogue_option
def function(name: str, catalogue: Path) -> None:
    """Add a function (orders/checkout/settle): its code, and an entry in its service's file."""
    from meshctl.adapters.catalogue_files import read_catalogue_files
    from meshctl.app.write.scaffold import new_function

    _write(catalogue, new_function(read_catalogue_files(catalogue), name))


def _begun_from(source: str, name: str, wanted: str | None, example: bool) -> EventSchema:
    from meshctl.adapters.stdin_or_file import read_input
    from meshctl.app.schemas.event_schema import SchemaSource, event_schema_from
    from meshctl.app.schemas.handed_in import MOST_BYTES

    event = name.rpartition("/")[2].partition(".v")[0]
    return event_schema_from(SchemaSource(source, read_input(source, MOST_BYTES), wanted, example), event)


def _write(directory: Path, scaffold: Scaffold) -> None:
    """New files first, so that an entry never names a file that is not there; the schema only where there is none."""
    from meshctl.adapters.catalogue_files import refuse_to_overwrite, write_catalogue_file
    from meshctl.app.write.scaffold import SCHEMA_FILE

    new = {path: text for path, text in scaffold.new.items() if path != SCHEMA_FILE or not (directory / path).exists()}
    for path in new:
        refuse_to_overwrite(directory, path)
    for verb, written in (("new", new), ("changed", scaffold.changed)):
        for path, content in written.items():
            write_catalogue_file(directory / path, content)
            click.echo(f"{verb:<8} {directory / path}")
