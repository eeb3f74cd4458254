"""Opens a catalogue for a command, and shows on stderr what keeps it from being sound. Raises where that stops the command."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import click

from meshctl.adapters.atomic_files import state_directory
from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.adapters.code_fingerprint import code_that_judges
from meshctl.app.check.checked_catalogue import CatalogueHasFindings, CheckedCatalogue, sound_mesh, stage_of
from meshctl.app.check.question import Question
from meshctl.cli.cached_catalogue import checked_catalogue, earlier_cache, facts_cache, present_cache
from meshctl.errors import MeshctlError, NotFound
from meshctl.report.findings.text_and_json import findings_as_text, summary
from meshctl.report.plain import plain
from meshctl.report.plurals import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from meshctl.app.tell.diff import ReadableCatalogue
    from meshctl.model.findings import Finding
    from meshctl.model.mesh import Mesh
    from meshctl.model.stages import Stage
    from meshctl.plan.changed_systems import ChangedSystems

MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class OpenedStage:
    """A catalogue and one of its stages. It is sound, as far as it concerns the systems that `only` names, if any."""

    catalogue: Path
    mesh: Mesh
    stage: Stage
    only: tuple[str, ...] = ()

    @property
    def part(self) -> Mesh:
        """The mesh, or what the systems of `only` need of it."""
        if not self.only:
            return self.mesh
        from meshctl.plan.part_of_mesh import part_of_mesh

        return part_of_mesh(self.mesh, self.stage, self.only)

    @property
    def bundle_directory(self) -> Path:
        """Where the stage's bundle lies."""
        return state_directory(self.catalogue, "bundles") / self.stage.name


@dataclass(frozen=True, slots=True)
class UnchangedStage:
    """A stage of a mesh of which no system has changed since a revision; `found` says what else has."""

    mesh: str
    stage: str
    revision: str
    found: ChangedSystems


def open_mesh(catalogue: Path) -> Mesh:
    """The mesh; shows every error on stderr and raises where it is not sound, else counts what is no error."""
    return sound_mesh_of(asked_of(catalogue), catalogue)


def sound_mesh_of(question: Question, catalogue: Path) -> Mesh:
    """The same of a catalogue whose files have been read."""
    checked = checked_catalogue(question, catalogue)
    with _showing_findings(question.files.contents):
        mesh = sound_mesh(checked)
    _count(checked.findings)
    return mesh


def open_stage(catalogue: Path, stage: str | None) -> OpenedStage:
    """The mesh and the stage of that name, or without one the first stage. Raises `MeshctlError` where there is none."""
    return _opened(catalogue, open_mesh(catalogue), stage)


def open_to_change(catalogue: Path, stage: str, systems: tuple[str, ...]) -> OpenedStage:
    """The mesh and the stage of that name, for a change of these systems alone; what is wrong elsewhere is counted then.

    Without systems it is for a change of all of them.
    """
    from meshctl.app.check.readable_mesh import mesh_for_all, mesh_for_systems

    checked, contents = _checked(catalogue)
    with _showing_findings(contents):
        mesh = mesh_for_systems(checked, systems, stage) if systems else mesh_for_all(checked, stage)
    _count(checked.findings)
    return OpenedStage(catalogue, mesh, stage_of(mesh, stage), systems)


@contextmanager
def mesh_to_tell(catalogue: Path) -> Iterator[Mesh]:
    """The mesh as far as it can be read, for what only tells of it; says on stderr what is missing, and how much is wrong.

    What is not found within, and may stand in a file that cannot be read, is refused with what is wrong there.
    """
    with mesh_of_question(asked_of(catalogue), catalogue) as mesh:
        yield mesh


@contextmanager
def mesh_of_question(question: Question, catalogue: Path) -> Iterator[Mesh]:
    """The same of a catalogue whose files have been read."""
    from meshctl.app.check.readable_mesh import readable_mesh, what_keeps_from

    checked = checked_catalogue(question, catalogue)
    with _showing_findings(question.files.contents):
        part = readable_mesh(checked)
        say_what_is_wrong(part.lacking, part.findings)
        try:
            yield part.mesh
        except NotFound as error:
            raise what_keeps_from(part, error) from error


@contextmanager
def stage_to_tell(catalogue: Path, stage: str | None) -> Iterator[OpenedStage]:
    """The same with the stage of that name, or without one the first stage."""
    with mesh_to_tell(catalogue) as mesh:
        yield _opened(catalogue, mesh, stage)


def guardrails_directory(catalogue: Path) -> Path:
    """Where the guardrails of the organisation lie; beside the bundles, since a stage may have any name."""
    return state_directory(catalogue) / "guardrails"


def open_earlier(catalogue: Path, base: str) -> Mesh:
    """The mesh as it was, sound or not; says on stderr what of it cannot be read."""
    found = read_earlier(asked_of_earlier(catalogue, base), catalogue, base)
    warn_of_unreadable(found.unreadable, base)
    return found.mesh


def read_earlier(question: Question, catalogue: Path, base: str) -> ReadableCatalogue:
    """What can be read of the catalogue as it was."""
    from meshctl.app.check.reading_cache import cached_reading
    from meshctl.app.tell.diff import readable

    hint = "name another --base, one that this meshctl can read"
    return readable(cached_reading(question, earlier_cache(catalogue)), _side(base), hint)


def read_at_tags(catalogue: Path, pattern: str) -> Iterator[tuple[str, ReadableCatalogue]]:
    """The tags that fit a pattern, the latest first, and what can be read of the catalogue at each; says on stderr what cannot.

    Raises `CatalogueUnreadable` at once where no tag fits.
    """
    from meshctl.adapters import git_revisions

    return _each_tag(catalogue, git_revisions.tags(catalogue, pattern))


def _each_tag(catalogue: Path, tags: Sequence[str]) -> Iterator[tuple[str, ReadableCatalogue]]:
    from meshctl.adapters import git_revisions
    from meshctl.app.check.reading_cache import cached_reading
    from meshctl.app.tell.diff import readable

    for tag in tags:
        try:
            asked = Question(git_revisions.read_tag(catalogue, tag), date.today(), code_that_judges, None)
            found = readable(cached_reading(asked, None), _side(tag), "")
        except MeshctlError as error:
            click.echo(f"warning: the tag {plain(tag)} does not count: {plain(str(error))}", err=True)
        else:
            warn_of_unreadable(found.unreadable, tag)
            yield tag, found


def read_now(question: Question, catalogue: Path) -> ReadableCatalogue:
    """What can be read of the catalogue as it stands."""
    from meshctl.app.check.reading_cache import cached_reading
    from meshctl.app.tell.diff import readable

    hint = "`meshctl check` shows what is wrong with it"
    return readable(cached_reading(question, present_cache(catalogue)), _side(None), hint)


def asked_of(catalogue: Path) -> Question:
    """What is asked of a catalogue as it stands today."""
    return Question(read_catalogue_files(catalogue), date.today(), code_that_judges, facts_cache(catalogue))


def asked_of_earlier(catalogue: Path, base: str) -> Question:
    """The same of the catalogue as it was in a directory or revision. Raises `CatalogueUnreadable`."""
    from meshctl.adapters import git_revisions

    return Question(git_revisions.read_earlier(catalogue, base), date.today(), code_that_judges, facts_cache(catalogue))


def say_what_is_wrong(lacking: Mapping[str, Collection[Finding]], findings: Collection[Finding]) -> None:
    """On stderr: a line for each file that cannot be read in full, and how much is found."""
    _warn_of(lacking)
    _count(findings)


def warn_of_unreadable(files: Sequence[str], base: str | None) -> None:
    """Says on stderr what of the base of a comparison cannot be read, or without one of the catalogue."""
    if files:
        more = ", ..." if files[MOST_NAMED:] else ""
        listed = f"{', '.join(files[:MOST_NAMED])}{more}"
        click.echo(
            f"warning: what stands in {_side(base)} in {listed} cannot be read: this comparison lacks it", err=True
        )
        click.echo("  = help: what it declares looks new or gone, and breaks may not be seen; mend it first", err=True)


def _side(base: str | None) -> str:
    return "the catalogue" if base is None else f'the base "{base}"'


def _checked(catalogue: Path) -> tuple[CheckedCatalogue, Mapping[str, bytes]]:
    """The catalogue after all checks, and what stands in its files."""
    question = asked_of(catalogue)
    return checked_catalogue(question, catalogue), question.files.contents


def _opened(catalogue: Path, mesh: Mesh, stage: str | None) -> OpenedStage:
    return OpenedStage(catalogue, mesh, mesh.stages[0] if stage is None else stage_of(mesh, stage))


@contextmanager
def _showing_findings(contents: Mapping[str, bytes]) -> Iterator[None]:
    try:
        yield
    except CatalogueHasFindings as error:
        click.echo(findings_as_text(error.findings, contents) + "\n", err=True)
        raise


def _warn_of(lacking: Mapping[str, Collection[Finding]]) -> None:
    """A line for each file that cannot be read in full."""
    for file, found in [*lacking.items()][:MOST_NAMED]:
        said = "; settings that it may say are told as those of the mesh" if file.endswith("/system.yaml") else ""
        line = f"what {file} declares is not told: it has {counted(len(found), 'error')}{said}"
        click.echo(f"warning: {plain(line)}", err=True)
    if len(lacking) > MOST_NAMED:
        click.echo(f"warning: nor is what {counted(len(lacking) - MOST_NAMED, 'further file')} declare", err=True)


def _count(findings: Collection[Finding]) -> None:
    if findings:
        click.echo(f"The catalogue has {summary(findings)}; `meshctl check` shows them.", err=True)
