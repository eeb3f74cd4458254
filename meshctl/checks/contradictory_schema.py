"""No schema of an event contradicts itself. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.schema_findings import RECEIVED, contradictions_of
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for schema in mesh.schemas.values():
        yield from contradictions_of(schema)


CONTRADICTORY_SCHEMA = Check(
    name="contradictory-schema",
    severity=Severity.WARNING,
    why="JSON Schema takes a schema that nothing can satisfy: a text that `enum` lists beside `type: integer`, a `default` that "
    "is not allowed, a `minLength` above `maxLength`, a field that is required and forbidden. Each keyword is looked at with all "
    "that stands beside it, references followed, and told is what is proved. Where a field may not be there on purpose, "
    "`false` says so, and nothing is told unless it is required. Of a schema of very many parts, the first 1,500 that may contradict "
    "themselves are looked at.",
    wrong={
        **RECEIVED,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {"reason": {"type": "string", "enum": ["sale", "gift", 4]}}
}
""",
    },
    right={
        **RECEIVED,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {"reason": {"type": "string", "enum": ["sale", "gift", "4"]}}
}
""",
    },
    run=_run,
)
