"""Where a file describes the data of its event: at its top, or below the envelope that a schema registry of AWS exports. Pure.

EventBridge's registry exports what it has seen on a bus: an `AWSEvent` in OpenAPI 3.0, or the same as one schema of draft-04. An event's
data is its `detail`; of an event of a mesh, whose detail is `meta` and `data`, it is the latter.
"""

from collections.abc import Mapping
from typing import Any

from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Path

DETAIL_TYPE = "x-amazon-events-detail-type"
COMPONENTS: Path = ("components", "schemas")
ENVELOPE = "AWSEvent"
_DETAIL: Path = ("properties", "detail")
_OF_META = {"event_id", "correlation_id"}
_MOST_FOLLOWED = 20


class NoEntry(ValueError):
    """No schema of the file is that of its event: where that shows, why, and a way out."""

    def __init__(self, path: Path, message: str, help_: str) -> None:
        super().__init__(message)
        self.path, self.message, self.help = path, message, help_


def components_of(document: Mapping[str, Any]) -> dict[str, Any]:
    """The schemas of a document of OpenAPI, by their names."""
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    return {name: one for name, one in schemas.items() if isinstance(one, dict)} if isinstance(schemas, dict) else {}


def entry_of(data: Any, *, is_openapi: bool) -> Path:
    """The path of the schema of the event's data. Raises `NoEntry`."""
    if is_openapi:
        return _of_document(data)
    if isinstance(data, dict) and DETAIL_TYPE in data and isinstance(data.get("properties"), dict):
        return _detail_of(data, ())
    return ()


def _of_document(document: Mapping[str, Any]) -> Path:
    schemas = components_of(document)
    envelopes = [name for name, one in schemas.items() if DETAIL_TYPE in one]
    if ENVELOPE in envelopes or len(envelopes) == 1:
        return _detail_of(document, (*COMPONENTS, ENVELOPE if ENVELOPE in envelopes else envelopes[0]))
    info = document.get("info")
    title = info.get("title") if isinstance(info, dict) else None
    named = [name for name in schemas if name == title] or list(schemas)
    if len(named) == 1:
        return *COMPONENTS, named[0]
    message = f"of its {len(named)} schemas none is marked as that of an event" if named else "it has no schemas"
    help_ = f"describe the event in components/schemas, as AWSEvent with {DETAIL_TYPE}, or give it the title of the document"
    raise NoEntry(COMPONENTS if named else (), message, help_)


def _detail_of(document: Mapping[str, Any], envelope: Path) -> Path:
    references = References(document)
    detail = _followed(references, (*envelope, *_DETAIL))
    if detail is None:
        message = "the envelope of an event says nothing of its `detail`"
        raise NoEntry(envelope, message, "describe the event's data in properties/detail of the envelope")
    of_mesh = _followed(references, (*detail, "properties", "data"))
    meta = _followed(references, (*detail, "properties", "meta"))
    return of_mesh if of_mesh and meta and _is_meta(references.at(meta)) else detail


def _followed(references: References, path: Path) -> Path | None:
    """Where a schema of the document is written, behind the references that lead to it; None where there is none."""
    for _ in range(_MOST_FOLLOWED):
        schema = references.at(path)
        reference = schema.get("$ref") if isinstance(schema, dict) else None
        if reference is None:
            return path if isinstance(schema, dict | bool) else None
        further = references.path(reference)
        if further is None or not isinstance(references.at(further), dict | bool):
            return path
        path = further
    return path


def _is_meta(schema: Any) -> bool:
    fields = schema.get("properties") if isinstance(schema, dict) else None
    return isinstance(fields, dict) and fields.keys() >= _OF_META
