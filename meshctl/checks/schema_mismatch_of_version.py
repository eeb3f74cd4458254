"""An event and its schema speak of the same version. Pure."""

from collections.abc import Iterator
from re import compile as pattern

from meshctl.checks.shared.check import Check
from meshctl.model.events import Event
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh

_FILE_VERSION = pattern(r"[._-][vV]([1-9][0-9]{0,5})\.json$")
_SAID_VERSION = pattern(r"[\s/._-][vV]([1-9][0-9]{0,5})(\.json)?#?$")


def _run(mesh: Mesh) -> Iterator[Finding]:
    for event in mesh.events:
        for where, version in _said(mesh, event):
            if version != event.version:
                yield _finding(event, where, version)


def _said(mesh: Mesh, event: Event) -> Iterator[tuple[str, int]]:
    """The versions that the schema names, where it names any: in its file name, its title, its $id."""
    if found := _FILE_VERSION.search(event.schema):
        yield "its file name", int(found[1])
    schema = mesh.schemas.get(event.schema)
    data = schema.data if schema and isinstance(schema.data, dict) else {}
    for key in ("title", "$id"):
        text = data.get(key)
        if isinstance(text, str) and (found := _SAID_VERSION.search(text[-200:])):
            yield f"its {key}", int(found[1])


def _finding(event: Event, where: str, version: int) -> Finding:
    message = f'"{event.detail_type}" has a schema of version {version} by {where}'
    why = "most often a version was raised and the old schema stayed, or the other way round"
    help_ = f"write the schema of version {event.version} into a file of its own: {event.name}.v{event.version}.json"
    return Finding("schema-mismatch-of-version", event.schema_place, message, why, help_)


_CHECKOUT = """\
service: checkout
publishes:
  OrderPlaced:
    version: 2
    schema: events/OrderPlaced.v{version}.json
    description: A customer has paid for a basket.
"""

SCHEMA_MISMATCH_OF_VERSION = Check(
    name="schema-mismatch-of-version",
    why="Subscribers of version 2 rely on the schema of version 2. A schema need not say a version; where its file name, "
    "its title or its $id ends in one (`.v1.json`, `OrderPlaced v1`), it is that of the event. It is an error because one "
    "of the two is untrue, and whoever reads the other one builds on it.",
    wrong={"orders/checkout.yaml": _CHECKOUT.format(version=1)},
    right={
        "orders/checkout.yaml": _CHECKOUT.format(version=2),
        "orders/events/OrderPlaced.v2.json": '{"title": "OrderPlaced.v2", "type": "object", "required": ["id"]}\n',
    },
    run=_run,
)
