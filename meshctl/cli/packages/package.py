"""`meshctl package`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from meshctl.cli.options import catalogue_option, format_option, stage_option

if TYPE_CHECKING:
    from meshctl.app.packages.stage_packages import StagePackages
    from meshctl.results.built_packages import BuiltPackage


@click.command()
@catalogue_option
@stage_option
@click.option(
    "--explain", metavar="SYSTEM/SERVICE/FUNCTION", help="Say what is in this function's package, why, and how large."
)
@format_option
def package(catalogue: Path, stage: str, explain: str | None, format_: str) -> None:
    """Build the functions' packages into .meshctl/packages; the same sources always give the same bytes.

    What is there already is not built again.
    """
    from meshctl.adapters.atomic_files import state_directory
    from meshctl.cli.packages.known_functions import known_functions
    from meshctl.cli.packages.of_stage import packages_of
    from meshctl.report.built_packages import packages_as_json, packages_as_text

    functions, mesh = known_functions(catalogue, stage)
    packages = packages_of(catalogue, functions, mesh)
    if explain:
        _explain(packages, explain, format_)
        return
    note = state_directory(catalogue, "built") / f"{functions.stage}.json"
    built = _build(packages, state_directory(catalogue, "packages", functions.stage), note)
    if format_ == "json":
        click.echo(packages_as_json(stage, built))
    elif built:
        click.echo(packages_as_text(built))


def _build(packages: "StagePackages", directory: Path, note: Path) -> "list[BuiltPackage]":
    """Builds what does not lie there, and takes away nothing. Raises `PackagingFailed`."""
    from meshctl.adapters.built_packages_file import built_before, note_built, noted_as, package_file
    from meshctl.adapters.private.files import write_private
    from meshctl.results.built_packages import BuiltPackage

    names, before = {key: noted_as(key, digest) for key, digest in packages.digests().items()}, built_before(note)
    there = {name: before[name] for name in names.values() if name in before}
    for key, one in packages.some([key for key, name in names.items() if name not in there]).items():
        path = package_file(directory, key)
        write_private(path, one.content)
        there[names[key]] = BuiltPackage(key, str(path), one.digest, len(one.content))
    if there != before:
        note_built(note, there)
    return [there[name] for name in names.values()]


def _explain(packages: "StagePackages", function: str, format_: str) -> None:
    from meshctl.adapters.wheels.install_wheels import describe_wheels
    from meshctl.adapters.wheels.lock_wheels import export_pins
    from meshctl.app.packages.explain_package import explain_package
    from meshctl.errors import NotFound
    from meshctl.report.explained_package import explained_as_json, explained_as_text

    if function not in packages.digests():
        raise NotFound(
            function, f'there is no function "{function}"', "name it as system/service/function: meshctl list functions"
        )
    package = packages.package(function)
    explained = explain_package(function, packages.sources(function), package, describe_wheels, export_pins)
    click.echo(explained_as_json(explained) if format_ == "json" else explained_as_text(explained))
