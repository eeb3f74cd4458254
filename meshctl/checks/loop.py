"""No service can trigger itself through events or the channels of its system.

Pure; linear in services and subscriptions, and in the pairs of who writes to a channel and who subscribes to it.

Of services that are tangled up in each other one shortest cycle is told, not each of the exponentially many.
"""

from collections.abc import Iterable, Iterator, Mapping

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.graphs import shortest_cycle, strongly_connected
from meshctl.checks.shared.named_channels import How, Named, Use, uses
from meshctl.model.channels import Log
from meshctl.model.events import EventReference
from meshctl.model.findings import Finding, Severity
from meshctl.model.kinds import KINDS
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription

MOST_SHOWN = 6
_WHY = "one event can come round for ever, and each round is delivered, handled and paid for"
_HELP = "split the service in two, one that begins and one that ends it, or take away one of the subscriptions"

Steps = Mapping[str, dict[str, tuple[str, Place]]]
"""From each service to those that receive something of it, with what that is and the place where it is subscribed to."""

Services = Mapping[tuple[str, Named], Iterable[str]]
"""Keys of services by a channel: its system, its kind and its name."""


def _run(mesh: Mesh) -> Iterator[Finding]:
    steps = _steps(mesh)
    for service, following in steps.items():
        if service in following:
            yield _finding(steps, [service], 1)
    for component in strongly_connected(steps):
        yield _finding(steps, shortest_cycle(steps, component[0], component), len(component))


def _steps(mesh: Mesh) -> Steps:
    steps: dict[str, dict[str, tuple[str, Place]]] = {service.key: {} for service in mesh.services}
    readers = _readers(mesh)
    for one in mesh.subscriptions:
        for event in mesh.meant_by(one.wants) if isinstance(one.wants, EventReference) else ():
            for receiver in _receivers(one, readers):
                steps[f"{event.system}/{event.service}"].setdefault(receiver, (event.name, one.wants.place))
    for writer, receiver, use in _over_channels(mesh):
        steps[writer].setdefault(receiver, (use.named[1], use.place))
    return steps


def _readers(mesh: Mesh) -> Services:
    """The services that subscribe to each channel."""
    readers: dict[tuple[str, Named], dict[str, None]] = {}
    for service in mesh.services:
        for use in (use for use in uses(service) if use.how is How.SUBSCRIBES):
            readers.setdefault((use.system, use.named), {})[service.key] = None
    return readers


def _receivers(subscription: Subscription, readers: Services) -> Iterable[str]:
    """Who is triggered by what is delivered: nobody by a log group, and by what is there for subscribers only these."""
    delivery = subscription.delivery
    if delivery.kind == Log.kind:
        return ()
    if KINDS[delivery.kind].for_subscribers:
        return readers.get((subscription.system, (delivery.kind, delivery.channel)), ())
    return (subscription.receiver,)


def _over_channels(mesh: Mesh) -> Iterator[tuple[str, str, Use]]:
    """Who writes to a channel, who subscribes to it, and where.

    A service that subscribes to what it owns or fills from events only hands on: unless its functions write there, too.
    """
    senders, givers = _writers(mesh)
    for service in mesh.services:
        for use in uses(service):
            if use.how is How.SUBSCRIBES:
                channel = (use.system, use.named)
                others = [one for one in givers.get(channel, ()) if one != service.key]
                yield from ((writer, service.key, use) for writer in (*senders.get(channel, ()), *others))


def _writers(mesh: Mesh) -> tuple[Services, Services]:
    """The services whose functions write to each channel; and those that own a topic or stream, or deliver to a channel."""
    senders: dict[tuple[str, Named], list[str]] = {}
    givers: dict[tuple[str, Named], dict[str, None]] = {}
    for service in mesh.services:
        for use in uses(service):
            if use.how is How.SENDS:
                senders.setdefault((use.system, use.named), []).append(service.key)
            elif use.how is How.DELIVERS:
                givers.setdefault((use.system, use.named), {})[service.key] = None
        for one in (channel for channel in service.channels if KINDS[channel.kind].owner_writes):
            givers.setdefault((service.system, (one.kind, one.name)), {})[service.key] = None
    return senders, givers


def _finding(steps: Steps, cycle: list[str], size: int) -> Finding:
    last, first = cycle[-1], cycle[0]
    more = f" ({size} services are tangled up with each other)" if size > len(cycle) else ""
    message = f'"{first}" can trigger itself: {_shown(steps, cycle)}{more}'
    return Finding("loop", steps[last][first][1], message, _WHY, _HELP)


def _shown(steps: Steps, cycle: list[str]) -> str:
    """The way round; of a long one its beginning and its end."""
    closed = [*cycle, cycle[0]]
    ways = [f"{service} -> {steps[service][after][0]}" for service, after in zip(cycle, closed[1:], strict=True)]
    if len(ways) > MOST_SHOWN:
        ways = [*ways[: MOST_SHOWN - 1], f"... {len(ways) - MOST_SHOWN} more ...", ways[-1]]
    return " -> ".join([*ways, cycle[0]])


_CAPTURE = """\
service: capture
publishes:
  PaymentFailed:
    version: 1
    schema: events/PaymentFailed.v1.json
    description: The money for an order could not be taken.
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: charge}
"""

LOOP = Check(
    name="loop",
    severity=Severity.WARNING,
    why="A service that receives what its own events cause can keep itself busy for ever: each round costs money, and "
    "nobody sends the event that would end it. Topics, streams, queues and buses within a system count as well: whoever owns "
    "a topic or a stream, delivers to a channel or sends to it, triggers those who subscribe; an event that is delivered to a topic, a stream or a bus triggers "
    "these, and one in a log group nobody. meshctl knows which service publishes what, not which of its functions; so "
    "split the service where the circle is only seeming. Then no permission is left to close it. One shortest cycle is told "
    "of all services that are tangled up with each other.",
    wrong={
        "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
queues:
  to-cancel: {}
subscribes:
  failed:
    event: payments/PaymentFailed
    deliver_to: {queue: to-cancel}
""",
        "payments/capture.yaml": _CAPTURE,
        "payments/events/PaymentFailed.v1.json": '{"type": "object", "required": ["id"]}\n',
    },
    right={
        "orders/cancellations.yaml": """\
service: cancellations
queues:
  to-cancel: {}
subscribes:
  failed:
    event: payments/PaymentFailed
    deliver_to: {queue: to-cancel}
""",
        "payments/capture.yaml": _CAPTURE,
        "payments/events/PaymentFailed.v1.json": '{"type": "object", "required": ["id"]}\n',
    },
    run=_run,
)
