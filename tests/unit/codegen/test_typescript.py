"""The types of TypeScript: what each event's data is, and nothing that runs, whatever stands in a schema."""

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from meshctl.codegen.event_classes import UsedEvent, event_classes
from meshctl.codegen.typescript import typescript
from tests.unit.codegen.samples import classes_of, event, evil_schemas

steadily = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
TOKENS = re.compile(
    r"""\s+ | /\*\*\ [^\n]*?\ \*/ | //[^\n]*\n | "(?:[^"\\\n]|\\.)*" | [A-Za-z_][A-Za-z0-9_]* | [{}:;?|<>,]""", re.X
)
WORDS = {"export", "interface", "string", "number", "boolean", "null", "unknown", "Array", "Record"}


def tokens(text: str) -> list[str]:
    """The text in its parts; fails for what is none of these."""
    found, at = [], 0
    while at < len(text):
        token = TOKENS.match(text, at)
        assert token is not None, text[at : at + 40]
        found.append(token.group())
        at = token.end()
    return found


def field(schema: Any) -> str:
    """How a field with this schema is written."""
    text = typescript(classes_of({"properties": {"x": schema}}))
    return next(line.strip() for line in text.splitlines() if line.strip().startswith('"x"'))


@pytest.mark.parametrize(
    ("schema", "written"),
    [
        ({"type": "string"}, '"x"?: string;'),
        ({"type": "integer"}, '"x"?: number;'),
        ({"type": ["number", "null"]}, '"x"?: number | null;'),
        ({"enum": ["a", 'b"']}, '"x"?: "a" | "b\\"";'),
        ({"type": "array", "items": {"type": ["string", "boolean"]}}, '"x"?: Array<string | boolean>;'),
        ({"type": "object"}, '"x"?: Record<string, unknown>;'),
        ({"type": "object", "additionalProperties": {"type": "null"}}, '"x"?: Record<string, null>;'),
        ({"type": "object", "properties": {"y": True}}, '"x"?: Placed0V1X;'),
        ({"$ref": "#"}, '"x"?: string | boolean | number | Array<unknown> | Placed0V1 | null;'),
        (True, '"x"?: unknown;'),
    ],
)
def test_a_field_is_typed(schema: Any, written: str) -> None:
    assert field(schema) == written


def test_what_is_published_and_received_stands_by_source_and_detail_type() -> None:
    used = [UsedEvent(event("Placed"), None, True, False), UsedEvent(event("Paid", 2, "payments"), None, False, True)]
    text = typescript(event_classes(used))
    assert re.search(r'interface PublishedEvents \{\n  "orders.checkout/Placed.v1": PlacedV1;\n\}', text)
    assert re.search(r'interface ReceivedEvents \{\n  "payments.checkout/Paid.v2": PaidV2;\n\}', text)


@steadily
@given(evil_schemas)
def test_whatever_a_schema_holds_there_is_nothing_but_types(schema: Any) -> None:
    classes = classes_of(schema)
    parts = tokens(typescript(classes))
    names = {one.name for one in classes[0].classes} | {"PublishedEvents", "ReceivedEvents"}
    assert {part for part in parts if part[0].isalpha()} <= WORDS | names
    assert [part for part in parts if not part.isascii() and not part.startswith("/**")] == []
