"""What is known of stacks after each step: every stack is ahead, at work or has ended, and goes in this direction only. Pure.

Times are seconds on a clock of the caller's that never goes back.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from meshctl.progress.steps import ResourceStep, StackEnds, StacksAhead, StackStep

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meshctl.plan.changes import ResourceChange

Step = StackStep | ResourceStep | StackEnds


@dataclass(frozen=True, slots=True)
class StackProgress:
    """One stack: since when it is at work, when and how it has ended, what it does in words, and which resources are in flight
    since when, or done.

    It comes after all stacks of a lower `wave`.
    """

    wave: int
    changes: tuple[ResourceChange, ...] = ()
    began: float | None = None
    ended: float | None = None
    outcome: str = ""
    words: str = ""
    in_flight: Mapping[str, float] = field(default_factory=dict)
    done: frozenset[str] = frozenset()

    @property
    def is_ahead(self) -> bool:
        """Whether nothing has happened to it yet."""
        return self.began is None and self.ended is None

    @property
    def is_at_work(self) -> bool:
        """Whether it has begun and not ended."""
        return self.began is not None and self.ended is None


@dataclass(frozen=True, slots=True)
class StacksProgress:
    """All stacks that are planned, or applied, by name and in the order in which that is done."""

    doing: str
    began: float
    stacks: Mapping[str, StackProgress]

    @property
    def ended(self) -> int:
        """How many of them have ended."""
        return sum(one.ended is not None for one in self.stacks.values())

    def awaited(self, name: str) -> tuple[str, ...]:
        """The stacks that one waits for: those of earlier waves that have not ended."""
        wave = self.stacks[name].wave
        return tuple(other for other, one in self.stacks.items() if one.wave < wave and one.ended is None)


def ahead(step: StacksAhead, now: float) -> StacksProgress:
    """Before anything has happened."""
    waves = {name: wave for wave, names in enumerate(step.waves) for name in names}
    return StacksProgress(
        step.doing, now, {name: StackProgress(wave, step.plans.get(name, ())) for name, wave in waves.items()}
    )


def after(progress: StacksProgress, name: str, step: Step, now: float) -> StacksProgress:
    """After a step of one of the stacks; one that has ended stays as it ended."""
    one = progress.stacks[name]
    if one.ended is not None:
        return progress
    return replace(progress, stacks={**progress.stacks, name: _after(one, step, now)})


def _after(one: StackProgress, step: Step, now: float) -> StackProgress:
    if isinstance(step, StackEnds):
        return replace(one, ended=now, outcome=step.outcome, in_flight={})
    began = now if one.began is None else one.began
    if isinstance(step, StackStep):
        return replace(one, began=began, words=step.line)
    since = one.in_flight.get(step.address, now)
    others = {address: at for address, at in one.in_flight.items() if address != step.address}
    is_over = step.kind in ("done", "failed")
    return replace(
        one,
        began=began,
        in_flight=others if is_over else {**others, step.address: since},
        done=one.done | {step.address} if step.kind == "done" else one.done,
    )
