"""Use case: the schema that a new event begins with, made of what is at hand: a schema, a document of them, or examples."""

from dataclasses import dataclass
from json import dumps
from typing import Any

from meshctl.app.schemas.convert_schema import convert_schema
from meshctl.app.schemas.handed_in import handed_in, is_yaml
from meshctl.app.schemas.named_schemas import has_named_schemas, schema_of
from meshctl.app.schemas.one_schema import turned_schema
from meshctl.errors import MeshctlError
from meshctl.json_schema.drafting import drafted_schema, examples_in
from meshctl.json_schema.keywords.other_documents import looks_like
from meshctl.model.places import Place

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_EXAMPLES = ("an example", "a list of examples", "a whole event", "an event of CloudEvents")
"""What a document looks like that data is drafted from without being told so."""


@dataclass(frozen=True, slots=True)
class SchemaSource:
    """What somebody hands in: the name of its file, what stands in it, which of its schemas is meant, and whether it is an example."""

    name: str
    content: bytes
    wanted: str | None = None
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class EventSchema:
    """The content of an event's schema, and what to know of how it was made."""

    content: bytes
    how: str


def event_schema_from(source: SchemaSource, event: str) -> EventSchema:
    """The schema of an event of that name. Raises `MeshctlError`."""
    data = handed_in(source.name, source.content)
    if has_named_schemas(data) and not source.is_example:
        return _turned(schema_of(data, source.wanted, event), source.name, event)
    if source.wanted is not None:
        raise MeshctlError(f'"{source.name}" is no document of OpenAPI or AsyncAPI', "leave --schema out")
    look = looks_like(data)
    if source.is_example or isinstance(data, list) or (look is not None and look[0].startswith(_EXAMPLES)):
        return _drafted(data, source.name, event)
    if look is not None:
        hint = f"{look[1]}; --example drafts a schema from it as from an example of the data"
        raise MeshctlError(f'"{source.name}" looks like {look[0]}', hint)
    return _as_it_is(source, data)


def _turned(written: dict[str, Any], name: str, event: str) -> EventSchema:
    schema = turned_schema(name, written)
    if schema.faults:
        raise MeshctlError(f'"{name}": {schema.faults[0].message}', schema.faults[0].help)
    converted = convert_schema(schema)
    how = f"It is what {name} says, as JSON Schema 2020-12."
    otherwise = dict.fromkeys(
        one.removeprefix(f"{Place(name)}: ").removeprefix(f"{name}: ") for one in converted.otherwise
    )
    if otherwise:
        how = f"{how} Otherwise than there: {'; '.join(otherwise)}."
    return EventSchema(_written(converted.form, event), how)


def _drafted(data: Any, name: str, event: str) -> EventSchema:
    examples = list(examples_in(data))
    if not examples or not all(isinstance(one, dict) and one for one in examples):
        raise MeshctlError(f'"{name}" is no example of the data of an event', "the data is a JSON object with fields")
    drafted = drafted_schema(examples)
    how = f"It is a draft from {_counted(examples)}: read what is required, and which types are meant."
    return EventSchema(_written(drafted, event), how)


def _counted(examples: list[Any]) -> str:
    return "one example" if len(examples) == 1 else f"{len(examples)} examples"


def _as_it_is(source: SchemaSource, data: Any) -> EventSchema:
    """The file itself: what it says, it goes on saying in its own dialect. Whether it is sound shows in its catalogue."""
    if is_yaml(source.name, source.content):
        return EventSchema(_written(data, None), f"It is {source.name} as JSON.")
    return EventSchema(source.content, f"It is {source.name} as it stands.")


def _written(schema: Any, event: str | None) -> bytes:
    if event is not None and isinstance(schema, dict):
        begun = {"$schema": _DIALECT, "title": event, "description": f"{event} has happened."}
        schema = {**begun, **schema}
    return (dumps(schema, indent=2, ensure_ascii=False) + "\n").encode()
