"""What `list`, `trace` and `diff` rest on, from the cache where the same was told before; says on stderr the same either way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from meshctl.adapters.answer_cache_file import earlier_cache_file, reading_cache_file
from meshctl.app.check.readable_mesh import errors_within
from meshctl.app.check.result_cache import keep_result, known_result
from meshctl.app.check.result_record import ResultForm
from meshctl.cli.cached_catalogue import all_findings, results_cache
from meshctl.cli.open_catalogue import (
    asked_of,
    asked_of_earlier,
    mesh_of_question,
    read_at_tags,
    read_earlier,
    read_now,
    say_what_is_wrong,
    warn_of_unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from meshctl.app.check.question import Question
    from meshctl.app.events.receivers.stage_ways import StageWays
    from meshctl.app.tell.diff import ReadableCatalogue, ReadableDevelopments
    from meshctl.model.mesh import Mesh
    from meshctl.results.things import Summary
    from meshctl.results.things.listings import Listing


class ToldOfMesh(Protocol):
    """A result of a mesh: it lacks what these files declare."""

    @property
    def unread(self) -> tuple[str, ...]:
        """The files that could not be read in full."""


Told = TypeVar("Told", bound=ToldOfMesh)


def listing(
    catalogue: Path, kind: str, stage: str | None, list_: Callable[[Mesh], Listing[Summary]]
) -> Listing[Summary]:
    """All things of a kind, of routes those of a stage; `list_` works them out of the mesh where they were not told before."""
    from meshctl.results.things.listings import LISTINGS

    return _told(catalogue, ResultForm(f"list {kind} {stage or ''}", LISTINGS[kind]), list_)


def ways_of_stage(catalogue: Path, stage: str | None) -> StageWays:
    """What decides where an event goes in the stage of that name, or without one in the first stage; nothing of any event."""
    from meshctl.app.events.receivers.stage_ways import StageWays

    form = ResultForm("ways" if stage is None else f"ways of {stage}", StageWays)
    return _told(catalogue, form, lambda mesh: _gathered(mesh, stage))


def _gathered(mesh: Mesh, stage: str | None) -> StageWays:
    from meshctl.app.check.checked_catalogue import stage_of
    from meshctl.app.events.receivers.gather_ways import gather_ways

    return gather_ways(mesh, mesh.stages[0] if stage is None else stage_of(mesh, stage))


def _told(catalogue: Path, form: ResultForm[Told], tell: Callable[[Mesh], Told]) -> Told:
    """What is known of the catalogue by that form; `tell` works it out of the mesh where it was not told before."""
    question, cache = asked_of(catalogue), results_cache(catalogue)
    known = known_result(question, cache, form) if cache else None
    if known is not None:
        found = all_findings(question, catalogue)
        say_what_is_wrong(errors_within(known.unread, found), found)
        return known
    with mesh_of_question(question, catalogue) as mesh:
        told = tell(mesh)
    if cache:
        keep_result(told, question, cache, form, ((question, reading_cache_file(catalogue)),))
    return told


def developments(catalogue: Path, base: str, mode: str, tags: str | None) -> ReadableDevelopments:
    """What became of a catalogue since `base`; both are read and compared where that was not told before.

    With a pattern of tags, the catalogue is read at each of them as well, and nothing of that is kept.
    """
    from meshctl.app.tell.diff import ReadableDevelopments

    before, now = asked_of_earlier(catalogue, base), asked_of(catalogue)
    cache = results_cache(catalogue) if tags is None else None
    history = () if tags is None else read_at_tags(catalogue, tags)

    def form() -> ResultForm[ReadableDevelopments]:
        return ResultForm(f"diff {mode} {before.key.hex()}", ReadableDevelopments)

    told = known_result(now, cache, form()) if cache and before.key else None
    if told is None:
        told = _compared(before, now, catalogue, base, mode, history)
        if cache and before.key:
            readings = (now, reading_cache_file(catalogue)), (before, earlier_cache_file(catalogue))
            keep_result(told, now, cache, form(), readings)  # it may have another key, now that it was read
    warn_of_unreadable(told.unreadable_before, base)
    warn_of_unreadable(told.unreadable_now, None)
    return told


def _compared(
    before: Question,
    now: Question,
    catalogue: Path,
    base: str,
    mode: str,
    history: Iterable[tuple[str, ReadableCatalogue]],
) -> ReadableDevelopments:
    from meshctl.app.tell.diff import what_develops

    head = read_now(now, catalogue)  # first: with what cannot be read nothing is compared, and no base is read for it
    return what_develops(read_earlier(before, catalogue, base), head, now.today, mode, history)
