"""Functions and queues of a service, and how a subscription is delivered to them."""

from dataclasses import dataclass

from meshctl.model.places import Place


@dataclass(frozen=True, slots=True)
class Function:
    """Code that receives events. `source` is a directory relative to the catalogue; memory in MB, timeout in seconds."""

    name: str
    source: str
    handler: str
    runtime: str
    architecture: str
    memory_mb: int
    timeout_seconds: int
    description: str
    place: Place


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of a service, read by whatever the team runs; messages are kept for `keep_seconds`."""

    name: str
    keep_seconds: int
    place: Place


@dataclass(frozen=True, slots=True)
class Delivery:
    """The channel of a subscription: its kind (`queue` or `function`), its name, and whether a buffer stands before it."""

    kind: str
    channel: str
    buffered: bool
    place: Place
