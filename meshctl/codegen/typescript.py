"""The types of TypeScript: what each event's data is, and which events a service publishes and receives. Pure.

It writes interfaces, unions and nothing that runs. Every name that is not made here stands in a string of JSON, which is ASCII.
"""

import json
from collections.abc import Iterator, Sequence

from meshctl.codegen.event_classes import MOST_MAPS, EventClass, EventField, SchemaClass, SchemaObjects
from meshctl.codegen.schema_type import SchemaType

FILE = "mesh_events.ts"


def typescript(events: Sequence[EventClass]) -> str:
    """The text of `mesh_events.ts`, below its first line."""
    parts = [
        *(_interface(one) for event in events for one in event.classes),
        _of_events("PublishedEvents", "What the service publishes", [one for one in events if one.published]),
        _of_events("ReceivedEvents", "What the service receives", [one for one in events if one.received]),
    ]
    return "".join(f"\n{part}\n" for part in parts)


def _interface(one: SchemaClass) -> str:
    lines = [*_comment(one.description, ""), f"export interface {one.name} {{"]
    for each in one.fields:
        lines += [*_comment(each.description, "  "), f"  {_field(each, one.nested)};"]
    return "\n".join([*lines, "}"])


def _of_events(name: str, told: str, events: Sequence[EventClass]) -> str:
    lines = [
        f"/** {told}: the data of each event, by its source and its detail-type. */",
        f"export interface {name} {{",
    ]
    for one in events:
        lines.append(f"  {json.dumps(f'{one.event.source}/{one.event.detail_type}')}: {one.name};")
    return "\n".join([*lines, "}"])


def _comment(text: str, before: str) -> list[str]:
    return [f"{before}/** {text} */"] if text else []


def _field(one: EventField, nested: SchemaObjects) -> str:
    return f"{json.dumps(one.name)}{'' if one.required else '?'}: {_of_type(one.type_, nested, 0)}"


def _of_type(type_: SchemaType, nested: SchemaObjects, maps: int) -> str:
    if type_.is_anything or type_.is_nothing:
        return "unknown"
    return " | ".join(_alternatives(type_, nested, maps))


def _alternatives(type_: SchemaType, nested: SchemaObjects, maps: int) -> Iterator[str]:
    if type_.text:
        yield "string" if type_.words is None else " | ".join(map(json.dumps, type_.words))
    if type_.boolean:
        yield "boolean"
    if type_.number:
        yield "number"
    if type_.list_:
        yield f"Array<{_of_type(type_.items, nested, maps) if type_.items else 'unknown'}>"
    if type_.object_:
        yield from _objects(type_, nested, maps)
    if type_.null:
        yield "null"


def _objects(type_: SchemaType, nested: SchemaObjects, maps: int) -> Iterator[str]:
    for sources in type_.objects or ((),):
        if sources in nested.classes:
            yield nested.classes[sources]
        else:
            values = nested.maps.get(sources)
            inside = _of_type(values, nested, maps + 1) if values and maps < MOST_MAPS else "unknown"
            yield f"Record<string, {inside}>"
