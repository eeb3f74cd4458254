"""A hub, its systems, and the stage that they make. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from meshctl.topology.parts.buses import BusArchive, BusPart
from meshctl.topology.parts.functions import FunctionPart
from meshctl.topology.parts.grants import Grant
from meshctl.topology.parts.logs import LogPart
from meshctl.topology.parts.mappings import SourceMapping
from meshctl.topology.parts.names import Named
from meshctl.topology.parts.queues import Buffer, ChannelQueue, DeadLetters
from meshctl.topology.parts.routes import Route
from meshctl.topology.parts.schedules import SchedulePart
from meshctl.topology.parts.streams import StreamPart
from meshctl.topology.parts.topics import TopicPart, TopicSubscriptionPart
from meshctl.topology.parts.workflows import WorkflowPart


@dataclass(frozen=True, slots=True)
class Publisher:
    """A system's accounts, of which it has two while it moves, and the sources that they may publish on the hub."""

    accounts: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """The hub's archive."""

    name: str
    keep_days: int


@dataclass(frozen=True, slots=True)
class HubPart:
    """The hub: its bus, its archive, and who may publish; of AWS organisations only this one, if one is named.

    `policy_form` is what the bus's policy names (`topology/hub_policy.py`).
    """

    account: str
    organization: str | None
    tags: Mapping[str, str]
    bus: Named
    archive: Archive
    publishers: Mapping[str, Publisher]
    policy_form: str


@dataclass(frozen=True, slots=True)
class SystemPart:
    """One system's account: local bus, channels, functions; `routes` are those of all its buses.

    `mappings` are what its functions read, by `SERVICE/FUNCTION from KIND SERVICE/NAME`: AWS has one for each such pair.
    `hops` are who brings events of the hub to the local bus, by event.
    `archives` are of its local bus: one at most.
    """

    name: str
    account: str
    tags: Mapping[str, str]
    bus: Named
    functions: Mapping[str, FunctionPart]
    queues: Mapping[str, ChannelQueue]
    buffers: Mapping[str, Buffer]
    dead_letters: Mapping[str, DeadLetters]
    routes: Mapping[str, Route]
    topics: Mapping[str, TopicPart] = field(default_factory=dict)
    topic_subscriptions: Mapping[str, TopicSubscriptionPart] = field(default_factory=dict)
    mappings: Mapping[str, SourceMapping] = field(default_factory=dict)
    streams: Mapping[str, StreamPart] = field(default_factory=dict)
    logs: Mapping[str, LogPart] = field(default_factory=dict)
    hops: Mapping[str, Grant] = field(default_factory=dict)
    schedules: Mapping[str, SchedulePart] = field(default_factory=dict)
    workflows: Mapping[str, WorkflowPart] = field(default_factory=dict)
    buses: Mapping[str, BusPart] = field(default_factory=dict)
    archives: Mapping[str, BusArchive] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topology:
    """A stage of the mesh on AWS. `routes` are the hub's, by `system/service/subscription`, and its hops to local buses, by
    `system/system/Event.v1`."""

    mesh: str
    stage: str
    region: str
    hub: HubPart
    systems: tuple[SystemPart, ...]
    routes: Mapping[str, Route]
