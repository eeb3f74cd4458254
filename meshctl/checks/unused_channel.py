"""Every function and queue is there for something. Pure."""

from collections.abc import Iterator

from meshctl.checks.check import Check
from meshctl.model.channels import Function, Queue
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh
from meshctl.model.services import Service


def _run(mesh: Mesh) -> Iterator[Finding]:
    for service in mesh.services:
        yield from _unused(service, "queue", service.queues)
        if not service.events:  # else a function may be there to publish, and nothing has to be delivered to it
            yield from _unused(service, "function", service.functions)


def _unused(service: Service, kind: str, channels: tuple[Queue, ...] | tuple[Function, ...]) -> Iterator[Finding]:
    used = {one.delivery.channel for one in service.subscriptions if one.delivery.kind == kind}
    if used - {channel.name for channel in channels}:
        return  # a misspelt name may mean any of them; unknown-channel tells of it
    for channel in channels:
        if channel.name not in used:
            message = f'nothing is delivered to the {kind} "{channel.name}" of "{service.key}"'
            why = "it is built, kept and alarmed on in every stage, and receives nothing"
            help_ = f"deliver a subscription to it (deliver_to: {{{kind}: {channel.name}}}), or delete it"
            yield Finding("unused-channel", channel.place, message, why, help_)


_FUNCTIONS = "functions:\n  charge: {source: lambdas/charge, handler: handler.handle}\n"

UNUSED_CHANNEL = Check(
    name="unused-channel",
    severity=Severity.WARNING,
    why="A queue or function that no subscription delivers to is mostly a left-over or a subscription that was forgotten. "
    "A function of a service that publishes events may be there to publish, and is not spoken of.",
    wrong={
        "payments/capture.yaml": f"""\
service: capture
{_FUNCTIONS}queues:
  letters: {{}}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{function: charge}}
""",
    },
    right={
        "payments/capture.yaml": f"""\
service: capture
{_FUNCTIONS}queues:
  letters: {{}}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {{function: charge}}
  kept:
    event: orders/OrderPlaced
    deliver_to: {{queue: letters}}
""",
    },
    run=_run,
)
