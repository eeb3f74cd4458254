"""Which queues a stack has, which of them belong to a retired part, and what people call that part. Pure; counts nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.passes.generations import KINDS, Retired, StackInputs
from meshctl.passes.parts import FUNCTION_DEAD_LETTERS, RETENTION
from meshctl.topology.lowering.keys import source_of

Part = Mapping[str, Any]


@dataclass(frozen=True, order=True, slots=True)
class QueueAddress:
    """A queue on AWS: its account, and its name there."""

    account: str
    name: str


@dataclass(frozen=True, slots=True)
class MessageCount:
    """How many messages a queue has: those to be received, those being handled, and those that wait for their time.

    AWS counts approximately, and is right within a minute after the last message has come ("ApproximateNumberOfMessages").
    """

    visible: int
    in_flight: int
    delayed: int

    @property
    def all(self) -> int:
        """All of them together."""
        return self.visible + self.in_flight + self.delayed


NamedQueues = Mapping[str, tuple[QueueAddress, ...]]
"""Queues by what people call the part that they belong to."""
_WITH_QUEUES = ("queues", "buffers", "dead_letters", "functions")
"""The inputs of stacks whose parts are queues, or have some."""


def queues_of_stack(stack: StackInputs) -> NamedQueues:
    """All queues of a stack that may hold messages, those of dead letters included."""
    found: dict[str, tuple[QueueAddress, ...]] = {}
    for section in _WITH_QUEUES:
        for key, part in stack.inputs.get(section, {}).items():
            queues = tuple(QueueAddress(stack.account, name) for name in _queue_names(part))
            name = f"{stack.owner}/{key}"
            found[name] = (*found.get(name, ()), *queues)
    return {name: queues for name, queues in found.items() if queues}


def queues_of(part: Retired, stack: StackInputs) -> tuple[QueueAddress, ...]:
    """The queues that go with a retired part of `stack`, or keep their messages for a shorter time; none where it has none."""
    section, key = _place(part)
    found = stack.inputs.get(section, {}).get(key) if section in _WITH_QUEUES else None
    return tuple(QueueAddress(stack.account, name) for name in _queue_names(found or {}))


def name_of(part: Retired, stack: StackInputs) -> str:
    """How people name a part, on the command line too: `payments/capture/placed`. Parts of one name go together.

    People's own code that publishes is named as its service: `orders/checkout`; a mapping is named as what it reads.
    """
    if part.kind == "publisher":
        return part.name.partition(" ")[0].replace(".", "/", 1)
    _, key = _place(part)
    name = key or part.name
    if part.kind == KINDS["topic_subscriptions"]:
        name = stack.inputs["topic_subscriptions"][key]["name"]
    if part.kind == KINDS["mappings"]:
        name = source_of(name).partition(" ")[2]
    name = name.partition(" ")[0]  # of a route that is on one of several buses, and of where one led to before
    return f"{stack.owner}/{name}" if stack.owner else name


_SECTIONS = {kind: section for section, kind in KINDS.items() if section != "routes"} | {
    FUNCTION_DEAD_LETTERS: "functions"
}


def _place(part: Retired) -> tuple[str, str]:
    """The input that a part is an item of, and its key there; a retention names the part that it is of: `queue
    capture/inbox`."""
    if part.kind in _SECTIONS:
        return _SECTIONS[part.kind], part.name
    if part.kind == RETENTION:
        kind = next((one for one in sorted(_SECTIONS, key=len, reverse=True) if part.name.startswith(f"{one} ")), "")
        return _SECTIONS.get(kind, ""), part.name.removeprefix(f"{kind} ") if kind else ""
    return "", ""


def _queue_names(part: Part) -> Iterator[str]:
    """A part is a queue itself, or has one, or has dead letters."""
    if "keep_seconds" in part:
        yield part["name"]
    for inner in ("queue", "dead_letters"):
        if part.get(inner):
            yield part[inner]["name"]
