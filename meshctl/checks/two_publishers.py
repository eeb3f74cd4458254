"""An event belongs to one service. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    first: dict[str, Event] = {}
    for event in mesh.events:
        other = first.setdefault(event.key, event)
        if other.service != event.service:
            message = f'"{event.key}" is published by "{event.service}" and by "{other.service}" ({other.place})'
            why = "an event belongs to exactly one service, which alone may say that it happened"
            yield Finding("two-publishers", event.place, message, why, "let one of the two publish it, or rename one")


_CHECKOUT = """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
"""

TWO_PUBLISHERS = Check(
    name="two-publishers",
    why="An event belongs to exactly one service and its name is unique in its system; else a subscriber could not say "
    "which one it means, and two teams could contradict each other. That is so of its versions as well: where an event "
    "moves to another service, all of its versions move, or the new one gets another name.",
    wrong={
        "orders/checkout.yaml": _CHECKOUT,
        "orders/basket.yaml": _CHECKOUT.replace("checkout", "basket"),
    },
    right={
        "orders/checkout.yaml": _CHECKOUT,
        "orders/basket.yaml": """\
service: basket
description: Fills baskets; what becomes of them is for checkout to say.
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
