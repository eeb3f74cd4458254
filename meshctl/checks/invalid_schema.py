"""The schema of an event is a JSON Schema, in any draft from 04 on. Pure; the reader has looked at the schemas."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.schema_findings import PUBLISHING, faults_of
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for schema in mesh.schemas.values():
        yield from faults_of(schema)


INVALID_SCHEMA = Check(
    name="invalid-schema",
    why="A schema is the promise of an event's owner. One that is no JSON Schema of its dialect promises nothing, and one that "
    "refers to the network promises something else tomorrow: meshctl fetches nothing, so references lead to other parts "
    "of the file or to other files of the catalogue. A reference back to the schema itself is fine below `properties` or `items`.",
    wrong={
        **PUBLISHING,
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
        **PUBLISHING,
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
