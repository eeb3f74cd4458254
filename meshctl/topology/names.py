"""What each part of one stage is called: names and ARNs in one place. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from meshctl.aws_facts import name_lengths
from meshctl.model.events import Event
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.stages import HUB, Stage
from meshctl.topology import arns
from meshctl.topology.buses import DEFAULT, FURTHER, THE_HUB, EventBus
from meshctl.topology.parts.names import Named, Role

PROTECTED = "meshctl:protected"
"""The tag of what may not be taken away: it says so itself where it stands, also when the catalogue has it no more."""

FIFO = ".fifo"
"""How the names of queues and topics end that keep an order, and of nothing else."""

EVENT_LOGS = "/aws/events/"
"""How the names of log groups begin that EventBridge writes to: its console shows no others as targets."""

ChannelName = tuple[str, str, str, str]
"""The system and the service of a channel, its kind, and its name there."""


def aws_name(*parts: str, most: int = name_lengths.NARROWEST) -> str:
    """The parts joined by `_`, which no part contains; what is longer than `most` ends in a stable hash of the whole."""
    name = "_".join(parts)
    if len(name) <= most:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: most - 9]}_{digest}"


def _type(express: bool) -> tuple[str, ...]:
    return ("express",) if express else ()


def start_of_names(*parts: str, most: int = name_lengths.NARROWEST) -> str:
    """How every name begins whose first parts are these, whether it ends in a hash or not."""
    return "_".join((*parts, ""))[: most - 9]


@dataclass(frozen=True, slots=True)
class Names:
    """Names and ARNs of one stage; accounts by alias. Of the queues and streams it knows which ones functions read."""

    mesh: str
    stage: str
    region: str
    accounts: dict[str, str]
    read: frozenset[ChannelName]

    @classmethod
    def of(cls, mesh: Mesh, stage: Stage) -> "Names":
        """The names of `stage`."""
        accounts = {one.alias: one.number for one in stage.accounts}
        return cls(mesh.name, stage.name, stage.regions[0], accounts, frozenset(_read_channels(mesh)))

    def name(self, *parts: str) -> str:
        """A name within the stage."""
        return aws_name(self.mesh, self.stage, *parts)

    def _name(self, *parts: str, fifo: bool) -> str:
        """A name within the stage; that of what keeps an order ends in `.fifo`, as SQS and SNS want it."""
        return f"{self.name(*parts)}{FIFO}" if fifo else self.name(*parts)

    def bus(self, owner: str, description: str = "") -> Named:
        """The hub's bus, or a system's local one."""
        name = self.name(owner)
        return Named(name, arns.bus(self.region, self.accounts[owner], name), description)

    def bus_of(self, bus: EventBus) -> Named:
        """Any bus on which rules stand."""
        if bus.kind == DEFAULT:
            return Named(arns.DEFAULT_BUS, arns.bus(self.region, self.accounts[bus.owner], arns.DEFAULT_BUS))
        return self.further_bus(bus.owner, bus.service, bus.name) if bus.kind == FURTHER else self.bus(bus.owner)

    def further_bus(self, system: str, service: str, bus: str) -> Named:
        """A bus of a service, beside the local one of its system."""
        name = self.name(system, service, bus)
        return Named(name, arns.bus(self.region, self.accounts[system], name))

    def archive(self, owner: str) -> str:
        """The archive of the hub or of a system, which may not be called as long as everything else."""
        return aws_name(self.mesh, self.stage, owner, most=name_lengths.ARCHIVE)

    def rule(self, subscription: Subscription, bus: EventBus, description: str) -> Named:
        """The rule of a subscription on a bus."""
        name = self.name(subscription.system, subscription.service, subscription.name, *self.fed(subscription, bus))
        arn = arns.rule(self.region, self.accounts[bus.owner], self.bus_of(bus).name, name)
        return Named(name, arn, description)

    def delivery_role(self, subscription: Subscription, bus: EventBus) -> Role:
        """The role in the account of a bus that delivers a subscription from there; each bus has its own, as each has a rule."""
        fed, own = self.fed(subscription, bus), () if bus == THE_HUB else (bus.service, bus.name or bus.kind)
        steps = filter(None, (subscription.system, subscription.service, subscription.name, *fed, *own))
        name = self.name(*steps, "delivery")
        return Role(name, arns.role(self.accounts[bus.owner], name))

    def fed(self, subscription: Subscription, bus: EventBus) -> tuple[str, ...]:
        """What a rule on a bus feeds for others that subscribe there, or for functions that read it: kind and name of the channel, and
        where the bus is none of its system, the account. Each has a rule of its own, so that the new one may stand beside the
        old one; nothing for any other end."""
        delivery = subscription.delivery
        is_read = (subscription.system, subscription.service, delivery.kind, delivery.channel) in self.read
        if not is_read and not KINDS[delivery.kind].for_subscribers:
            return ()
        account = () if bus.owner == subscription.system else (self.accounts[subscription.system],)
        return (delivery.kind, delivery.channel, *account)

    def hop(self, event: Event, system: str, description: str = "") -> Named:
        """The hub's rule that brings an event to the local bus of a system."""
        name = self.name(system, *_steps(event))
        return Named(name, arns.rule(self.region, self.accounts[HUB], self.bus(HUB).name, name), description)

    def hop_role(self, event: Event, system: str) -> Role:
        """The role in the hub's account that delivers an event to the local bus of a system."""
        name = self.name(system, *_steps(event), "delivery")
        return Role(name, arns.role(self.accounts[HUB], name))

    def hop_dead_letters(self, event: Event, system: str) -> Named:
        """The queue, in the system's account, of what could not be delivered to its local bus."""
        return self.queue(system, *_steps(event), "dead")

    def log_group(self, system: str, service: str, log: str) -> Named:
        """A log group in a system's account."""
        name = f"{EVENT_LOGS}{self.name(system, service, log)}"
        return Named(name, arns.log_group(self.region, self.accounts[system], name))

    def queue(self, system: str, *parts: str, fifo: bool = False) -> Named:
        """A queue in a system's account."""
        name = self._name(system, *parts, fifo=fifo)
        return Named(name, arns.queue(self.region, self.accounts[system], name))

    def topic(self, system: str, service: str, topic: str, *, fifo: bool) -> Named:
        """A topic in a system's account."""
        name = self._name(system, service, topic, fifo=fifo)
        return Named(name, arns.topic(self.region, self.accounts[system], name))

    def stream(self, system: str, service: str, stream: str) -> Named:
        """A stream in a system's account."""
        name = self.name(system, service, stream)
        return Named(name, arns.stream(self.region, self.accounts[system], name))

    def workflow(self, system: str, service: str, workflow: str, *, express: bool) -> Named:
        """A workflow in a system's account; one of the other type is another one."""
        name = self.name(system, service, workflow, *_type(express))
        return Named(name, arns.workflow(self.region, self.accounts[system], name))

    def workflow_role(self, system: str, service: str, workflow: str, *, express: bool) -> Role:
        """The role that the executions of a workflow run with."""
        name = self.name(system, service, workflow, *_type(express), "workflow")
        return Role(name, arns.role(self.accounts[system], name))

    def buffer(self, subscription: Subscription) -> Named:
        """The queue before the function of a buffered subscription."""
        return self.queue(subscription.system, subscription.service, subscription.name, "buffer")

    def dead_letters(self, subscription: Subscription, *, fifo: bool = False) -> Named:
        """The queue of what could not be delivered to a subscription, or handled."""
        return self.queue(subscription.system, subscription.service, subscription.name, "dead", fifo=fifo)

    def function(self, system: str, service: str, function: str) -> Named:
        """A function in a system's account."""
        name = self.name(system, service, function)
        return Named(name, arns.function(self.region, self.accounts[system], name))

    def table(self, system: str, service: str, function: str) -> Named:
        """The table in which a function remembers what it has handled."""
        name = self.name(system, service, function)
        return Named(name, arns.table(self.region, self.accounts[system], name))

    def schedule(self, system: str, service: str, schedule: str) -> Named:
        """A schedule in a system's account, and the group of the same name, whose ARN it is."""
        name = self.name(system, service, schedule)
        return Named(name, arns.schedule_group(self.region, self.accounts[system], name))

    def schedule_role(self, system: str, service: str, schedule: str) -> Role:
        """The role that a schedule puts events on the local bus with."""
        name = self.name(system, service, schedule, "schedule")
        return Role(name, arns.role(self.accounts[system], name))

    def function_role(self, system: str, service: str, function: str) -> Role:
        """The role that a function runs with."""
        name = self.name(system, service, function, "function")
        return Role(name, arns.role(self.accounts[system], name))


def _read_channels(mesh: Mesh) -> Iterator[ChannelName]:
    """What Lambda reads for functions."""
    for service in mesh.services:
        for one in service.subscriptions:
            found = mesh.channel_of(one.wants, service.system) if isinstance(one.wants, Link) else None
            if found and KINDS[found[1].kind].is_polled:
                yield service.system, found[0].name, found[1].kind, found[1].name


def _steps(event: Event) -> tuple[str, str, str]:
    """How an event is named on AWS: one step more than a subscription has, so that no rule is called alike."""
    return event.system, event.name, f"v{event.version}"
