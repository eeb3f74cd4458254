"""`meshctl doctor`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.exit_codes import FAILURE

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh


@click.command()
@click.option(
    "--catalogue",
    type=click.Path(path_type=Path),
    envvar="MESHCTL_CATALOGUE",
    help="The catalogue whose versions of the AWS provider are looked for. [default: here, or ./catalogue, if there is one]",
)
@click.option("--quiet", is_flag=True, help="Say nothing when nothing is missing.")
def doctor(catalogue: Path | None, quiet: bool) -> None:
    """Say what this machine has and lacks: Terraform, its AWS provider, the parts of the embedded AWS, checkov.

    Of the AWS provider, the versions are looked for that the stages of the catalogue use.
    """
    import os

    from meshctl.adapters.examine_machine import examine
    from meshctl.adapters.policy.environment import environment_fact
    from meshctl.app.tell.doctor import lacking, provider_versions
    from meshctl.report.machine_facts import facts_as_text

    facts = (*examine(os.environ, provider_versions(_mesh(catalogue))), environment_fact(os.environ))
    missing = lacking(facts)
    if not quiet or missing:
        click.echo(facts_as_text(facts), err=quiet)
    if missing:
        raise click.exceptions.Exit(FAILURE)


def _mesh(given: Path | None) -> "Mesh | None":
    """The mesh of the catalogue that is given or near, sound or not; says on stderr where it cannot be read."""
    from meshctl.app.check.reading_cache import cached_reading
    from meshctl.cli.cached_catalogue import present_cache
    from meshctl.cli.nearest_catalogue import nearest_catalogue
    from meshctl.cli.open_catalogue import asked_of

    catalogue = given or nearest_catalogue()
    if catalogue is None:
        return None
    mesh = cached_reading(asked_of(catalogue), present_cache(catalogue)).mesh
    if mesh is None:
        click.echo(
            "warning: the mesh.yaml here cannot be read: the AWS provider is looked for that is used by default",
            err=True,
        )
        click.echo("  = help: `meshctl check` shows what is wrong with it", err=True)
    return mesh
