"""The schema of an event is a JSON Schema, in any draft from 04 on. Pure; the reader has looked at the schemas."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    why = "whoever receives the event reads its data by this schema"
    for fault in dict.fromkeys(fault for schema in mesh.schemas.values() for fault in schema.faults):
        yield Finding("invalid-schema", fault.place, fault.message, why, fault.help)


_PUBLISHES = """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
"""

INVALID_SCHEMA = Check(
    name="invalid-schema",
    why="A schema is the promise of an event's owner. One that is no JSON Schema of its dialect promises nothing, and one that "
    "refers to the network promises something else tomorrow: meshctl fetches nothing, so references lead to other parts "
    "of the file or to other files of the catalogue. A reference back to the schema itself is fine below `properties` or `items`.",
    wrong={
        "orders/checkout.yaml": _PUBLISHES,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {
    "total": {"type": "numbr"},
    "address": {"$ref": "https://shop.example/address.json"}
  }
}
""",
    },
    right={
        "orders/checkout.yaml": _PUBLISHES,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {
    "total": {"type": "number"},
    "address": {"$ref": "#/$defs/address"}
  },
  "$defs": {
    "address": {"type": "object", "properties": {"city": {"type": "string"}}}
  }
}
""",
    },
    run=_run,
)
