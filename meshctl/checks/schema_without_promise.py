"""The schema of an event promises something of its data. Pure; the reader has looked at the schemas."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.schema_findings import RECEIVED, silence_of
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for schema in mesh.schemas.values():
        yield from silence_of(schema)


SCHEMA_WITHOUT_PROMISE = Check(
    name="schema-without-promise",
    severity=Severity.WARNING,
    why="For JSON Schema nearly every object is a schema, one that allows anything: an example of the data in its place, a document "
    "of another kind, a schema below a key of its own. It reads as if there were a promise, and there is none. Where any "
    "data is meant, `additionalProperties: true` says so.",
    wrong={
        **RECEIVED,
        "orders/events/OrderPlaced.v1.json": """\
{"order_id": "o-4711", "total": 19.9}
""",
    },
    right={
        **RECEIVED,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {"order_id": {"type": "string"}, "total": {"type": "number"}},
  "required": ["order_id", "total"]
}
""",
    },
    run=_run,
)
