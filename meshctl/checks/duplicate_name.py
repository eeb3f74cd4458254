"""A name means one thing. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.stages import HUB


def _run(mesh: Mesh) -> Iterator[Finding]:
    for service in mesh.services:
        yield from _versions_said_twice(service)
    for system in mesh.systems:
        if system.name == HUB:
            message = f'a system cannot be named "{HUB}": that is the account of the central bus'
            yield Finding("duplicate-name", system.place, message, help="choose another name")


def _versions_said_twice(service: Service) -> Iterator[Finding]:
    first: dict[str, Event] = {}
    for event in service.events:
        other = first.setdefault(event.detail_type, event)
        if other is not event:
            message = f'"{event.detail_type}" stands here a second time (first in line {other.place.line})'
            why = "both have one name on the wire, and nobody could say which of the two schemas holds"
            yield Finding("duplicate-name", event.place, message, why, "take one of the two out, or raise its version")


_CHECKOUT = """\
service: checkout
publishes:
  OrderPlaced:
    version: {version}
    schema: events/OrderPlaced.v{version}.json
    description: A customer has paid for a basket.
  OrderPlaced.v2:
    schema: events/OrderPlaced.v2.json
    description: A customer has paid for a basket, in any currency.
"""
_KEPT = """\
service: capture
queues:
  letters: {{}}
subscribes:
  kept:
    event: orders/OrderPlaced.v{version}
    deliver_to: {{queue: letters}}
"""

DUPLICATE_NAME = Check(
    name="duplicate-name",
    why="A version of an event has one name on the wire, `OrderPlaced.v2`. Said twice, once with `version: 2` and once as "
    "`OrderPlaced.v2`, it would have two schemas. And no system is named `hub`, which is the account of the central bus.",
    wrong={
        "orders/checkout.yaml": _CHECKOUT.format(version=2),
        "orders/events/OrderPlaced.v2.json": '{"type": "object", "required": ["id"]}\n',
        "payments/capture.yaml": _KEPT.format(version=2),
    },
    right={
        "orders/checkout.yaml": _CHECKOUT.format(version=1),
        "orders/events/OrderPlaced.v2.json": '{"type": "object", "required": ["id"]}\n',
        "payments/capture.yaml": _KEPT.format(version=2),
        "payments/ledger.yaml": _KEPT.format(version=1).replace("capture", "ledger"),
    },
    run=_run,
    leeway=Leeway.NONE,
)
