"""An event crosses from one bus to another only once. Pure."""

from collections.abc import Iterator, Mapping

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import is_foreign
from meshctl.model.events import EventReference
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.services import Subscription
from meshctl.model.sources import Link
from meshctl.model.systems import System
from meshctl.topology.buses import THE_HUB, EventBus
from meshctl.topology.ways import bus_of, bus_of_source

Fed = Mapping[str, Subscription]
"""Buses, by all that they are known by, with a subscription that brings them events from another bus."""


def _run(mesh: Mesh) -> Iterator[Finding]:
    known = {system.name: _known_by(system) for system in mesh.systems}
    forwarding = [one for one in mesh.subscriptions if KINDS[one.delivery.kind].is_a_bus and _first_bus(mesh, one)]
    fed: dict[str, Subscription] = {}
    for one in forwarding:
        for bus in _identities(known, one.system, one.delivery.channel):
            fed.setdefault(bus, one)
    for one in forwarding:
        feeder = _feeder(known, fed, one)
        if feeder:
            yield _finding(mesh, feeder, one)


def _first_bus(mesh: Mesh, one: Subscription) -> EventBus | None:
    """The bus that it brings something from; what a schedule sends begins on the local bus.

    Here it does not matter which event is meant, where several may be, or none: each is on some bus.
    """
    if isinstance(one.wants, Link):
        return bus_of_source(one.wants, one.system)
    private = (bus_of(event) for event in mesh.meant_by(one.wants) if event.private)
    return next(private, THE_HUB)


def _known_by(system: System) -> dict[str, set[str]]:
    """The ARNs of the buses outside the mesh: two systems may each have a name of their own for one bus."""
    return {one.name: {arn for arn, _ in one.arns.values()} for one in system.external if KINDS[one.kind].is_a_bus}


def _identities(known: Mapping[str, Mapping[str, set[str]]], system: str, bus: str) -> set[str]:
    return {f"{system}/{bus}"} | known[system].get(bus, set())


def _feeder(known: Mapping[str, Mapping[str, set[str]]], fed: Fed, one: Subscription) -> Subscription | None:
    """What brings events from yet another bus to the bus that `one` forwards from."""
    if not isinstance(one.wants, Link) or not KINDS[one.wants.kind].is_a_bus or is_foreign(one.wants, one.system):
        return None
    first = _identities(known, one.system, one.wants.named[1])
    return next((fed[bus] for bus in sorted(first) if bus in fed), None)


def _finding(mesh: Mesh, feeder: Subscription, one: Subscription) -> Finding:
    wants, last = feeder.wants, one.delivery.channel
    chain = f"{_called(_first_bus(mesh, feeder))} -> {feeder.delivery.channel} -> {last}"
    message = (
        f'"{one.key}" forwards to a third bus what "{feeder.key}" ({feeder.place}) brought from another one: {chain}'
    )
    why = "EventBridge forwards an event from bus to bus once; the second time it ends in the dead letters, or nowhere"
    what = f"event: {wants}" if isinstance(wants, EventReference) else f"{wants.kind}: {wants.name}"
    help_ = f'deliver to "{last}" from the first bus: a subscription to `{what}` of its own'
    return Finding("one-hop-exceeded", one.delivery.place, message, why, help_)


def _called(bus: EventBus | None) -> str:
    assert bus is not None  # noqa: S101  what feeds a bus from none is left out before
    named = {"hub": "the hub", "local": f"the local bus of {bus.owner}", "default": "the default bus"}
    return named.get(bus.kind, f"the bus of {bus.name}" if bus.kind == "partner" else bus.name)


_SYSTEM = """\
system: payments
owner: {team: payments}
external:
  buses:
    analysis: {dev: "arn:aws:events:eu-west-1:444444444444:event-bus/analysis"}
"""
_FEED = """\
service: feed
buses:
  reporting: {}
queues:
  reports: {}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {bus: reporting}
  reports:
    bus: reporting
    deliver_to: {queue: reports}
  analysed:
"""

ONE_HOP_EXCEEDED = Check(
    name="one-hop-exceeded",
    why="An event that has reached a bus from another bus is never forwarded to a third one, in the same account or another "
    '(EventBridge user guide, "Sending events between event buses in the same account and Region"): the rule matches, nothing '
    "arrives, and what it took ends in its dead letters, if it has some (THIRD_ACCOUNT_HOP_DETECTED). The hub, the local buses, further buses, those outside the mesh, and the buses "
    "of AWS services and partners all count. What functions put on a bus is new there and may be forwarded, and so is what schedules put on the local bus. "
    "An event of a system in another Region is one hop as well: the hub over there delivers to the consumer's bus at once.",
    wrong={
        "payments/system.yaml": _SYSTEM,
        "payments/feed.yaml": _FEED + "    bus: reporting\n    deliver_to: {bus: analysis}\n",
    },
    right={
        "payments/system.yaml": _SYSTEM,
        "payments/feed.yaml": _FEED + "    event: orders/OrderPlaced\n    deliver_to: {bus: analysis}\n",
    },
    run=_run,
    leeway=Leeway.NONE,
)
