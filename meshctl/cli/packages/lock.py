"""`meshctl lock`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option

if TYPE_CHECKING:
    from meshctl.model.mesh import Mesh

CURRENT, STALE, LOCKED = "current", "stale", "locked"


@click.command()
@catalogue_option
@click.option(
    "--check", is_flag=True, help="Change nothing; list the locks that are stale or missing, and exit with 1."
)
@click.option("--upgrade", is_flag=True, help="Choose the newest versions, also where the present ones fit.")
@click.argument("functions", nargs=-1, metavar="[SYSTEM/SERVICE/FUNCTION]...")
def lock(catalogue: Path, check: bool, upgrade: bool, functions: tuple[str, ...]) -> None:
    """Pin the wheels of functions whose requirements have ranges: into pylock.toml beside the requirements.

    Of all functions, or of those that are named. A requirements.txt of exact pins needs none, nor does a project that uv has locked.
    Asks the package registries; the versions that a lock has stay, as long as they fit.
    """
    from meshctl.adapters.catalogue_files import write_catalogue_file
    from meshctl.adapters.wheels.lock_wheels import lock_wanted
    from meshctl.app.packages.lock_functions import is_current, is_lockable, lock_function
    from meshctl.app.packages.read_pinning import read_pinning
    from meshctl.cli.open_catalogue import open_mesh
    from meshctl.packaging.ignored import PYLOCK

    stale = False
    for source in _sources(open_mesh(catalogue), functions):
        directory = catalogue / source
        files = read_pinning(directory, catalogue)
        if not is_lockable(files):
            continue
        current = is_current(files) and not upgrade
        stale = stale or not current
        if not current and not check:
            text = lock_function(files, lock_wanted, upgrade=upgrade)
            write_catalogue_file(directory / PYLOCK, text.encode())
        click.echo(f"{CURRENT if current else STALE if check else LOCKED}  {directory / PYLOCK}")
    if stale and check:
        raise click.exceptions.Exit(FAILURE)


def _sources(mesh: "Mesh", functions: tuple[str, ...]) -> list[str]:
    """The directories of the functions, each once. Raises `NotFound` for one that there is not."""
    from meshctl.errors import NotFound

    found = {f"{service.key}/{one.name}": one.source for service in mesh.services for one in service.functions}
    for name in functions:
        if name not in found:
            raise NotFound(name, f'there is no function "{name}"', "name it as system/service/function: meshctl list")
    return sorted({found[name] for name in functions or found})
