"""Use case: one file read as the schema of an event, within its catalogue or alone."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from json import dumps

from meshctl.app.schemas.handed_in import handed_in, is_yaml
from meshctl.app.schemas.named_schemas import has_named_schemas, schema_of
from meshctl.catalogue.event_schemas import EventSchemas
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.faults import FileFault
from meshctl.model.places import Place
from meshctl.model.schemas import Schema, SchemaSilence

Contents = Mapping[str, bytes]


def schema_in_catalogue(files: CatalogueFiles, path: str) -> Schema:
    """The schema as `meshctl check` reads it, with all that it refers to."""
    mesh = read_catalogue(files).mesh
    return EventSchemas(files.contents, mesh.schema_dialects if mesh else {}).read(path)


def schema_alone(name: str, content: bytes, wanted: str | None) -> Schema:
    """The schema that a file says, or that of its schemas and messages which has the wanted name. Raises `MeshctlError`."""
    data = None
    if is_yaml(name, content) or wanted is not None or b"asyncapi" in content or b"swagger" in content:
        data = handed_in(name, content)
    if data is None or (not is_yaml(name, content) and not _is_chosen(data, wanted)):
        return EventSchemas({name: content}).read(name)
    return turned_schema(name, schema_of(data, wanted, "") if _is_chosen(data, wanted) else data)


def turned_schema(name: str, data: object) -> Schema:
    """The schema that was made of what a file says: its places are the file as a whole."""
    return _without_lines(EventSchemas({name: dumps(data).encode()}).read(name))


def _is_chosen(data: object, wanted: str | None) -> bool:
    """Whether one of several schemas is to be found in it by its name."""
    return has_named_schemas(data) and isinstance(data, dict) and (wanted is not None or "openapi" not in data)


def _without_lines(schema: Schema) -> Schema:
    """The schema with the place of its file for all places: they are those of another text."""
    faults, idle, silence = (_placed_at(schema.path, told) for told in (schema.faults, schema.idle, schema.silence))
    return replace(
        schema, faults=faults, says_less=partial(SchemaSilence, idle, silence), find=lambda origin: Place(origin[0])
    )


def _placed_at(path: str, faults: tuple[FileFault, ...]) -> tuple[FileFault, ...]:
    return tuple(one._replace(place=Place(path)) for one in faults)
