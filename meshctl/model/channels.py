"""The channels of a service, and how a subscription is delivered to one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from meshctl.model.faults import FileFault
from meshctl.model.places import Place


@dataclass(frozen=True, slots=True)
class Function:
    """Code that receives events. `source` is a directory relative to the catalogue; memory in MB, timeout in seconds.

    `validates` says that what it publishes is held against its schemas before it leaves, `remembers` that it has a table of the events
    that it has handled.
    """

    kind: ClassVar[str] = "function"
    name: str
    source: str
    handler: str
    runtime: str
    architecture: str
    memory_mb: int
    timeout_seconds: int
    description: str
    environment: Mapping[str, str]
    log_keep_days: int
    dead_letters_keep_seconds: int
    place: Place
    environment_places: Mapping[str, Place] = field(default_factory=dict)
    validates: bool = False
    remembers: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of a service, read by whatever the team runs. Where no visibility timeout is said, its readers decide.

    What is `protected` is never taken away.
    """

    kind: ClassVar[str] = "queue"
    name: str
    description: str
    fifo: bool
    keep_seconds: int
    visibility_seconds: int | None
    dead_letters_keep_seconds: int
    place: Place
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its service writes to it, services of the same system subscribe."""

    kind: ClassVar[str] = "topic"
    name: str
    description: str
    fifo: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of records in their order; without a number of shards it grows with its traffic."""

    kind: ClassVar[str] = "stream"
    name: str
    description: str
    keep_seconds: int
    shards: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Workflow:
    """A state machine; `definition` is a file relative to the catalogue."""

    kind: ClassVar[str] = "workflow"
    name: str
    description: str
    definition: str
    express: bool
    log_keep_days: int
    place: Place
    definition_place: Place


@dataclass(frozen=True, slots=True)
class WorkflowReference:
    """A channel that a definition names (`${functions.settle}`), and where.

    `is_used` says that a task calls it or sends to it, `parameters` what that task says, by the names of AWS.
    """

    kind: str
    name: str
    is_used: bool
    place: Place
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkflowDefinition:
    """A state machine as its file has it: its JSON text, the channels it names, and what is wrong with it.

    `jsonata` is where it says that its queries are in JSONata.
    """

    text: str = ""
    references: tuple[WorkflowReference, ...] = ()
    faults: tuple[FileFault, ...] = ()
    jsonata: Place | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """An HTTPS endpoint of somebody else, called at most `rate` times a second with the key that `secret` names."""

    kind: ClassVar[str] = "webhook"
    name: str
    description: str
    url: str
    method: str
    header: str
    secret: str
    rate: int
    place: Place


@dataclass(frozen=True, slots=True)
class Task:
    """A task on Fargate: the family of its definition, and where it runs."""

    kind: ClassVar[str] = "task"
    name: str
    description: str
    cluster: str
    task: str
    subnets: tuple[str, ...]
    security_groups: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Log:
    """A log group that events are written to."""

    kind: ClassVar[str] = "log"
    name: str
    description: str
    keep_days: int
    place: Place


@dataclass(frozen=True, slots=True)
class Bus:
    """A further event bus of a service, beside its system's own."""

    kind: ClassVar[str] = "bus"
    name: str
    description: str
    place: Place


Channel = Function | Queue | Topic | Stream | Workflow | Webhook | Task | Log | Bus


def keeps_order(channel: object) -> bool:
    """Whether it is a channel that has been told to keep the order of its messages (`order: fifo`)."""
    return isinstance(channel, Queue | Topic) and channel.fifo


def is_express(channel: object) -> bool:
    """Whether it is a workflow whose executions take five minutes at most, and are not kept (`type: express`)."""
    return isinstance(channel, Workflow) and channel.express


class Delivery(NamedTuple):
    """The channel of a subscription: its kind, its name, and whether a buffer stands before it."""

    kind: str
    channel: str
    buffered: bool
    place: Place
