"""`meshctl list KIND`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.options import catalogue_option, format_option

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh
    from meshctl.results.things import Summary

KINDS = ("systems", "services", "events", "subscriptions", "channels", "sources", "externals", "routes")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@catalogue_option
@click.option(
    "--stage",
    envvar="MESHCTL_STAGE",
    help="The stage whose routes are listed; nothing else needs one.",
    shell_complete=names("stage"),
)
@format_option
def list(kind: str, catalogue: Path, stage: str | None, format_: str) -> None:  # noqa: A001  the command's name
    """List all things of a KIND in the catalogue, with what they have to do with each other."""
    from meshctl.app.tell.list_things import LISTS
    from meshctl.cli.open_catalogue import mesh_to_tell
    from meshctl.report.things import things_as_json, things_as_text

    if kind == "routes" and not stage:
        raise click.UsageError("routes are those of a stage: say --stage NAME")
    with mesh_to_tell(catalogue) as mesh:
        things = _routes(mesh, stage) if kind == "routes" and stage else LISTS[kind](mesh)
    if format_ == "json":
        click.echo(things_as_json(kind, things, mesh.unread))
    else:
        click.echo(things_as_text(things) or f"There are no {kind}.")


def _routes(mesh: "Mesh", stage: str) -> "Sequence[Summary]":
    """The routes of a stage; says on stderr which subscriptions have none."""
    from meshctl.app.check.checked_catalogue import stage_of
    from meshctl.app.tell.built_ways import BuiltWays
    from meshctl.app.tell.list_routes import routes

    asked = stage_of(mesh, stage)
    built = BuiltWays.of(mesh, asked)
    for name, reason in built.obstacles.items():
        click.echo(f"warning: {name} has no route: {reason}", err=True)
    return routes(mesh, asked, built)
