"""Ways in the accounts and Regions of one stage: what they cross, and how often they are passed on. Pure.

The one home of hops and of borders between accounts; names and ARNs are for who builds the ways.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from meshctl.model.events import Event
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link, Source
from meshctl.model.stages import Stage
from meshctl.topology.buses import EventBus
from meshctl.topology.rule_patterns import rule_pattern
from meshctl.topology.ways import Way, ways


@dataclass(frozen=True, slots=True)
class StagedWay:
    """A way in the accounts and Regions of one stage.

    Accounts are numbers: of the publisher, of the bus or, where it comes over none, of what is wanted, and of the channel.
    `crosses` says whether it leaves the account of its bus, `hops` counts the buses that it is passed on to. `pinned` are the
    accounts from which its rule takes something, by their systems.
    """

    way: Way
    publisher_account: str
    bus_account: str
    account: str
    crosses: bool
    hops: int
    pinned: tuple[tuple[str, str], ...] = ()

    @property
    def subscription(self) -> Subscription:
        """What it leads to."""
        return self.way.subscription

    @property
    def source(self) -> Event | Source | Link:
        """What it brings."""
        return self.way.source

    @property
    def bus(self) -> EventBus | None:
        """The bus that its rule is on; None for what comes over none."""
        return self.way.bus

    @property
    def hop(self) -> EventBus | None:
        """The receiver's local bus, where the event has to come there first."""
        return self.way.second_bus if self.crosses else None

    @property
    def last_bus(self) -> EventBus | None:
        """The bus whose rule delivers to the channel; None for what comes over none."""
        return self.hop or self.bus

    @property
    def last_bus_account(self) -> str:
        """That bus's account."""
        return self.account if self.hop else self.bus_account

    @property
    def by_role(self) -> bool:
        """Whether that rule delivers with a role: into another account, and to what EventBridge never reaches without one."""
        return (self.crosses and self.hop is None) or KINDS[self.subscription.delivery.kind].needs_role

    @property
    def pattern(self) -> dict[str, object]:
        """What its rule asks of an event."""
        return rule_pattern(self.way, self.publisher_account, dict(self.pinned))


def staged_ways(mesh: Mesh, stage: Stage) -> Iterator[StagedWay]:
    """The ways of a mesh in `stage`; what lacks an account there has none, and nothing is raised."""
    mesh, accounts = mesh.at(stage.name), {one.alias: one.number for one in stage.accounts}
    for way in ways(mesh):
        owner = _owner(way)
        if {way.publisher, owner, way.subscription.system} <= accounts.keys():
            yield _staged(mesh, stage, accounts, way, owner)


def _owner(way: Way) -> str:
    bus = way.bus
    return bus.owner if bus else way.publisher


def _staged(mesh: Mesh, stage: Stage, accounts: Mapping[str, str], way: Way, owner: str) -> StagedWay:
    bus_account, own_account = accounts[owner], accounts[way.subscription.system]
    crosses = bus_account != own_account
    return StagedWay(
        way=way,
        publisher_account=accounts[way.publisher],
        bus_account=bus_account,
        account=_outside_account(mesh, stage, way.subscription) or own_account,
        crosses=crosses,
        hops=int(_is_passed_on(mesh, stage, way, crosses=crosses)),
        pinned=tuple((pin.system, accounts[pin.system]) for pin in way.pins if pin.system in accounts),
    )


def _outside_account(mesh: Mesh, stage: Stage, subscription: Subscription) -> str:
    """The account that a channel from outside the mesh lies in, as far as the stage knows its ARN."""
    system, delivery = mesh.system(subscription.system), subscription.delivery
    for one in system.external if system else ():
        if (one.kind, one.name) == (delivery.kind, delivery.channel) and stage.name in one.arns:
            return one.arns[stage.name][0].split(":")[4]
    return ""


def _is_passed_on(mesh: Mesh, stage: Stage, way: Way, *, crosses: bool) -> bool:
    """Whether it comes to a second bus: one of its receiver's, or the hub in the receiver's Region."""
    if way.bus is None:
        return False
    to_a_bus = KINDS[way.subscription.delivery.kind].is_a_bus or (crosses and way.second_bus is not None)
    return to_a_bus or _leaves_region(mesh, stage, way)


def _leaves_region(mesh: Mesh, stage: Stage, way: Way) -> bool:
    ends = (mesh.system(way.publisher), mesh.system(way.subscription.system))
    return len({mesh.region_of(one, stage) for one in ends if one}) > 1
