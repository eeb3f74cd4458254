"""The ways that events take to subscriptions: from which bus, over which hop, into which channel. Pure.

A way is known for every subscription to an event, also where meshctl cannot build it yet.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from meshctl.model.events import Event, EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.stages import Stage
from meshctl.topology.names import Names
from meshctl.topology.routes import event_pattern

DIRECT = frozenset({"queue", "topic", "stream", "function"})
"""What EventBridge delivers to in another account by itself; everything else takes a hop over the system's own bus."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The way of an event to a subscription.

    `bus` and `dead_letters` are names on AWS (no dead letters: what cannot be delivered is lost), `pattern` is the rule's
    as JSON, `account` is that of the channel, `hops` counts the buses that the event is passed on to, and `crosses` says
    whether it leaves its account.
    """

    subscription: Subscription
    event: Event
    bus: str
    pattern: str
    account: str
    hops: int
    crosses: bool
    dead_letters: str


def passages(mesh: Mesh, stage: Stage) -> Iterator[Passage]:
    """The way to each subscription that means exactly one event. The mesh has passed all checks."""
    mesh = mesh.at(stage.name)
    names = Names.of(mesh, stage)
    for subscription in mesh.subscriptions:
        meant = mesh.meant_by(subscription.wants) if isinstance(subscription.wants, EventReference) else ()
        if len(meant) == 1:
            yield _passage(names, mesh, stage, subscription, meant[0])


def _passage(names: Names, mesh: Mesh, stage: Stage, subscription: Subscription, event: Event) -> Passage:
    owner = names.bus_owner(event)
    crosses = names.accounts[owner] != names.accounts[subscription.system]
    dead = names.queue(subscription.system, subscription.service, subscription.name, "dead").name
    return Passage(
        subscription=subscription,
        event=event,
        bus=names.name(owner),
        pattern=event_pattern(names, event, subscription),
        account=_account(names, mesh, stage, subscription),
        hops=int(_hops(mesh, stage, subscription, event, crosses=crosses)),
        crosses=crosses,
        dead_letters="" if subscription.dead_letters_keep_seconds is None else dead,
    )


def _account(names: Names, mesh: Mesh, stage: Stage, subscription: Subscription) -> str:
    """Where the channel lies: one from outside the mesh where its ARN says, as far as the stage knows that."""
    system, delivery = mesh.system(subscription.system), subscription.delivery
    for one in system.external if system else ():
        if (one.kind, one.name) == (delivery.kind, delivery.channel) and stage.name in one.arns:
            return one.arns[stage.name][0].split(":")[4]
    return names.accounts[subscription.system]


def _hops(mesh: Mesh, stage: Stage, subscription: Subscription, event: Event, *, crosses: bool) -> bool:
    """Whether the event is passed on to another bus: one of its receiver's, or in the receiver's Region."""
    if subscription.delivery.kind == "bus":
        return True
    return (crosses and subscription.delivery.kind not in DIRECT) or _leaves_region(mesh, stage, subscription, event)


def _leaves_region(mesh: Mesh, stage: Stage, subscription: Subscription, event: Event) -> bool:
    publisher, receiver = mesh.system(event.system), mesh.system(subscription.system)
    assert publisher is not None  # noqa: S101  a subscription and an event belong to systems of their mesh
    assert receiver is not None  # noqa: S101
    return mesh.region_of(publisher, stage) != mesh.region_of(receiver, stage)
