"""`meshctl show [KIND] NAME`."""

from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import names, things
from meshctl.cli.options import catalogue_option, format_option
from meshctl.model.kinds import KINDS

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh
    from meshctl.results.things import RouteSummary

SORTS = ("system", "service", "event", "schema", "subscription", "channel", "source", "external", "route")


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="[KIND] NAME", shell_complete=things(*SORTS))
@catalogue_option
@click.option(
    "--stage",
    envvar="MESHCTL_STAGE",
    help="The stage whose route is shown; nothing else needs one.",
    shell_complete=names("stage"),
)
@format_option
def show(what: tuple[str, ...], catalogue: Path, stage: str | None, format_: str) -> None:
    """Show one system (orders), service (orders/checkout), event (orders/OrderPlaced), subscription, channel, source or schema file.

    KIND is system, service, event, schema, subscription, channel, source, external or route; or the kind of a channel (queue)
    or of a source (schedule). Without it, the form of the name decides: a subscription, a channel and a source look
    alike (payments/capture/placed), and so does a route; an external channel looks like a service. A schema is named by its
    path from the catalogue or from here (schemas/address.json), and shown with every event that is made of it.

    What is no longer in the catalogue and still stands is shown with it, as the last plan or apply on this machine found it.
    """
    from meshctl.app.tell.show_thing import show_one
    from meshctl.cli.known_retired import retired_rows_of
    from meshctl.cli.open_catalogue import mesh_to_tell
    from meshctl.errors import NotFound
    from meshctl.report.things import gone_as_json, gone_as_text, thing_as_json, thing_as_text

    kind, name = _kind_and_name(what)
    name = _from_catalogue(name, catalogue)
    if kind == "route" and not stage:
        raise click.UsageError("a route is one of a stage: say --stage NAME")
    as_json = format_ == "json"
    with mesh_to_tell(catalogue) as mesh:
        retired = retired_rows_of(name, catalogue, mesh)
        try:
            thing = _route(mesh, stage, name) if stage and kind == "route" else show_one(mesh, kind, name)
        except NotFound:
            if not retired:
                raise
            click.echo(gone_as_json(retired) if as_json else gone_as_text(name, retired))
            return
    click.echo(thing_as_json(thing, mesh.unread, retired) if as_json else thing_as_text(thing, retired))


def _route(mesh: "Mesh", stage: str, name: str) -> "RouteSummary":
    from meshctl.app.check.checked_catalogue import stage_of
    from meshctl.app.tell.show_route import show_route

    return show_route(mesh, stage_of(mesh, stage), name)


def _kind_and_name(what: tuple[str, ...]) -> tuple[str | None, str]:
    known = (*SORTS, *KINDS)
    if len(what) > 2 or (len(what) == 2 and what[0] not in known):
        raise click.UsageError(f"write [KIND] NAME, where KIND is one of {', '.join(known)}")
    return (what[0] if len(what) == 2 else None), what[-1]


def _from_catalogue(name: str, catalogue: Path) -> str:
    """The name of a schema's file as the catalogue has it, where it is that of a file from here."""
    is_here = name.endswith(".json") and Path(name).is_file() and not (catalogue / name).is_file()
    return Path(relpath(name, catalogue)).as_posix() if is_here else name
