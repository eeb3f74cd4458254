"""What `list` and `diff` tell, from the cache where the same was told before; says on stderr the same either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meshctl.adapters.answer_cache_file import earlier_cache_file, reading_cache_file
from meshctl.app.check.readable_mesh import errors_within
from meshctl.app.check.result_cache import keep_result, known_result
from meshctl.app.check.result_record import ResultForm
from meshctl.cli.cached_catalogue import all_findings, results_cache
from meshctl.cli.open_catalogue import (
    asked_of,
    asked_of_earlier,
    mesh_of_question,
    read_earlier,
    read_now,
    say_what_is_wrong,
    warn_of_unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from meshctl.app.check.question import Question
    from meshctl.app.tell.diff import ReadableDevelopments
    from meshctl.model.mesh import Mesh
    from meshctl.results.things import Summary
    from meshctl.results.things.listings import Listing


def listing(
    catalogue: Path, kind: str, stage: str | None, list_: Callable[[Mesh], Listing[Summary]]
) -> Listing[Summary]:
    """All things of a kind, of routes those of a stage; `list_` works them out of the mesh where they were not told before."""
    from meshctl.results.things.listings import LISTINGS

    question, cache = asked_of(catalogue), results_cache(catalogue)
    form = ResultForm(f"list {kind} {stage or ''}", LISTINGS[kind])
    known = known_result(question, cache, form) if cache else None
    if known is not None:
        found = all_findings(question, catalogue)
        say_what_is_wrong(errors_within(known.unread, found), found)
        return known
    with mesh_of_question(question, catalogue) as mesh:
        told = list_(mesh)
    if cache:
        keep_result(told, question, cache, form, ((question, reading_cache_file(catalogue)),))
    return told


def developments(catalogue: Path, base: str, mode: str) -> ReadableDevelopments:
    """What became of a catalogue since `base`; both are read and compared where that was not told before."""
    from meshctl.app.tell.diff import ReadableDevelopments

    before, now, cache = asked_of_earlier(catalogue, base), asked_of(catalogue), results_cache(catalogue)
    form = ResultForm(f"diff {mode} {before.key.hex()}", ReadableDevelopments)
    told = known_result(now, cache, form) if cache and before.key else None
    if told is None:
        told = _compared(before, now, catalogue, base, mode)
        if cache and before.key:
            readings = (now, reading_cache_file(catalogue)), (before, earlier_cache_file(catalogue))
            keep_result(told, now, cache, form, readings)
    warn_of_unreadable(told.unreadable_before, base)
    warn_of_unreadable(told.unreadable_now, None)
    return told


def _compared(before: Question, now: Question, catalogue: Path, base: str, mode: str) -> ReadableDevelopments:
    from meshctl.app.tell.diff import what_develops

    head = read_now(now, catalogue)  # first: with what cannot be read nothing is compared, and no base is read for it
    return what_develops(read_earlier(before, catalogue, base), head, now.today, mode)
