"""Opens a catalogue for a command, and shows on stderr what keeps it from being sound. Raises where that stops the command."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from meshctl.adapters.atomic_files import state_directory
from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.name_index_file import name_index_file
from meshctl.app.check.check_catalogue import CatalogueHasFindings, check_catalogue, sound_mesh, stage_of
from meshctl.app.complete.keep_names import keep_names
from meshctl.report.findings.text_and_json import findings_as_text, summary

if TYPE_CHECKING:
    from pathlib import Path

    from meshctl.app.tell.diff import ReadableCatalogue
    from meshctl.model.mesh import Mesh
    from meshctl.model.stages import Stage

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class OpenedStage:
    """A sound catalogue and one of its stages."""

    catalogue: Path
    mesh: Mesh
    stage: Stage

    @property
    def bundle_directory(self) -> Path:
        """Where the stage's bundle lies."""
        return state_directory(self.catalogue) / "bundles" / self.stage.name


def open_mesh(catalogue: Path) -> Mesh:
    """The mesh; shows every error on stderr and raises where it is not sound, else counts what is no error."""
    files = read_catalogue_files(catalogue)
    checked = check_catalogue(files, date.today())
    names = name_index_file(catalogue)
    if names.is_there():  # else nobody has checked here yet, and nothing is left behind
        keep_names(files, checked.mesh, names)
    try:
        mesh = sound_mesh(checked)
    except CatalogueHasFindings as error:
        click.echo(findings_as_text(error.findings, files.contents) + "\n", err=True)
        raise
    if checked.findings:
        click.echo(f"The catalogue has {summary(checked.findings)}; `meshctl check` shows them.", err=True)
    return mesh


def open_stage(catalogue: Path, stage: str | None) -> OpenedStage:
    """The mesh and the stage of that name, or without one the first stage. Raises `MeshctlError` where there is none."""
    mesh = open_mesh(catalogue)
    return OpenedStage(catalogue, mesh, mesh.stages[0] if stage is None else stage_of(mesh, stage))


def guardrails_directory(catalogue: Path) -> Path:
    """Where the guardrails of the organisation lie; beside the bundles, since a stage may have any name."""
    return state_directory(catalogue) / "guardrails"


def open_earlier(catalogue: Path, base: str) -> Mesh:
    """The mesh as it was, sound or not; says on stderr what of it cannot be read."""
    from meshctl.adapters.git_revisions import read_earlier
    from meshctl.app.tell.diff import readable

    name, hint = f'the base "{base}"', "name another --base, one that this meshctl can read"
    return _warned(readable(read_earlier(catalogue, base), name, hint), name)


def open_to_compare(catalogue: Path) -> Mesh:
    """The mesh, sound or not; says on stderr what of it cannot be read."""
    from meshctl.app.tell.diff import readable

    name, hint = "the catalogue", "`meshctl check` shows what is wrong with it"
    return _warned(readable(read_catalogue_files(catalogue), name, hint), name)


def _warned(found: ReadableCatalogue, name: str) -> Mesh:
    if found.unreadable:
        more = ", ..." if found.unreadable[MOST_NAMED:] else ""
        listed = f"{', '.join(found.unreadable[:MOST_NAMED])}{more}"
        click.echo(f"warning: what stands in {name} in {listed} cannot be read: this comparison lacks it", err=True)
        click.echo("  = help: what it declares looks new or gone, and breaks may not be seen; mend it first", err=True)
    return found.mesh
