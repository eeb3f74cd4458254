"""Gives everything a name that gets one in code: events, and the objects within them. Pure, and the same for the same events."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from meshctl.codegen.harmless_text import class_name, harmless
from meshctl.codegen.schema_reader import SchemaReader
from meshctl.codegen.schema_type import ANYTHING, SchemaType, Sources, both, small
from meshctl.json_schema.subschemas import Path
from meshctl.model.events import Event

_STRUCTURE = frozenset(
    {"properties", "additionalProperties", "items", "prefixItems", "$defs", "definitions", "allOf", "anyOf", "oneOf"}
)
MOST_MAPS = 2
"""Maps within each other that are told apart; what lies deeper may be anything."""
_OF_EVENT_CLASSES = frozenset({"event_name", "event_version", "event_source"})
"""What meshkit asks a class of events: no field of the data may be called so."""


@dataclass(frozen=True, slots=True)
class EventField:
    """A field of an object, by its name in JSON."""

    name: str
    type_: SchemaType
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class SchemaClass:
    """An object that has a name in code. `closed` ones have no other fields than these."""

    name: str
    description: str
    fields: tuple[EventField, ...]
    closed: bool
    nested: "SchemaObjects"


@dataclass(frozen=True, slots=True)
class SchemaObjects:
    """What the objects within one event are: classes by their names, or maps from names to values of one type."""

    classes: dict[Sources, str] = field(default_factory=dict)
    maps: dict[Sources, SchemaType] = field(default_factory=dict)

    def size(self, type_: SchemaType, level: int = 0) -> int:
        """How long a type is, with the maps in it."""
        inside = self.size(type_.items, level) - type_.items.size if type_.items else 0
        maps = [self.maps[one] for one in type_.objects or () if one in self.maps] if level < MOST_MAPS else []
        return type_.size + inside + sum(self.size(values, level + 1) for values in maps)


@dataclass(frozen=True, slots=True)
class EventClass:
    """An event with the name of its class, and the classes of its data: first its own, then those of objects within.

    Where several services publish events of its name, it is known by its source.
    """

    event: Event
    name: str
    published: bool
    received: bool
    classes: tuple[SchemaClass, ...]
    is_known_by_source: bool


@dataclass(frozen=True, slots=True)
class UsedEvent:
    """An event that a service publishes or receives, with its schema; an event without one may have any data."""

    event: Event
    schema: Any
    published: bool
    received: bool


def event_classes(events: Iterable[UsedEvent]) -> tuple[EventClass, ...]:
    """The classes of events, in the order of the events; no two classes have one name."""
    used = list(events)
    names = _ClassNames()
    called = [names.free(one) for one in _names_of_events([each.event for each in used])]
    counts = Counter(each.event.detail_type for each in used)
    return tuple(
        EventClass(
            each.event,
            name,
            each.published,
            each.received,
            tuple(_ClassesOfEvent(each, name, names).all()),
            counts[each.event.detail_type] > 1,
        )
        for each, name in zip(used, called, strict=True)
    )


def _names_of_events(events: list[Event]) -> Iterator[str]:
    """`OrderPlacedV1`; of several systems with an event of that name, the later ones with their system before it."""
    seen: set[str] = set()
    for event in events:
        name = f"{event.name}V{event.version}"
        yield f"{class_name(event.system)}{name}" if name in seen else name
        seen.add(name)


class _ClassNames:
    """Names in use, whatever the case of their letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, wanted: str) -> str:
        name, number = wanted, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted}{number}"
        self._taken.add(name.lower())
        return name


class _ClassesOfEvent:
    """The classes of one event's data, each made when what it lies in is."""

    def __init__(self, used: UsedEvent, name: str, names: _ClassNames) -> None:
        self._used, self._name, self._names = used, name, names
        self._reader = SchemaReader({} if used.schema is None else used.schema)
        self._nested = SchemaObjects()
        self._waiting: list[tuple[Sources, str]] = []

    def all(self) -> Iterator[SchemaClass]:
        data = self._reader.sources_of_data()
        self._nested.classes[data] = self._name
        yield self._class(data, self._name, self._used.event.description, _OF_EVENT_CLASSES)
        while self._waiting:
            sources, name = self._waiting.pop(0)
            yield self._class(sources, name, "", frozenset())

    def _class(self, sources: Sources, name: str, description: str, left_out: frozenset[str]) -> SchemaClass:
        schemas = [self._reader.schema(path) for path in sources]
        told = harmless(description) or next(filter(None, (harmless(one.get("description")) for one in schemas)), "")
        fields = [one for one in self._fields(sources) if one.name not in left_out]
        closed = self._used.published and _is_closed(schemas) and not left_out & _named(schemas)
        for one in fields:
            self._name_objects(one.type_, name, one.name)
        short = (replace(one, type_=small(one.type_, self._nested.size(one.type_))) for one in fields)
        return SchemaClass(name, told, tuple(short), closed, self._nested)

    def _fields(self, sources: Sources) -> Iterator[EventField]:
        schemas = [(path, self._reader.schema(path)) for path in sources]
        required = dict.fromkeys(name for _, schema in schemas for name in schema.get("required", ()))
        properties: dict[str, list[Path]] = {}
        for path, schema in schemas:
            for name in schema.get("properties", ()):
                properties.setdefault(name, []).append((*path, "properties", name))
        for name in dict.fromkeys((*properties, *required, *self._reader.named_at_times(sources))):
            paths = properties.get(name, [])
            type_ = reduce(both, map(self._reader.type_at, paths), ANYTHING)
            if name in required or not type_.is_nothing:
                described = (harmless(self._reader.schema(path).get("description")) for path in paths)
                yield EventField(name, type_, name in required, next(filter(None, described), ""))

    def _name_objects(self, type_: SchemaType, owner: str, place: str) -> None:
        """Names what lies in a type, and has its classes made."""
        for sources in type_.objects or ():
            if sources in self._nested.classes or sources in self._nested.maps:
                continue
            if not _named([self._reader.schema(path) for path in sources]):
                values = self._values(sources)
                self._nested.maps[sources] = values
                self._name_objects(values, owner, place)
                continue
            wanted = f"{self._name}{_last_name(sources)}" if _last_name(sources) else f"{owner}{class_name(place)}"
            name = self._names.free(wanted)
            self._nested.classes[sources] = name
            self._waiting.append((sources, name))
        if type_.items is not None:
            self._name_objects(type_.items, owner, place)

    def _values(self, sources: Sources) -> SchemaType:
        """What the values of a map are: with patterns for names, those that fit one may be something else."""
        paths = [path for path in sources if "additionalProperties" in self._reader.schema(path)]
        if any("patternProperties" in self._reader.schema(path) for path in sources):
            return ANYTHING
        types = (self._reader.type_at((*path, "additionalProperties")) for path in paths)
        found = reduce(both, types, ANYTHING)
        return ANYTHING if found.is_nothing else found


def _named(schemas: list[Mapping[str, Any]]) -> frozenset[str]:
    return frozenset(name for one in schemas for word in ("properties", "required") for name in one.get(word, ()))


def _is_closed(schemas: list[Mapping[str, Any]]) -> bool:
    """Whether no other fields may be; where several schemas say what the fields are, nobody looks so closely."""
    (only, *others) = schemas or [{}]
    named = {*only.get("properties", ())} >= {*only.get("required", ())}
    return not others and only.get("additionalProperties") is False and "patternProperties" not in only and named


def _last_name(sources: Sources) -> str:
    """What a schema is called where it stands: `Line` of `$defs/Line`, and of `properties/lines/items` `Lines`."""
    names = (step for path in sources[:1] for step in reversed(path) if isinstance(step, str))
    return next((class_name(name) for name in names if name not in _STRUCTURE and class_name(name)), "")
