"""What is wrong with one schema of an event, as four checks tell it, and `meshctl schema check`. Pure; the reader has looked at it."""

from collections.abc import Iterator

from meshctl.contracts.contradictions.contradictions import contradictions
from meshctl.model.finding_rules import Example
from meshctl.model.findings import Finding
from meshctl.model.schemas import Schema

PUBLISHING: Example = {
    "orders/checkout.yaml": """\
service: checkout
publishes:
  OrderPlaced:
    version: 1
    schema: events/OrderPlaced.v1.json
    description: A customer has paid for a basket.
"""
}
"""A service with one event, to which an example adds the schema."""
RECEIVED: Example = {
    **PUBLISHING,
    "payments/capture.yaml": """\
service: capture
functions:
  charge: {source: lambdas/charge, handler: handler.handle}
subscribes:
  placed:
    event: orders/OrderPlaced
    deliver_to: {function: charge}
""",
}
"""The same with a service that receives the event."""


def faults_of(schema: Schema) -> Iterator[Finding]:
    """What keeps it from being a schema."""
    why = "whoever receives the event reads its data by this schema"
    return (Finding("invalid-schema", one.place, one.message, why, one.help) for one in schema.faults)


def idle_keywords_of(schema: Schema) -> Iterator[Finding]:
    """Its keywords without effect."""
    why = "JSON Schema passes over what it does not know, so nobody is held to it"
    return (Finding("keyword-without-effect", one.place, one.message, why, one.help) for one in schema.idle)


def silence_of(schema: Schema) -> Iterator[Finding]:
    """Why it promises nothing."""
    why = "who receives the event can rely on nothing, and no filter can be held against it"
    return (Finding("schema-without-promise", one.place, one.message, why, one.help) for one in schema.silence)


def contradictions_of(schema: Schema) -> Iterator[Finding]:
    """What in it contradicts itself; nothing where its faults are to be mended first, or it promises nothing."""
    why = "the schema is sound for JSON Schema, and means less than it says"
    for path, message, help_ in () if schema.faults or schema.silence else contradictions(schema.data):
        yield Finding("contradictory-schema", schema.place(path), message, why, help_)
