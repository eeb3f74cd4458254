"""The schemas of a document of OpenAPI, Swagger 2.0 or AsyncAPI by their names, and the document as one schema that is one of them. Pure."""

from typing import Any

from meshctl.app.schemas.message_payloads import messages_of, payload_of
from meshctl.app.schemas.part_of_document import Document, as_schema, objects_in
from meshctl.errors import MeshctlError
from meshctl.json_schema.dialects.draft_04 import DRAFT_04
from meshctl.json_schema.dialects.event_entry import DETAIL_TYPE, ENVELOPE
from meshctl.model.findings import did_you_mean


def has_named_schemas(document: Any) -> bool:
    """Whether it is a document of one of these kinds."""
    return isinstance(document, dict) and any(key in document for key in ("openapi", "swagger", "asyncapi"))


def schema_of(document: Document, wanted: str | None, event: str) -> dict[str, Any]:
    """The schema of that name, else that of the event's name, else the only one. Raises `MeshctlError`."""
    if "asyncapi" in document:
        messages = messages_of(document)
        return payload_of(document, messages[_chosen(list(messages), wanted, event, "message")])
    if "swagger" in document:
        names = _names(document.get("definitions"))
        return as_schema(document, ("definitions", _chosen(names, wanted, event, "schema")), DRAFT_04.metaschema)
    return _of_openapi(document, wanted, event)


def _of_openapi(document: Document, wanted: str | None, event: str) -> dict[str, Any]:
    """The document with that schema as its own one: the one of its title, where none is marked as an event's."""
    components = objects_in(document.get("components"))
    schemas = objects_in(components.get("schemas"))
    names = _names(schemas)
    if wanted is None and ENVELOPE in names:
        return dict(document)
    name = _chosen(names, wanted, event, "schema")
    unmarked = {key: _unmarked(one) for key, one in schemas.items()}
    return {**document, "components": {**components, "schemas": unmarked}, "info": {"title": name, "version": "1"}}


def _unmarked(schema: Any) -> Any:
    return {key: value for key, value in schema.items() if key != DETAIL_TYPE} if isinstance(schema, dict) else schema


def _names(schemas: object) -> list[str]:
    return [name for name, one in objects_in(schemas).items() if isinstance(one, dict)]


def _chosen(names: list[str], wanted: str | None, event: str, kind: str) -> str:
    if wanted is not None and wanted not in names:
        raise MeshctlError(f'the document has no {kind} "{wanted}"', did_you_mean(wanted, names))
    for name in (wanted, event):
        if name in names:
            return name
    if len(names) == 1:
        return names[0]
    if not names:
        raise MeshctlError(
            f"the document has no {kind}s", "hand in one that describes the event, or an example of its data"
        )
    raise MeshctlError(
        f"the document has {len(names)} {kind}s", f"say which: --schema NAME; {did_you_mean(event, names)}"
    )
