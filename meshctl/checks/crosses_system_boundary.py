"""Between systems, only events travel. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import is_foreign
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service
from meshctl.model.sources import Link
from meshctl.model.stages import HUB, Stage
from meshctl.model.systems import System


def _run(mesh: Mesh) -> Iterator[Finding]:
    for system in mesh.systems:
        for stage in mesh.stages if system.external else ():
            yield from _imported(mesh, system, stage)
    for service in mesh.services:
        for subscription in service.subscriptions:
            if isinstance(subscription.wants, Link) and is_foreign(subscription.wants, service.system):
                yield _subscribed(mesh, service, subscription.wants)
        for link in service.sends_to:
            if is_foreign(link, service.system):
                yield _sent(mesh, service, link)


def _imported(mesh: Mesh, system: System, stage: Stage) -> Iterator[Finding]:
    """What is said to lie outside the mesh, and lies in another system's account; two systems may share one."""
    own = {account.number for account in stage.accounts if account.alias == system.name}
    others = {account.number: account.alias for account in stage.accounts if account.number not in own}
    for one in system.external:
        arn, place = one.arns.get(stage.name, ("", one.place))
        owner = others.get(arn.split(":")[4]) if arn else None
        if owner:
            message = (
                f'the {one.kind} "{one.name}" of "{system.name}" lies in the account of "{owner}" in "{stage.name}"'
            )
            why = f"its ARN would couple {system.name} to {owner}, as much as its name would"
            yield Finding("crosses-system-boundary", place, message, why, _offer(mesh, owner))


def _subscribed(mesh: Mesh, service: Service, link: Link) -> Finding:
    message = f'"{service.key}" subscribes to the {link.kind} "{link.name}" of another system'
    return Finding("crosses-system-boundary", link.place, message, _why(service, link), _offer(mesh, str(link.system)))


def _sent(mesh: Mesh, service: Service, link: Link) -> Finding:
    message = f'"{service.key}" sends to the {link.kind} "{link.name}" of another system'
    help_ = f"publish an event instead, and let {link.system} subscribe to it"
    if mesh.system(str(link.system)) is None:
        help_ = _offer(mesh, str(link.system))
    return Finding("crosses-system-boundary", link.place, message, _why(service, link), help_)


def _why(service: Service, link: Link) -> str:
    return (
        f"between systems, events travel over EventBridge; a {link.kind}'s ARN would couple {service.system} "
        f"to {link.system}"
    )


def _offer(mesh: Mesh, system: str) -> str:
    if system == HUB:
        return "subscribe to the events that travel over the hub"
    if mesh.system(system) is None:
        return f'there is no system "{system}" in this catalogue'
    events = mesh.public_events(system)
    if not events:
        return f"ask {system} to publish an event; it has none that is public"
    return f"subscribe to an event of {system} instead: {events}"


CROSSES_SYSTEM_BOUNDARY = Check(
    name="crosses-system-boundary",
    why="Within a system anything, between systems EventBridge. Whoever subscribes or sends to another system's topic, queue, "
    "stream or bus knows its ARN, and from that day on the other team cannot move, split or replace it alone.",
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
