"""Every keyword of an event's schema means something where it stands. Pure; the reader has looked at the schemas."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.schema_findings import PUBLISHING, idle_keywords_of
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for schema in mesh.schemas.values():
        yield from idle_keywords_of(schema)


KEYWORD_WITHOUT_EFFECT = Check(
    name="keyword-without-effect",
    severity=Severity.WARNING,
    why="A schema with `requried` is sound for JSON Schema, and requires nothing. Told is what no keyword of the schema's dialect "
    "is, with the one that was meant; a keyword of another dialect; one that stands a level too high or too deep, lacks what "
    "it needs beside it (`then` without `if`), or is about another type than the one that is allowed. Annotations are passed over: those of "
    "JSON Schema and OpenAPI, those of widely used tools, and all that begins with `x-`.",
    wrong={
        **PUBLISHING,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {"total": {"type": "number"}},
  "requried": ["total"]
}
""",
    },
    right={
        **PUBLISHING,
        "orders/events/OrderPlaced.v1.json": """\
{
  "type": "object",
  "properties": {"total": {"type": "number"}},
  "required": ["total"],
  "x-owner": "checkout"
}
""",
    },
    run=_run,
)
