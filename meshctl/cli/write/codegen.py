"""`meshctl codegen`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.complete.complete_names import names
from meshctl.cli.exit_codes import FAILURE
from meshctl.cli.options import catalogue_option, named_path
from meshctl.report.plain import plain

if TYPE_CHECKING:
    from meshctl.codegen.generated_files import GeneratedFiles, GeneratedForService
    from meshctl.model.mesh import Mesh
    from meshctl.model.services import Service

_REMOVE = (
    "What is left was written once, and the catalogue wants it no more: remove it, or write it again with --out DIR."
)
CURRENT, STALE, WRITTEN, LEFT = "current", "stale", "written", "left"


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
    type=named_path(file_okay=False),
    help="The directory to write into. [default, for python: the source of each function of the service]",
)
@click.option(
    "--check", is_flag=True, help="Change nothing; list the files that are stale, missing or left, and exit with 1."
)
@click.option("--set-up", is_flag=True, help="Build the environment of what generates the classes, once.")
def codegen(catalogue: Path, service: str | None, language: str, out: Path | None, check: bool, set_up: bool) -> None:
    """Write the events that a service publishes and receives as typed code: mesh_events/, or mesh_events.ts.

    It says what the schemas say, as far as types can. Files that it did not write are left alone; those that it wrote once, and that
    the service wants no more, are listed as left.
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
    left = _tell_left(mesh, catalogue, service, out)
    found = service_named(mesh, service)
    directories = [out] if out else _sources(catalogue, found, language)
    files = event_code(mesh, found, language, generate_models, elsewhere=bool(out))
    stale = [path for directory in directories for path in _update(directory, files, check=check)]
    if check and (stale or left):
        raise click.exceptions.Exit(FAILURE)


def _tell_left(mesh: "Mesh", catalogue: Path, service: str, out: Path | None) -> list[Path]:
    """Tells of what the service wants no more, of the whole catalogue and of `out`, and gives the paths; removes nothing."""
    from meshctl.adapters.codegen.generated_on_disk import first_lines, first_lines_below
    from meshctl.app.write.event_code import ALL_FILES, left_code

    found = {**(first_lines(out, ALL_FILES) if out else {}), **first_lines_below(catalogue)}
    shown = {str(path.resolve()): path for path in found}
    known = mesh.service(service)
    directories = [*(catalogue / one.source for one in (known.functions if known else ())), *([out] if out else [])]
    lines = {resolved: found[path] for resolved, path in shown.items()}
    left = [shown[one] for one in left_code(mesh, service, lines, [str(one.resolve()) for one in directories])]
    for path in left:
        click.echo(f"{LEFT}  {plain(str(path))}")
    if left:
        click.echo(_REMOVE, err=True)
    return left


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
    for path, by in files.of_others(present):
        raise MeshctlError(
            f'"{directory / path}" is not a file that `meshctl codegen --service {files.service}` wrote',
            f"{_whose(by)}, or name another directory: --out DIR",
        )
    stale = files.stale(present)
    if not check:
        write_generated(directory, {path: files.texts[path] for path in stale})
    for path in files.texts:
        click.echo(f"{(STALE if check else WRITTEN) if path in stale else CURRENT}  {directory / path}")
    return stale


def _whose(by: "GeneratedForService | None") -> str:
    return f"remove it, if {plain(by.service)} is no longer here" if by else "move it away"


def _set_up() -> None:
    import os

    from meshctl.adapters.codegen.environment import GENERATOR

    click.echo("Building the generator's environment, where it is not there yet ...", err=True)
    click.echo(f"The generator's environment is in {GENERATOR.built(os.environ)}.")
