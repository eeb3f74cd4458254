"""Every event says what its data looks like. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for event in mesh.events:
        if not event.schema:
            message = f'"{event.detail_type}" of "{event.system}" has no schema'
            why = "whoever receives it has to guess what its data holds, and nobody can say what breaks them"
            help_ = f"write a JSON Schema of its data and name it: `schema: events/{event.detail_type}.json`"
            yield Finding("event-without-schema", event.place, message, why, help_)


EVENT_WITHOUT_SCHEMA = Check(
    name="event-without-schema",
    why="The schema is what receivers couple to, and all that they couple to. Without one they rely on whatever they have "
    "seen once, filters cannot be held against anything, and no change can be called compatible. A first schema may be "
    "small: it names the fields that receivers may rely on.",
    wrong={
        "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
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
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {"total": {"type": "number"}},
  "required": ["total"]
}
""",
    },
    run=_run,
)
