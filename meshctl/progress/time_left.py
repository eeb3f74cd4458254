"""About how much longer stacks take. An estimate and no promise: of what is not known it says nothing. Pure."""

from math import ceil

from meshctl.progress.fixed_waits import seconds_left
from meshctl.progress.stacks_progress import StacksProgress
from meshctl.progress.steps import PLAN

_STEP = 5


def about(seconds: float) -> int:
    """Rounded up to what an estimate can mean: 5 s."""
    return ceil(seconds / _STEP) * _STEP


def all_seconds_left(progress: StacksProgress, now: float) -> float:
    """Until all have ended; 0 where nothing is known.

    Of plans, at the speed of those that are done. Of applies, what the provider waits at least, wave by wave.
    """
    if progress.doing == PLAN:
        done = progress.ended
        return (len(progress.stacks) - done) * (now - progress.began) / done if done else 0.0
    longest: dict[int, float] = {}
    for one in progress.stacks.values():
        if one.ended is None:
            longest[one.wave] = max(longest.get(one.wave, 0.0), seconds_left(one, now))
    return sum(longest.values())
