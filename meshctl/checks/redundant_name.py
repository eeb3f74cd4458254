"""An event's name says what has happened and nothing that stands beside it already. Pure."""

from collections.abc import Iterator
from re import compile as pattern

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh

_VERSION = pattern(r"V[1-9][0-9]*$")
_TWO_WORDS = pattern(r"^[A-Z][a-z0-9]*[A-Z]")


def _run(mesh: Mesh) -> Iterator[Finding]:
    for event in mesh.events:
        shorter, repeated = _without_repetition(event)
        if repeated:
            message = f'the name of "{event.key}" repeats {repeated}'
            yield Finding("redundant-name", event.place, message, help=f'"{shorter}" says the same')


def _without_repetition(event: Event) -> tuple[str, str]:
    """A shorter name and what the longer one repeats; what is left is never a single word, which would say too little."""
    shorter = _VERSION.sub("", event.name)
    if shorter and shorter != event.name:
        return shorter, "a version, which `version` says"
    shorter = event.name.removesuffix("Event")
    if shorter != event.name and _TWO_WORDS.match(shorter):
        return shorter, "that it is an event"
    for kind, name in (("system", event.system), ("service", event.service)):
        shorter = event.name.removeprefix("".join(word.capitalize() for word in name.split("-")))
        if shorter != event.name and _TWO_WORDS.match(shorter):
            return shorter, f'its {kind} "{name}"'
    return event.name, ""


_CHECKOUT = """\
service: checkout
publishes:
  {name}:
    version: 1
    schema: events/{name}.v1.json
    description: A customer has paid for a basket.
"""
_CAPTURE = """\
service: capture
queues:
  letters: {{}}
subscribes:
  kept:
    event: orders/{name}
    deliver_to: {{queue: letters}}
"""

REDUNDANT_NAME = Check(
    name="redundant-name",
    severity=Severity.NOTE,
    why="Subscriptions write `orders/OrderPlaced`, and on the wire there are `orders.checkout` and `OrderPlaced.v1`. A name "
    "that repeats its system, its service, its version or the word Event is longer and says no more; and it is wrong "
    "once the event moves to another service.",
    wrong={
        "orders/checkout.yaml": _CHECKOUT.format(name="OrderPlacedEvent"),
        "orders/events/OrderPlacedEvent.v1.json": '{"type": "object", "required": ["id"]}\n',
        "payments/capture.yaml": _CAPTURE.format(name="OrderPlacedEvent"),
    },
    right={
        "orders/checkout.yaml": _CHECKOUT.format(name="OrderPlaced"),
        "payments/capture.yaml": _CAPTURE.format(name="OrderPlaced"),
    },
    run=_run,
)
