"""The schemas of a document of OpenAPI, Swagger 2.0 or AsyncAPI by their names, and the document as one schema that is one of them. Pure."""

from collections.abc import Iterator, Mapping
from json import dumps
from re import fullmatch
from typing import Any

from meshctl.errors import MeshctlError
from meshctl.json_schema.dialects.event_entry import DETAIL_TYPE, ENVELOPE
from meshctl.json_schema.references import References, pointer_to
from meshctl.json_schema.subschemas import Path
from meshctl.model.findings import did_you_mean

Document = Mapping[str, Any]
_DRAFT = "http://json-schema.org/{}/schema#"
_FORMATS = (
    (r"", "draft-07"),
    (r"application/vnd\.aai\.asyncapi(\+json|\+yaml)?(;version=.*)?", "draft-07"),
    (r"application/schema\+(json|yaml)(;version=(?P<draft>draft-0[467]))?", "draft-07"),
)
"""Formats of payloads that are JSON Schema, and which draft it is where the format names none."""
_MOST_FOLLOWED = 20
_HOLDERS = ("components", "definitions", "channels")
"""What references in such documents lead into."""


def has_named_schemas(document: Any) -> bool:
    """Whether it is a document of one of these kinds."""
    return isinstance(document, dict) and any(key in document for key in ("openapi", "swagger", "asyncapi"))


def schema_of(document: Document, wanted: str | None, event: str) -> dict[str, Any]:
    """The schema of that name, else that of the event's name, else the only one. Raises `MeshctlError`."""
    if "asyncapi" in document:
        return _of_message(document, wanted, event)
    if "swagger" in document:
        names = _names(document.get("definitions"))
        return _at(document, ("definitions", _chosen(names, wanted, event, "schema")), "draft-04")
    return _of_openapi(document, wanted, event)


def _of_openapi(document: Document, wanted: str | None, event: str) -> dict[str, Any]:
    """The document with that schema as its own one: the one of its title, where none is marked as an event's."""
    components = document.get("components")
    schemas = components.get("schemas") if isinstance(components, dict) else None
    names = _names(schemas)
    if wanted is None and ENVELOPE in names:
        return dict(document)
    name = _chosen(names, wanted, event, "schema")
    unmarked = {key: _unmarked(one) for key, one in schemas.items()} if isinstance(schemas, dict) else {}
    return {**document, "components": {"schemas": unmarked}, "info": {"title": name, "version": "1"}}


def _unmarked(schema: Any) -> Any:
    return {key: value for key, value in schema.items() if key != DETAIL_TYPE} if isinstance(schema, dict) else schema


def _of_message(document: Document, wanted: str | None, event: str) -> dict[str, Any]:
    references = References(document)
    messages = dict(_messages(document, references))
    path = messages[_chosen(list(messages), wanted, event, "message")]
    message = references.at(path)
    payload, said = message.get("payload"), message.get("schemaFormat", "")
    if isinstance(payload, dict) and "schemaFormat" in payload and "schema" in payload:
        return _at(document, (*path, "payload", "schema"), _draft(payload["schemaFormat"]))
    if not isinstance(payload, dict | bool):
        raise MeshctlError("the message says nothing of its payload", "describe it in `payload`")
    return _at(document, (*path, "payload"), _draft(said))


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
    for form, draft in _FORMATS:
        if isinstance(format_, str) and (found := fullmatch(form, format_)):
            return found.groupdict().get("draft") or draft
    raise MeshctlError("the payload is described in another language than JSON Schema", "write a JSON Schema of it")


def _at(document: Document, path: Path, draft: str) -> dict[str, Any]:
    """The document as a schema of that draft which is the one at `path`, with all that references may lead into."""
    text = dumps(document)
    held = {key: document[key] for key in _HOLDERS if key in document and (key == path[0] or f'"#/{key}/' in text)}
    return {"$schema": _DRAFT.format(draft), "$ref": pointer_to(path), **held}


def _names(schemas: object) -> list[str]:
    return [name for name, one in schemas.items() if isinstance(one, dict)] if isinstance(schemas, dict) else []


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
