"""Whoever receives a version that goes away is told, and where to move. Pure; whether its day has come is not asked."""

from collections.abc import Iterator, Sequence

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        wants = subscription.wants
        event = mesh.event_of(wants) if isinstance(wants, EventReference) else None
        if event and event.deprecated:  # of several, `unknown-event` asks which
            message = f'"{event.versioned_key}" may be gone from {event.deprecated} on'
            why = "its owner need not publish it any longer from that day on, and then nothing arrives"
            newer = _newer(mesh, event, subscription.system)
            yield Finding("deprecated-event", wants.place, message, why, _help(mesh, event, newer))


def _newer(mesh: Mesh, event: Event, receiver: str) -> list[Event]:
    """The later versions that stay and that a service of that system may receive."""
    others = mesh.meant_by(EventReference(event.system, event.name, None, event.place))
    later = (other for other in others if other.version > event.version and not other.deprecated)
    return [other for other in later if not other.private or other.system == receiver]


def _help(mesh: Mesh, event: Event, newer: Sequence[Event]) -> str:
    if newer:
        newest = max(newer, key=lambda other: other.version)
        return f"receive the newer version: `event: {newest.versioned_key}`"
    system = mesh.system(event.system)
    owner = f" ({system.contact or system.team})" if system and (system.contact or system.team) else ""
    return f"no version is there to move to: ask the owner of {event.system}{owner} what comes instead"


_CHECKOUT = """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    deprecated: "2027-03-01"
    description: A customer has paid for a basket.
  OrderPlaced.v2:
    schema: events/OrderPlaced.v2.json
    description: A customer has paid for a basket, in any currency.
"""
_LEDGER = """\
service: ledger
queues:
  entries: {}
subscribes:
  placed:
    event: orders/OrderPlaced.v2
    deliver_to: {queue: entries}
"""
_SCHEMA = '{"type": "object", "properties": {"total": {"type": "number"}}}\n'

DEPRECATED_EVENT = Check(
    name="deprecated-event",
    severity=Severity.WARNING,
    why="A breaking change is a new version beside the old one, and the old one says with `deprecated` from which day on it "
    "may be gone. Each of its receivers is told at its own subscription, so that moving over is a pull request and no "
    "surprise. Who needs longer makes an exception with a reason and a day.",
    wrong={
        "orders/checkout.yaml": _CHECKOUT,
        "orders/events/OrderPlaced.v2.json": _SCHEMA,
        "payments/capture.yaml": _LEDGER.replace("ledger", "capture").replace(".v2", ".v1"),
        "payments/ledger.yaml": _LEDGER,
    },
    right={
        "orders/checkout.yaml": _CHECKOUT.partition("  OrderPlaced:")[0]
        + "  OrderPlaced.v2:"
        + _CHECKOUT.partition("  OrderPlaced.v2:")[2],
        "orders/events/OrderPlaced.v2.json": _SCHEMA,
        "payments/capture.yaml": _LEDGER.replace("ledger", "capture"),
        "payments/ledger.yaml": _LEDGER,
    },
    run=_run,
)
