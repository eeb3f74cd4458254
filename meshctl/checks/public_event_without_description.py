"""A public event says in a sentence what has happened. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for event in mesh.events:
        if not event.private and not event.description.strip():
            message = f'the public event "{mesh.reference_to(event)}" has no description'
            why = "other teams decide by its description whether it is the event they need"
            help_ = "say in a sentence what has happened: `description: A customer has paid for a basket.`"
            yield Finding("public-event-without-description", event.place, message, why, help_)


PUBLIC_EVENT_WITHOUT_DESCRIPTION = Check(
    name="public-event-without-description",
    severity=Severity.WARNING,
    why="The whole mesh may receive a public event, teams that never spoke with its owner included. A sentence says when "
    "it happens; a name and a schema alone leave that to guesses. A private event is known to its own team.",
    wrong={
        "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
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
    },
    run=_run,
)
