"""A subscription names an event that somebody publishes. Pure."""

from collections.abc import Iterator, Sequence

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event, EventReference
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import MOST_LISTED, Finding, did_you_mean
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for subscription in mesh.subscriptions:
        if isinstance(subscription.wants, EventReference):
            yield from _check_reference(mesh, subscription.wants, subscription.system)


def _check_reference(mesh: Mesh, reference: EventReference, receiver: str) -> Iterator[Finding]:
    system, meant = mesh.system(reference.system), mesh.meant_by(reference)
    if system is None and reference.system in mesh.unread:
        return  # its directory is there and cannot be read: nobody knows what it publishes
    if system is None:
        message = f'"{reference}" names a system that is not in the catalogue'
        help_ = did_you_mean(reference.system, mesh.known_systems)
        yield Finding("unknown-event", reference.place, message, help=help_)
    elif not meant and system.complete:
        message = f'nobody in {reference.system} publishes "{reference}"'
        yield Finding("unknown-event", reference.place, message, help=_nearest(mesh, reference, receiver))
    elif len({event.version for event in meant}) > 1:
        message = f'"{reference}" is published in several versions'
        help_ = f"say which: {_versions(mesh, meant, receiver)}"
        yield Finding("unknown-event", reference.place, message, help=help_)


def _nearest(mesh: Mesh, reference: EventReference, receiver: str) -> str:
    versions = mesh.meant_by(reference._replace(version=None))
    if versions:
        return f"there is: {_versions(mesh, versions, receiver)}"
    return did_you_mean(str(reference), mesh.known_events(reference.system))


def _versions(mesh: Mesh, events: Sequence[Event], receiver: str) -> str:
    """How they are named: those that a service of that system may receive, if there are any."""
    open_ones = [event for event in events if not event.private or event.system == receiver] or events
    latest = sorted(open_ones, key=lambda event: event.version)[-MOST_LISTED:]
    return ", ".join(dict.fromkeys(map(mesh.reference_to, latest)))


UNKNOWN_EVENT = Check(
    name="unknown-event",
    why="A subscription to an event that nobody publishes waits for ever, and nobody notices. Where an event is published in "
    "several versions, a subscription says which it receives: `event: orders/OrderPlaced.v2`.",
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
