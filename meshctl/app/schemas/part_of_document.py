"""A document as one schema that is a part of it, with all that this part refers to. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.json_schema.references import References, pointer_to
from meshctl.json_schema.subschemas import Path

Document = Mapping[str, Any]


def as_schema(document: Document, path: Path, dialect: object) -> dict[str, Any]:
    """The document as a schema of the dialect with that address, which is the one at `path`, with all that it refers to."""
    return {"$schema": dialect, "$ref": pointer_to(path), **held_by(document, path)}


def held_by(document: Document, path: Path) -> dict[str, Any]:
    """The parts of a document that a schema of it is made of: its own, and those that references lead into from there."""
    references, waiting, seen = References(document), [path], set[Path]()
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            found = (references.path(said) for said in _references(references.at(one)))
            waiting += [further for further in found if further]
    return {key: document[key] for key in document if any(one[0] == key for one in seen)}


def _references(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict) and isinstance(said := one.get("$ref"), str):
            yield said
        waiting += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()


def objects_in(value: object) -> dict[str, Any]:
    """The value itself where it is an object, and else an empty one."""
    return value if isinstance(value, dict) else {}
