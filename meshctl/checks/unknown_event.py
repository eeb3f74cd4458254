"""A subscription names an event that somebody publishes. Pure."""

from collections.abc import Iterator

from meshctl.checks.check import Check
from meshctl.model.events import EventReference
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.rules import Leeway


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        if isinstance(subscription.wants, EventReference):
            yield from _check_reference(mesh, subscription.wants)


def _check_reference(mesh: Mesh, reference: EventReference) -> Iterator[Finding]:
    system, meant = mesh.system(reference.system), mesh.meant_by(reference)
    if system is None:
        message = f'"{reference}" names a system that is not in the catalogue'
        yield Finding(
            "unknown-event", reference.place, message, help=did_you_mean(reference.system, mesh.known_systems)
        )
    elif not meant and system.complete:
        message = f'nobody in {reference.system} publishes "{reference}"'
        yield Finding(
            "unknown-event",
            reference.place,
            message,
            help=did_you_mean(str(reference), mesh.known_events(reference.system)),
        )
    elif len({event.version for event in meant}) > 1:
        versions = ", ".join(f"{reference}.v{event.version}" for event in meant)
        message = f'"{reference}" is published in several versions'
        yield Finding("unknown-event", reference.place, message, help=f"say which: {versions}")


UNKNOWN_EVENT = Check(
    name="unknown-event",
    why="A subscription to an event that nobody publishes waits for ever, and nobody notices.",
    wrong={
        "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlacd
    deliver_to: {function: charge}
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
