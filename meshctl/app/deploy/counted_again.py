"""Use case: look again at what a change takes away, just before it goes: what got messages meanwhile stays, and all it
needs."""

from collections.abc import Collection
from dataclasses import replace

from meshctl.app.deploy.retired_parts import Look
from meshctl.app.deploy.stage_change import StageChange, StagePass, passes_to, stage_pass
from meshctl.passes.generations import REMOVE, Pass
from meshctl.retirement.outlook import RetiredOutlook


def counted_again(change: StageChange, look: Look) -> tuple[StageChange, tuple[RetiredOutlook, ...]]:
    """The change with a last pass that takes away what may still go, and what stays instead. Raises what `look` raises."""
    goes = [one.part for one in change.going]
    stands = change.standing.stacks
    found = look(goes, {**stands.done, **stands.begun, **change.passes[-1].before}) if goes else ()
    stays = tuple(one for one in found if not one.may_go)
    if not stays:
        return change, ()
    return _with_less_removed(change, found), stays


def _with_less_removed(change: StageChange, known: Collection[RetiredOutlook]) -> StageChange:
    """The way is worked out from its beginning: what stays may need what was to go with it."""
    remove, wanted = change.passes[-1], change.wanted
    less = passes_to(wanted, change.standing.stacks, change.new, change.planned_at, known)
    last = less.passes[-1] if less.passes else Pass(REMOVE, remove.before)
    leaves = (*(last.leaves if last.name == REMOVE else ()), *_unrecorded(change, remove))
    one = Pass(REMOVE, last.stacks, leaves, backwards=True)
    unsure = {stack.key for stack in remove.planned}
    passes = (*change.passes[:-1], stage_pass(wanted, one, remove.before, unsure))
    return replace(change, passes=passes, change=less)


def _unrecorded(change: StageChange, remove: StagePass) -> tuple[tuple[str, str], ...]:
    return tuple(leaf.key for leaf in remove.leaves if leaf.key in change.standing.unrecorded)
