"""Opens a catalogue for a change of those systems alone that have changed since an earlier one. Says on stderr which these are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import click

from meshctl.adapters.code_fingerprint import code_that_judges
from meshctl.adapters.git_revisions import earlier_names, names_below, read_earlier
from meshctl.app.check.check_catalogue import check_reading
from meshctl.app.check.checked_catalogue import CatalogueHasFindings, sound_mesh, stage_of
from meshctl.app.check.question import Question
from meshctl.app.check.reading_cache import cached_reading
from meshctl.app.deploy.prepare import refuse_unavailable, stage_stacks
from meshctl.app.deploy.some_systems import systems_that_differ
from meshctl.cli.cached_catalogue import earlier_cache, facts_cache
from meshctl.cli.open_catalogue import OpenedStage, UnchangedStage, open_to_change
from meshctl.errors import MeshctlError
from meshctl.plan.changed_systems import source_digests
from meshctl.report.changed_systems import changed_systems_as_text

if TYPE_CHECKING:
    from pathlib import Path

    from meshctl.model.mesh import Mesh
    from meshctl.plan.stacks import Stack


def open_changed_since(catalogue: Path, stage: str, revision: str) -> OpenedStage | UnchangedStage:
    """The stage, for a change of those systems that have changed since `revision`, if any. Raises `MeshctlError`."""
    opened = open_to_change(catalogue, stage, ())
    refuse_unavailable(opened.mesh, opened.stage)
    found = systems_that_differ(_earlier(catalogue, stage, revision), _present(opened))
    click.echo(changed_systems_as_text(found, stage, revision), err=True)
    if not found.changed:
        return UnchangedStage(opened.mesh.name, stage, revision, found)
    return OpenedStage(catalogue, opened.mesh, opened.stage, found.changed)


def _present(opened: OpenedStage) -> Iterable[Stack]:
    names = names_below(opened.catalogue, _sources(opened.mesh))
    return _stacks(opened.mesh, opened.stage.name, names)


def _earlier(catalogue: Path, stage: str, revision: str) -> Iterable[Stack]:
    """Exceptions that have run out since are still exceptions: what counts is whether it could be applied then."""
    question = Question(read_earlier(catalogue, revision), date.min, code_that_judges, facts_cache(catalogue))
    checked = check_reading(cached_reading(question, earlier_cache(catalogue)), date.min)
    try:
        mesh = sound_mesh(checked)
        refuse_unavailable(mesh, stage_of(mesh, stage))
    except MeshctlError as error:
        why = "it has errors" if isinstance(error, CatalogueHasFindings) else error.message
        message = f'what has changed since "{revision}" cannot be said: in the catalogue as it was, {why}'
        raise MeshctlError(message, "name another revision, or the systems: --only SYSTEM") from error
    return _stacks(mesh, stage, earlier_names(catalogue, revision, _sources(mesh)))


def _sources(mesh: Mesh) -> frozenset[str]:
    return frozenset(one.source for service in mesh.services for one in service.functions)


def _stacks(mesh: Mesh, stage: str, names: Mapping[str, str]) -> Iterable[Stack]:
    variant = mesh.at(stage)
    return stage_stacks(mesh, stage_of(mesh, stage), source_digests(variant, names))
