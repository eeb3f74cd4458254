"""`meshctl codegen`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option

if TYPE_CHECKING:
    from meshctl.codegen.generated_files import GeneratedFiles
    from meshctl.model.services import Service

CURRENT, STALE, WRITTEN = "current", "stale", "written"


@click.command()
@catalogue_option
@click.option("--service", metavar="SYSTEM/SERVICE", shell_complete=names("service"), help="Whose events.")
@click.option(
    "--language",
    type=click.Choice(["python", "typescript"]),
    default="python",
    show_default=True,
    help="Classes of pydantic, which meshkit publishes and hands over; or types alone.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The directory to write into. [default, for python: the source of each function of the service]",
)
@click.option(
    "--check", is_flag=True, help="Change nothing; list the files that are stale or missing, and exit with 1."
)
@click.option("--set-up", is_flag=True, help="Build the environment of what generates the classes, once.")
def codegen(catalogue: Path, service: str | None, language: str, out: Path | None, check: bool, set_up: bool) -> None:
    """Write the events that a service publishes and receives as typed code: mesh_events/, or mesh_events.ts.

    It says what the schemas say, as far as types can. Files that it did not write are left alone.
    """
    if set_up:
        _set_up()
        return
    if service is None:
        raise click.UsageError("say one of: --service SYSTEM/SERVICE, --set-up")
    from meshctl.adapters.codegen.generate_models import generate_models
    from meshctl.app.write.event_code import event_code, service_named
    from meshctl.cli.open_catalogue import open_mesh

    mesh = open_mesh(catalogue)
    found = service_named(mesh, service)
    directories = [out] if out else _sources(catalogue, found, language)
    files = event_code(mesh, found, language, generate_models)
    stale = [path for directory in directories for path in _update(directory, files, check=check)]
    if stale and check:
        raise click.exceptions.Exit(FAILURE)


def _sources(catalogue: Path, service: "Service", language: str) -> list[Path]:
    """The directories of a service's functions, each once."""
    from meshctl.adapters.codegen.generated_on_disk import refuse_outside

    if language != "python" or not service.functions:
        why = (
            f"{service.key} has no function to write beside" if language == "python" else "no function runs TypeScript"
        )
        raise click.UsageError(f"say --out DIR: {why}")
    directories = [catalogue / source for source in dict.fromkeys(one.source for one in service.functions)]
    for one in directories:
        refuse_outside(one, catalogue)
    return directories


def _update(directory: Path, files: "GeneratedFiles", *, check: bool) -> list[str]:
    """Writes what is stale, or with `check` only tells of it; gives the paths. Raises `MeshctlError` for files of others."""
    from meshctl.adapters.codegen.generated_on_disk import present_files, write_generated
    from meshctl.errors import MeshctlError

    present = present_files(directory, files.texts)
    if others := files.of_others(present):
        raise MeshctlError(
            f'"{directory / others[0]}" is not a file that `meshctl codegen --service {files.service}` wrote',
            "move it away, or name another directory: --out DIR",
        )
    stale = files.stale(present)
    if not check:
        write_generated(directory, {path: files.texts[path] for path in stale})
    for path in files.texts:
        click.echo(f"{(STALE if check else WRITTEN) if path in stale else CURRENT}  {directory / path}")
    return stale


def _set_up() -> None:
    import os

    from meshctl.adapters.codegen.environment import GENERATOR

    click.echo("Building the generator's environment, where it is not there yet ...", err=True)
    click.echo(f"The generator's environment is in {GENERATOR.built(os.environ)}.")
