"""`meshctl list KIND`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.options import catalogue_option, format_option

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh
    from meshctl.results.things import Summary
    from meshctl.results.things.listings import Listing

KINDS = ("systems", "services", "events", "schemas", "subscriptions", "channels", "sources", "externals", "routes")


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
    from meshctl.cli.tell.cached_results import listing
    from meshctl.report.things import things_as_json, things_as_text

    if kind == "routes" and not stage:
        raise click.UsageError("routes are those of a stage: say --stage NAME")
    of_stage = stage if kind == "routes" else None
    told = listing(catalogue, kind, of_stage, lambda mesh: _listed(mesh, kind, of_stage))
    for name, reason in told.obstacles.items():
        click.echo(f"warning: {name} has no route: {reason}", err=True)
    if format_ == "json":
        click.echo(things_as_json(kind, told.things, told.unread))
    else:
        click.echo(things_as_text(told.things) or f"There are no {kind}.")


def _listed(mesh: "Mesh", kind: str, stage: str | None) -> "Listing[Summary]":
    from meshctl.app.tell.list_routes import list_routes
    from meshctl.app.tell.list_things import list_things

    return list_routes(mesh, stage) if stage else list_things(mesh, kind)
