"""A subscription is delivered to a channel of its own service. Pure."""

from collections.abc import Iterator

from meshctl.checks.check import Check
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.rules import Leeway
from meshctl.model.services import Service


def _run(mesh: Mesh) -> Iterator[Finding]:
    for service in mesh.services:
        yield from _check_service(service)


def _check_service(service: Service) -> Iterator[Finding]:
    known = {
        "function": {function.name for function in service.functions},
        "queue": {queue.name for queue in service.queues},
    }
    for subscription in service.subscriptions:
        kind, name = subscription.delivery.kind, subscription.delivery.channel
        if name not in known.get(kind, {name}):
            message = f'"{service.key}" has no {kind} "{name}"'
            help_ = did_you_mean(name, known[kind]) or f"declare it under {kind}s: in this file"
            yield Finding("unknown-channel", subscription.delivery.place, message, help=help_)


UNKNOWN_CHANNEL = Check(
    name="unknown-channel",
    why="What receives an event is declared beside the subscription, in the same service; otherwise nothing would be there "
    "to receive it.",
    wrong={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: chrage}
""",
    },
    right={
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
