"""What stands of a stage, what is to stand, and the passes between the two. Plain data; the inputs are as JSON has them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

StackKey = tuple[str, str]
"""Account and name: a system whose account changes has two stacks of one name for a while."""


@dataclass(frozen=True, slots=True)
class StackInputs:
    """A stack and the inputs that it stands with, or is to stand with. `owner` is as in `plan.stacks.Stack`."""

    name: str
    root: str
    owner: str
    account: str
    inputs: Mapping[str, Any]

    @property
    def key(self) -> StackKey:
        """What tells it from all others of its stage."""
        return self.account, self.name


Generation = Mapping[StackKey, StackInputs]
"""All stacks of a stage at one time."""

KINDS: Mapping[str, str] = {
    "functions": "function",
    "queues": "queue",
    "archives": "private archive",
    "buffers": "buffer",
    "buses": "bus",
    "dead_letters": "dead letters",
    "logs": "log",
    "mappings": "mapping",
    "routes": "route",
    "streams": "stream",
    "schedules": "schedule",
    "topics": "topic",
    "topic_subscriptions": "topic subscription",
    "workflows": "workflow",
}
"""The inputs of stacks that hold parts by key, and what such a part is called when it is retired."""


def parts_of(generation: Generation, section: str) -> Iterator[tuple[StackInputs, str, Mapping[str, Any]]]:
    """All parts that one of the inputs of `KINDS` holds, with their stacks and keys."""
    for stack in generation.values():
        yield from ((stack, key, one) for key, one in stack.inputs.get(section, {}).items())


@dataclass(frozen=True, slots=True)
class Retired:
    """A part that the catalogue has no more and that still stands, because something may be on its way to it.

    `kind` is one of those of `KINDS`, with `name` its key among the inputs of its stack;
    or, of what stays as it is, `function dead letters` (those of that function), `delivery` (`KEY to ARN`: where a
    route led to before), `execution` (`KEY to ARN`: what a workflow used before), `retention` (the kind and key of what is kept for longer than the catalogue says; `archive`),
    `publisher` (`SOURCE DETAIL-TYPE in ACCOUNT`: people's own code), `archive` (a hub's that has moved). It may go when
    it is empty, but not before `until`.
    """

    stack: StackKey
    kind: str
    name: str
    until: datetime


@dataclass(frozen=True, slots=True)
class StandingStacks:
    """What may stand of a stage before a change, as the records of its stacks tell.

    `done` are the inputs of the last pass that a stack came through; `begun` those of a later one of which nobody knows how far
    it came. A stack that was never applied is in neither.
    """

    done: Generation
    begun: Generation
    retired: tuple[Retired, ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """One step of a change: every stack that stands after it, with whole inputs.

    `name` is one of add, switch, narrow, remove. Stacks are applied by their waves, `backwards` where things go; `leaves` are
    the stacks that go as a whole. Before the next pass, `settle_seconds` pass, in which what runs comes to its end.
    """

    name: str
    stacks: Generation
    leaves: tuple[StackKey, ...] = ()
    backwards: bool = False
    settle_seconds: int = 0


@dataclass(frozen=True, slots=True)
class PassesOfChange:
    """The passes of a change in their order, and what stands retired after the last of them.

    `may_miss` are the new subscriptions to topics, by stack and key, that may miss what comes to their topic newly: they begin in
    the pass in which others begin to send it.
    """

    passes: tuple[Pass, ...]
    retired: tuple[Retired, ...]
    may_miss: tuple[tuple[StackKey, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PassStep:
    """Whether code and settings are those of the new generation, and whether the routes are."""

    name: str
    code_is_new: bool
    routes_are_new: bool


ADD = PassStep("add", code_is_new=False, routes_are_new=False)
SWITCH = PassStep("switch", code_is_new=True, routes_are_new=False)
NARROW = PassStep("narrow", code_is_new=True, routes_are_new=True)
REMOVE = "remove"
