"""Somebody receives every event. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    if not mesh.complete:
        return  # a service that cannot be read may be the one that receives it
    references = [one.wants for one in mesh.subscriptions if isinstance(one.wants, EventReference)]
    received = {(event.key, event.version) for reference in references for event in mesh.meant_by(reference)}
    misspelt = {reference.system for reference in references if not mesh.meant_by(reference)}
    for event in mesh.events:
        if (event.key, event.version) not in received and event.system not in misspelt:
            yield _finding(mesh, event)


def _finding(mesh: Mesh, event: Event) -> Finding:
    name = mesh.reference_to(event)
    message = f'nobody receives "{name}"'
    why = "it is paid for without use, and its schema binds its owner all the same"
    if event.deprecated:
        return Finding("orphan-event", event.place, message, why, "it is deprecated, so delete it: nobody waits for it")
    if event.private:
        return Finding("orphan-event", event.place, message, why, f"receive it within {event.system}, or delete it")
    help_ = f"delete it, or tell other teams how to receive it: event: {name}"
    return Finding("orphan-event", event.place, message, why, help_)


ORPHAN_EVENT = Check(
    name="orphan-event",
    severity=Severity.WARNING,
    why="An event that nobody receives costs its publication and its archive, and its schema is a promise to nobody. An "
    "event that is published ahead of its first receiver is fine for a while: that is why this is a warning. So is "
    "a new version while all still receive the old one; each version is looked at by itself. Nothing is "
    "said of a system whose events are misspelt somewhere, nor while a file cannot be read.",
    wrong={
        "orders/basket.yaml": """\
service: basket
publishes:
  BasketAbandoned:
    version: 1
    schema: events/BasketAbandoned.v1.json
    description: A customer has left without paying.
""",
        "orders/events/BasketAbandoned.v1.json": '{"type": "object", "required": ["id"]}\n',
    },
    right={
        "orders/basket.yaml": """\
service: basket
publishes:
  BasketAbandoned:
    version: 1
    schema: events/BasketAbandoned.v1.json
    description: A customer has left without paying.
""",
        "orders/events/BasketAbandoned.v1.json": '{"type": "object", "required": ["id"]}\n',
        "payments/offers.yaml": """\
service: offers
queues:
  reminders: {}
subscribes:
  abandoned:
    event: orders/BasketAbandoned
    deliver_to: {queue: reminders}
""",
    },
    run=_run,
)
