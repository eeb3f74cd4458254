"""What a `discriminator` of OpenAPI says and nobody can follow: schemas that are not there, and a field that is nowhere described. Pure."""

from collections.abc import Iterator, Mapping
from json import dumps
from re import fullmatch
from typing import Any

from meshctl.json_schema.keywords.idle import Told, shown_word
from meshctl.json_schema.keywords.written_schemas import written_schemas
from meshctl.json_schema.near_references import definition_meant
from meshctl.json_schema.references import References
from meshctl.json_schema.subschemas import Path

_COMPONENTS: Path = ("components", "schemas")
_CHOICES = ("oneOf", "anyOf")
_LEADING_ON = frozenset({"$ref", "allOf", "oneOf", "anyOf", "if"})
"""Keywords by which fields may be described elsewhere."""


def lost_discriminators(document: Any, root: Path, dialect: str) -> Iterator[Told]:
    """Those of one schema of a document, with paths of the document."""
    references = References(document)
    for path, schema in written_schemas(references.at(root), dialect):
        if "discriminator" in schema:
            told = _lost(schema, schema["discriminator"], references, is_openapi="openapi" in document)
            yield from (((*root, *path, "discriminator", *steps), message, help_) for steps, message, help_ in told)


def _lost(schema: Mapping[str, Any], said: Any, references: References, *, is_openapi: bool) -> Iterator[Told]:
    name = said.get("propertyName") if isinstance(said, dict) else None
    if not isinstance(name, str):
        if not is_openapi:
            return  # Swagger 2.0 says the name alone, and JSON Schema knows no discriminator
        named = dumps(said) if isinstance(said, str) else '"NAME"'
        yield (), "`discriminator` names no field: it has no effect", f'write {{"propertyName": {named}}}'
        return
    if any(_describes_others(one, name) for one in _described_by(schema, references)):
        message = f"no field {shown_word(name)} is described where the `discriminator` looks for it"
        yield ("propertyName",), message, "describe it below `properties`, and require it"
    yield from _unmapped(said.get("mapping"), references)


def _described_by(schema: Mapping[str, Any], references: References) -> Iterator[Any]:
    """The schema itself, or each that it is a choice of."""
    choices = [one for word in _CHOICES for one in schema.get(word, ())]
    followed = (references.target(one["$ref"]) if isinstance(one, dict) and "$ref" in one else one for one in choices)
    yield from followed if choices and "properties" not in schema else (schema,)


def _describes_others(schema: Any, name: str) -> bool:
    """Whether it describes fields, of which none has that name, and leads nowhere else."""
    fields = schema.get("properties") if isinstance(schema, dict) else None
    return isinstance(fields, dict) and name not in fields and _LEADING_ON.isdisjoint(schema)


def _unmapped(mapping: Any, references: References) -> Iterator[Told]:
    """Values that lead to no schema of the document; what may be another file is left open."""
    components = references.at(_COMPONENTS)
    names = components if isinstance(components, dict) else {}
    for value, leads_to in mapping.items() if isinstance(mapping, dict) else ():
        is_lost = isinstance(leads_to, str) and leads_to not in names and _is_lost(leads_to, references)
        if is_lost:
            meant = definition_meant(leads_to, ((*_COMPONENTS, name) for name in names))
            help_ = f'did you mean "{meant}"?' if meant else "let it lead to a schema of this document"
            yield ("mapping", value), f"{shown_word(leads_to)} leads to no schema: nothing is chosen by it", help_


def _is_lost(leads_to: str, references: References) -> bool:
    if leads_to.startswith("#"):
        return references.target(leads_to) is None
    return references.at(_COMPONENTS) is not None and fullmatch(r"[\w-]+", leads_to) is not None
