"""The messages of a document of AsyncAPI, and the document as one schema that is the payload of one. Pure."""

from collections.abc import Iterator
from re import fullmatch
from typing import Any

from meshctl.app.schemas.part_of_document import Document, as_schema, held_by, objects_in
from meshctl.errors import MeshctlError
from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12
from meshctl.json_schema.dialects.known_dialects import DRAFTS, draft_at
from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Path

_FORMATS = (
    r"()",
    r"application/vnd\.aai\.asyncapi(?:\+json|\+yaml)?(?:;version=.*)?()",
    r"application/schema\+(?:json|yaml)(?:;version=(?:draft-)?(0[467]|2019-09|2020-12))?",
)
"""Formats of payloads that are JSON Schema, with the draft; where they name none, it is `_OF_ASYNCAPI`."""
_OF_ASYNCAPI = "draft-07"
_OPENAPI_FORMAT = r"application/vnd\.oai\.openapi(?:\+json|\+yaml)?(?:;version=(3\.[01])(?:\.[0-9]+)?)?"
_MOST_FOLLOWED = 20
_OTHERWISE = "3.0"
"""The version of OpenAPI of a payload whose format names none."""


def messages_of(document: Document) -> dict[str, Path]:
    """The messages by their names, with where they are written."""
    return dict(_messages(document, References(document)))


def payload_of(document: Document, path: Path) -> dict[str, Any]:
    """The document as the schema of that message's payload. Raises `MeshctlError`."""
    references = References(document)
    message = references.at(path)
    path, format_ = _described(references, (*path, "payload"), message.get("schemaFormat", ""))
    payload = references.at(path)
    if not isinstance(payload, dict | bool):
        raise MeshctlError("the message says nothing of its payload", "describe it in `payload`")
    if isinstance(format_, str) and (found := fullmatch(_OPENAPI_FORMAT, format_)):
        return _as_openapi(document, path, found[1] or _OTHERWISE)
    said = payload.get("$schema") if isinstance(payload, dict) else None
    dialect = DRAFTS[_draft(format_)].metaschema if said is None else said
    is_newest = draft_at(dialect) is DRAFT_2020_12  # as it stands that would go on holding the whole document
    return _as_openapi(document, path, "3.1") if is_newest else as_schema(document, path, dialect)


def _described(references: References, path: Path, format_: object) -> tuple[Path, object]:
    """Where the schema of a payload is written, behind references and formats that stand around it, and the nearest such format."""
    for _ in range(_MOST_FOLLOWED):
        followed = _followed(references, path)
        one = references.at(followed)
        if not isinstance(one, dict) or not {"schemaFormat", "schema"} <= one.keys():
            return followed, format_
        path, format_ = (*followed, "schema"), one["schemaFormat"]
    return path, format_


def _messages(document: Document, references: References) -> Iterator[tuple[str, Path]]:
    """The messages by their names, those in components last: of one name, they are what the others refer to."""
    for channel, one in _items(document, ("channels",), references):
        for operation in ("publish", "subscribe"):
            yield from _of_operation(str(channel[-1]), (*channel, operation, "message"), references)
        yield from ((str(path[-1]), path) for path, _ in _items(document, (*channel, "messages"), references) if one)
    yield from ((str(path[-1]), path) for path, _ in _items(document, ("components", "messages"), references))


def _of_operation(channel: str, path: Path, references: References) -> Iterator[tuple[str, Path]]:
    message = references.at(path)
    if not isinstance(message, dict):
        return
    several = message.get("oneOf")
    paths = [(*path, "oneOf", number) for number in range(len(several))] if isinstance(several, list) else [path]
    for one in paths:
        followed = _followed(references, one)
        if isinstance(found := references.at(followed), dict):
            name = found.get("name") or found.get("messageId") or (followed[-1] if followed != one else channel)
            yield str(name), followed


def _items(document: Document, path: Path, references: References) -> Iterator[tuple[Path, Any]]:
    holder = references.at(path)
    for name in holder if isinstance(holder, dict) else ():
        followed = _followed(references, (*path, name))
        if isinstance(found := references.at(followed), dict):
            yield (followed if path[-1] != "channels" else (*path, name)), found


def _followed(references: References, path: Path) -> Path:
    """Where something is written, behind the references that lead to it."""
    for _ in range(_MOST_FOLLOWED):
        found = references.at(path)
        reference = found.get("$ref") if isinstance(found, dict) else None
        further = references.path(reference) if reference is not None else None
        if further is None:
            return path
        path = further
    return path


def _draft(format_: object) -> str:
    found = next((one for form in _FORMATS if isinstance(format_, str) and (one := fullmatch(form, format_))), None)
    if found is None:
        raise MeshctlError("the payload is described in another language than JSON Schema", "write a JSON Schema of it")
    name = found[1] or _OF_ASYNCAPI
    return name if name in DRAFTS else f"draft-{name}"


def _as_openapi(document: Document, path: Path, version: str) -> dict[str, Any]:
    """The document as one of OpenAPI whose event is described at `path`."""
    components = objects_in(document.get("components"))
    schemas = objects_in(components.get("schemas"))
    name = next(
        name for name in ("payload", *(f"payload{number}" for number in range(len(schemas)))) if name not in schemas
    )
    within = {**components, "schemas": {**schemas, name: References(document).at(path)}}
    info = {"title": name, "version": "1"}
    return {**held_by(document, path), "openapi": f"{version}.0", "info": info, "components": within}
