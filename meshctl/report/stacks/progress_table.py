"""How far stacks are, as a table that is drawn again and again: at most so many lines of at most so many letters. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from meshctl.progress.fixed_waits import seconds_left
from meshctl.progress.stacks_progress import StackProgress, StacksProgress
from meshctl.progress.steps import DONE, FAILED, STOPPED
from meshctl.progress.time_left import about, all_seconds_left
from meshctl.report.plain import plain
from meshctl.report.plurals import counted

COLOURS: Mapping[str, str] = {DONE: "green", FAILED: "red", STOPPED: "yellow"}
AT_WORK, AHEAD = "cyan", "bright_black"
_LONGEST_NAME = 40
_GAP = "  "


@dataclass(frozen=True, slots=True)
class StackLine:
    """One line and its colour, as click names it; empty for none."""

    text: str
    colour: str = ""


def progress_table(progress: StacksProgress, now: float, width: int, height: int) -> tuple[StackLine, ...]:
    """A line a stack, and one for all of them. Where there are too many, those at work come first, and what is left out is counted."""
    shown = _shown(progress, max(1, height - 2))
    rows = {name: _cells(progress, name, now) for name in shown}
    names = min(_LONGEST_NAME, max((len(name) for name in shown), default=0))
    ends = [max((len(row[at]) for row in rows.values()), default=0) for at in (1, 2, 3)]
    middle = max(0, width - names - sum(ends) - 5 * len(_GAP))
    lines = [
        StackLine(
            _GAP.join(("", _fit(name, names), _fit(does, middle), *_right(cells, ends))), _colour(progress.stacks[name])
        )
        for name, (does, *cells) in rows.items()
    ]
    return tuple(
        StackLine(line.text[:width], line.colour)
        for line in (*lines, *_left_out(progress, shown), _summary(progress, now))
    )


def _shown(progress: StacksProgress, most: int) -> list[str]:
    def urgency(name: str) -> int:
        one = progress.stacks[name]
        return 0 if one.is_at_work else 1 if one.outcome == FAILED else 2 if one.is_ahead else 3

    chosen = {*sorted(progress.stacks, key=urgency)[:most]}
    return [name for name in progress.stacks if name in chosen]


def _cells(progress: StacksProgress, name: str, now: float) -> tuple[str, str, str, str]:
    """What it does, how many of how many resources, since when, and how much longer."""
    one = progress.stacks[name]
    if one.is_ahead:
        return _awaited(progress.awaited(name)), "", "", ""
    begun = now if one.began is None else one.began
    elapsed = _seconds((now if one.ended is None else one.ended) - begun)
    many = f"{len(one.done)}/{len(one.changes)}" if one.changes else ""
    left = about(seconds_left(one, now)) if one.is_at_work else 0
    return _does(one, now), many, elapsed, f"about {left} s more" if left else ""


def _does(one: StackProgress, now: float) -> str:
    words = plain(one.words)
    if one.outcome == DONE:
        return words or DONE
    if one.outcome:
        return f"{one.outcome}: {words}" if words else one.outcome
    if one.in_flight:
        address, since = min(one.in_flight.items(), key=lambda item: item[1])
        return f"{words}, waiting {_seconds(now - since)} for {plain(address)}"
    return words


def _awaited(stacks: Sequence[str]) -> str:
    if not stacks:
        return "waits for its turn"
    return f"waits for {stacks[0]}" if len(stacks) == 1 else f"waits for {counted(len(stacks), 'stack')}"


def _left_out(progress: StacksProgress, shown: Sequence[str]) -> list[StackLine]:
    rest = Counter(_word(one) for name, one in progress.stacks.items() if name not in shown)
    if not rest:
        return []
    return [
        StackLine(
            f"{_GAP}and {counted(rest.total(), 'more stack')}: {', '.join(f'{n} {word}' for word, n in rest.items())}"
        )
    ]


def _word(one: StackProgress) -> str:
    return one.outcome or ("ahead" if one.is_ahead else "at work")


def _summary(progress: StacksProgress, now: float) -> StackLine:
    outcomes = Counter(one.outcome for one in progress.stacks.values() if one.outcome and one.outcome != DONE)
    done = sum(one.outcome == DONE for one in progress.stacks.values())
    parts = [f"{progress.doing}: {done} of {counted(len(progress.stacks), 'stack')} done"]
    parts += [f"{number} {outcome}" for outcome, number in outcomes.items()]
    if resources := sum(len(one.changes) for one in progress.stacks.values()):
        parts.append(f"{sum(len(one.done) for one in progress.stacks.values())} of {counted(resources, 'resource')}")
    parts.append(_seconds(now - progress.began))
    if left := about(all_seconds_left(progress, now)):
        parts.append(f"about {_seconds(left)} more")
    return StackLine(_GAP + ", ".join(parts))


def _colour(one: StackProgress) -> str:
    return COLOURS.get(one.outcome, "") or (AHEAD if one.is_ahead else AT_WORK)


def _seconds(seconds: float) -> str:
    whole = max(0, int(seconds))
    return f"{whole} s" if whole < 120 else f"{whole // 60} min {whole % 60:02} s"


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else f"{text[: max(0, width - 3)]}..."[:width]


def _right(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
