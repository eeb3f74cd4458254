"""Which retired parts may go, and what keeps the others. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from meshctl.passes.generations import KINDS, Generation, Retired, StackInputs
from meshctl.passes.parts import ARCHIVE
from meshctl.retirement.given_up import is_given_up, messages_in_words
from meshctl.retirement.leading import RetiredEnds
from meshctl.retirement.queues import MessageCount, QueueAddress, name_of, queues_of

Counts = Mapping[QueueAddress, MessageCount | None]
"""Of each queue that was looked at; None for one that is not there."""


@dataclass(frozen=True, slots=True)
class RetiredOutlook:
    """What is known of a retired part: how people name it, how many messages it holds, and what keeps it.

    `messages` are None where nobody has counted, or nobody can: an archive's events. `given_up` says that somebody has
    said that what is in it may be lost.
    """

    part: Retired
    name: str
    messages: int | None
    given_up: bool
    day_has_come: bool

    @property
    def may_go(self) -> bool:
        """Whether it is removed now: given up, or empty for sure when its day has come."""
        return self.given_up or (self.day_has_come and self.messages == 0)

    @property
    def held(self) -> str:
        """What it holds, in words."""
        if self.messages is None:
            return "what it holds cannot be counted"
        return f"it holds {messages_in_words(self.messages)}"


def outlooks(
    parts: Iterable[Retired], standing: Generation, counts: Counts, now: datetime, given_up: Collection[str]
) -> tuple[RetiredOutlook, ...]:
    """What is known of each retired part of the `standing` stacks.

    `given_up` are names of parts, of services or of systems; with a part goes what leads to it.
    """
    stand = [part for part in parts if part.stack in standing]
    ends = RetiredEnds(stand, standing)
    lost = [any(is_given_up(name, given_up) for name in ends.names(part)) for part in stand]
    return tuple(
        _outlook(part, standing[part.stack], counts, now, given_up=is_lost)
        for part, is_lost in zip(stand, lost, strict=True)
    )


def losses_given_up(going: Iterable[RetiredOutlook]) -> tuple[str, ...]:
    """A sentence for each name that is given up, of what goes with it."""
    names: dict[str, list[RetiredOutlook]] = {}
    for one in going:
        if one.given_up:
            names.setdefault(one.name, []).append(one)
    return tuple(
        f"{name} is given up: {' and '.join(_lost(parts))}" for name, parts in names.items() if [*_lost(parts)]
    )


def _lost(parts: Iterable[RetiredOutlook]) -> Iterator[str]:
    parts = tuple(parts)
    if held := sum(one.messages or 0 for one in parts):
        yield messages_in_words(held)
    if any(one.messages is None for one in parts):
        yield "what cannot be counted"
    if not all(one.day_has_come for one in parts):
        yield "what may still be on its way there"


def _outlook(part: Retired, stack: StackInputs, counts: Counts, now: datetime, *, given_up: bool) -> RetiredOutlook:
    messages = _messages(part, queues_of(part, stack), counts)
    day_has_come = part.until <= now and not _still_takes(part, stack)
    return RetiredOutlook(part, name_of(part, stack), messages, given_up, day_has_come)


def _still_takes(part: Retired, stack: StackInputs) -> bool:
    """Whether it is a route that is on, for what something retired publishes or brings: its day comes when that has gone."""
    route = stack.inputs.get("routes", {}).get(part.name) if part.kind == KINDS["routes"] else None
    return bool(route and route["enabled"])


def _messages(part: Retired, queues: Iterable[QueueAddress], counts: Counts) -> int | None:
    """All messages in the part's queues; 0 for a part without queues, None where they cannot be counted, or were not."""
    queues = tuple(queues)
    if part.name == ARCHIVE:  # its events cannot be counted
        return None
    looked = [counts.get(one, _UNKNOWN) for one in queues]
    return None if _UNKNOWN in looked else sum(one.all for one in looked if one)


_UNKNOWN = MessageCount(-1, -1, -1)
