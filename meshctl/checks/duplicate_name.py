"""A name means one thing. Pure."""

from collections.abc import Iterator

from meshctl.checks.check import Check
from meshctl.model.events import Event
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.rules import Leeway
from meshctl.model.stages import HUB


def _run(mesh: Mesh) -> Iterator[Finding]:
    yield from _events_named_twice(mesh)
    for system in mesh.systems:
        if system.name == HUB:
            message = f'a system cannot be named "{HUB}": that is the account of the central bus'
            yield Finding("duplicate-name", system.place, message, help="choose another name")


def _events_named_twice(mesh: Mesh) -> Iterator[Finding]:
    first: dict[str, Event] = {}
    for event in mesh.events:
        other = first.setdefault(event.key, event)
        if other.service != event.service:
            message = f'"{event.key}" is published by "{event.service}" and by "{other.service}" ({other.place})'
            why = "an event belongs to exactly one service, which alone may say that it happened"
            yield Finding("duplicate-name", event.place, message, why, "let one of the two publish it, or rename one")


DUPLICATE_NAME = Check(
    name="duplicate-name",
    why="An event belongs to exactly one service and its name is unique in its system; else a subscriber could not say "
    "which one it means, and two teams could contradict each other.",
    wrong={
        "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
""",
        "orders/basket.yaml": """\
service: basket
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
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
        "orders/basket.yaml": """\
service: basket
description: Fills baskets; what becomes of them is for checkout to say.
""",
    },
    run=_run,
    leeway=Leeway.NONE,
)
