"""What the generator of Python's models is asked: the classes of events as the schemas of an OpenAPI document. Pure.

It says the least that a model needs: nothing of what somebody wrote into a schema but names of fields, words, and harmless texts.
"""

from collections.abc import Iterable, Iterator
from keyword import iskeyword
from typing import Any

from meshctl.codegen.event_classes import MOST_MAPS, EventClass, EventField, SchemaClass, SchemaObjects
from meshctl.codegen.schema_type import INTEGER, NUMBER, SchemaType

Document = dict[str, Any]


def model_document(events: Iterable[EventClass]) -> Document:
    """The document; each class by its own name."""
    schemas = {one.name: _of_class(one) for event in events for one in event.classes}
    return {
        "openapi": "3.1.0",
        "info": {"title": "events", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas},
    }


def _of_class(one: SchemaClass) -> Document:
    described = {"description": one.description} if one.description else {}
    fields = sorted(one.fields, key=_needs_another_name)
    return {
        "type": "object",
        **described,
        "properties": {each.name: _field(each.type_, each.description, one.nested) for each in fields},
        "required": [each.name for each in one.fields if each.required],
        "additionalProperties": not one.closed,
    }


def _needs_another_name(one: EventField) -> bool:
    """Whether Python has no such name. The generator gives `a_b` to whichever comes first, `a_b` or `a-b`."""
    return not one.name.isidentifier() or iskeyword(one.name)


def _field(type_: SchemaType, description: str, nested: SchemaObjects) -> Document:
    written = _of_type(type_, nested, 0)
    return {**written, "description": description} if description else written


def _of_type(type_: SchemaType, nested: SchemaObjects, maps: int) -> Document:
    alternatives = list(_alternatives(type_, nested, maps))
    if type_.is_anything or not alternatives:
        return {}
    return alternatives[0] if len(alternatives) == 1 else {"anyOf": alternatives}


def _alternatives(type_: SchemaType, nested: SchemaObjects, maps: int) -> Iterator[Document]:
    if type_.text:
        yield {"type": "string"} if type_.words is None else {"type": "string", "enum": [*type_.words]}
    if type_.boolean:
        yield {"type": "boolean"}
    if type_.number >= INTEGER:
        yield {"type": "integer"}
    if type_.number >= NUMBER:
        yield {"type": "number"}
    if type_.list_:
        yield {"type": "array", "items": _of_type(type_.items, nested, maps) if type_.items else {}}
    if type_.object_:
        yield from _objects(type_, nested, maps)
    if type_.null:
        yield {"type": "null"}


def _objects(type_: SchemaType, nested: SchemaObjects, maps: int) -> Iterator[Document]:
    for sources in type_.objects or ((),):
        if sources in nested.classes:
            yield {"$ref": f"#/components/schemas/{nested.classes[sources]}"}
        else:
            values = nested.maps.get(sources)
            inside = _of_type(values, nested, maps + 1) if values and maps < MOST_MAPS else {}
            yield {"type": "object", "additionalProperties": inside}
