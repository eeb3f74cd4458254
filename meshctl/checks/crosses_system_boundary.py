"""Between systems, only events travel. Pure."""

from collections.abc import Iterator

from meshctl.checks.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.rules import Leeway
from meshctl.model.services import Subscription
from meshctl.model.sources import Link


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        wants = subscription.wants
        if isinstance(wants, Link) and wants.system not in (None, subscription.system):
            yield _finding(mesh, subscription, wants)


def _finding(mesh: Mesh, subscription: Subscription, link: Link) -> Finding:
    service = f"{subscription.system}/{subscription.service}"
    return Finding(
        check="crosses-system-boundary",
        place=link.place,
        message=f'"{service}" subscribes to the {link.kind} "{link.name}" of another system',
        why=f"between systems, events travel over EventBridge; a {link.kind}'s ARN would couple {subscription.system} "
        f"to {link.system}",
        help=_offer(mesh, str(link.system)),
    )


def _offer(mesh: Mesh, system: str) -> str:
    if mesh.system(system) is None:
        return f'there is no system "{system}" in this catalogue'
    events = mesh.public_events(system)
    if not events:
        return f"ask {system} to publish an event; it has none that is public"
    return f"subscribe to an event of {system} instead: {events}"


CROSSES_SYSTEM_BOUNDARY = Check(
    name="crosses-system-boundary",
    why="Within a system anything, between systems EventBridge. Whoever subscribes to another system's topic, queue or "
    "stream knows its ARN, and from that day on the other team cannot move, split or replace it alone.",
    wrong={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
queues:
  letters: {}
subscribes:
  placed:
    topic: orders/order-updates
    deliver_to: {function: charge}
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
""",
    },
    right={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
queues:
  letters: {}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: charge}
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: letters}
""",
    },
    run=_run,
    leeway=Leeway.EXCEPTION,
)
