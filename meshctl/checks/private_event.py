"""A private event stays within its system. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.events import EventReference
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        wants = subscription.wants
        if not isinstance(wants, EventReference) or wants.system == subscription.system:
            continue
        meant = mesh.meant_by(wants)
        if meant and all(event.private for event in meant):  # of several versions, `unknown-event` asks which
            message = (
                f'"{wants}" is private to {wants.system}, and "{subscription.system}/{subscription.service}" is not'
            )
            why = "a private event travels on its system's own bus only, so it would never arrive"
            public = mesh.public_events(wants.system)
            help_ = f"ask {wants.system} to make it public" + (f", or take {public}" if public else "")
            yield Finding("private-event", wants.place, message, why, help_)


PRIVATE_EVENT = Check(
    name="private-event",
    why="`visibility: private` is a team's promise to itself: nobody outside depends on this event, so it may change at will.",
    wrong={
        "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    visibility: private
    description: A customer has paid for a basket.
""",
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: charge}
""",
    },
    right={
        "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
""",
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: charge}
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
