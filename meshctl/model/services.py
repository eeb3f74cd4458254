"""Services and their subscriptions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from meshctl.model.channels import Bus, Channel, Delivery, Function, Log, Queue, Stream, Task, Topic, Webhook, Workflow
from meshctl.model.events import Event, EventReference
from meshctl.model.exemptions import Exemption
from meshctl.model.places import Place, PlacesWithin
from meshctl.model.sources import AwsSource, Link, Partner, Schedule, Source


@dataclass(frozen=True, slots=True)
class Retry:
    """How long and how often EventBridge tries again."""

    seconds: int
    attempts: int


@dataclass(frozen=True, slots=True)
class FunctionBatch:
    """What a function is given of a stream at once: at most `size` records of a shard, gathered for so long, `parallel` batches
    of each shard at the same time.
    """

    size: int
    window_seconds: int
    parallel: int


@dataclass(frozen=True, slots=True)
class Subscription:
    """A service's wish to receive an event, or what a source or a channel of its own system gives.

    `input_fields` names fields of the event's data that are all the channel gets; without dead letters nothing is kept for so
    many seconds, and what cannot be delivered is lost. `setting_places` are where it says `retry`, `dead_letters` and `batch`
    itself; a batch is for who reads a stream.
    """

    name: str
    system: str
    service: str
    wants: EventReference | Link
    where: Mapping[str, Any] | None
    where_place: Place
    delivery: Delivery
    retry: Retry
    dead_letters_keep_seconds: int | None
    place: Place
    where_places: PlacesWithin = field(default_factory=PlacesWithin)
    where_spellings: Mapping[tuple[str | int, ...], str] = field(default_factory=dict)
    """How numbers of the filter are written that no longer look so once they are read, by their place in it."""
    input_fields: Mapping[str, str] | None = None
    input_places: PlacesWithin = field(default_factory=PlacesWithin)
    setting_places: Mapping[str, Place] = field(default_factory=dict)
    batch: FunctionBatch | None = None

    @property
    def key(self) -> str:
        """`payments/capture/order-placed`."""
        return f"{self.system}/{self.service}/{self.name}"

    @property
    def receiver(self) -> str:
        """The service that wants it: `payments/capture`."""
        return f"{self.system}/{self.service}"

    @property
    def keeps_dead_letters(self) -> bool:
        """Whether what cannot be delivered or handled is kept."""
        return self.dead_letters_keep_seconds is not None

    @property
    def reads_queue(self) -> bool:
        """Whether Lambda reads a queue for it: what is tried again, and what is kept, is that queue's matter."""
        return isinstance(self.wants, Link) and self.wants.kind == Queue.kind

    @property
    def wanted(self) -> str:
        """What it wants, in words: `orders/OrderPlaced`, or `topic order-updates`."""
        return str(self.wants) if isinstance(self.wants, EventReference) else f"{self.wants.kind} {self.wants.name}"


@dataclass(frozen=True, slots=True)
class Service:
    """What publishes and subscribes; belongs to one system."""

    name: str
    system: str
    description: str
    events: tuple[Event, ...]
    functions: tuple[Function, ...]
    queues: tuple[Queue, ...]
    subscriptions: tuple[Subscription, ...]
    place: Place
    topics: tuple[Topic, ...] = ()
    streams: tuple[Stream, ...] = ()
    workflows: tuple[Workflow, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    tasks: tuple[Task, ...] = ()
    logs: tuple[Log, ...] = ()
    buses: tuple[Bus, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    aws: tuple[AwsSource, ...] = ()
    partners: tuple[Partner, ...] = ()
    sends_to: tuple[Link, ...] = ()
    exemptions: tuple[Exemption, ...] = ()

    @property
    def key(self) -> str:
        """`payments/capture`."""
        return f"{self.system}/{self.name}"

    @property
    def source(self) -> str:
        """The `source` of its events on the wire: `payments.capture`."""
        return f"{self.system}.{self.name}"

    @property
    def channels(self) -> Iterator[Channel]:
        """All of its channels, kind by kind."""
        yield from self.functions
        yield from self.queues
        yield from self.topics
        yield from self.streams
        yield from self.workflows
        yield from self.webhooks
        yield from self.tasks
        yield from self.logs
        yield from self.buses

    def channel(self, kind: str, name: str) -> Channel | None:
        """Its own channel of that kind and name, if it has one."""
        return next((one for one in self.channels if (one.kind, one.name) == (kind, name)), None)

    @property
    def sources(self) -> Iterator[Source]:
        """What it can receive from outside the mesh, kind by kind."""
        yield from self.schedules
        yield from self.aws
        yield from self.partners
