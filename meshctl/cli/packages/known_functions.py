"""The functions of a stage, from the cache where the same catalogue told them before: to read its mesh takes longer than their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meshctl.adapters.answer_cache_file import reading_cache_file
from meshctl.app.check.result_cache import keep_result, known_result
from meshctl.app.check.result_record import ResultForm
from meshctl.cli.cached_catalogue import all_findings, results_cache
from meshctl.cli.open_catalogue import asked_of, say_what_is_wrong, sound_mesh_of
from meshctl.results.packaged_functions import PackagedFunctions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from meshctl.app.check.question import Question
    from meshctl.model.mesh import Mesh


def known_functions(catalogue: Path, stage: str) -> tuple[PackagedFunctions, Callable[[], Mesh]]:
    """What is packaged for the stage of that name, and the mesh for whoever asks; says on stderr what is wrong in both cases.

    Raises `MeshctlError` where the catalogue is not sound: of such a one nothing is known.
    """
    question, cache = asked_of(catalogue), results_cache(catalogue)
    form = ResultForm(f"functions of {stage}", PackagedFunctions)
    known = known_result(question, cache, form) if cache else None
    if known is not None:
        say_what_is_wrong({}, all_findings(question, catalogue))
        return known, lambda: _known_mesh(question, catalogue)
    mesh = sound_mesh_of(question, catalogue)
    told = _told(mesh, stage)
    if cache:
        keep_result(told, question, cache, form, ((question, reading_cache_file(catalogue)),))
    return told, lambda: mesh


def _told(mesh: Mesh, stage: str) -> PackagedFunctions:
    from meshctl.app.check.checked_catalogue import stage_of
    from meshctl.app.packages.packaged_functions import packaged_functions

    return packaged_functions(mesh, stage_of(mesh, stage))


def _known_mesh(question: Question, catalogue: Path) -> Mesh:
    from meshctl.app.check.checked_catalogue import sound_mesh
    from meshctl.cli.cached_catalogue import checked_catalogue

    return sound_mesh(checked_catalogue(question, catalogue))
