"""The form of a reading in the cache: MessagePack under the seal of its question. Pure; the one door to msgspec.

What stands in the files is not repeated: the texts are those of the question, and of JSON files only the paths are kept. They
are read when somebody asks for one. Of a variant only the systems are kept that are not those of the mesh. Places within
filters, a quarter of all, are bytes until somebody asks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from msgspec import MsgspecError, msgpack

from meshctl.app.check.seals import sealed, unsealed
from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.reading import Reading
from meshctl.model.channels import WorkflowDefinition
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.places import Keys, Place, PlacesWithin
from meshctl.model.schemas import Schema
from meshctl.model.systems import System

if TYPE_CHECKING:
    from meshctl.catalogue.event_schemas import EventSchemas

Read = TypeVar("Read")


class _Variant(NamedTuple):
    """What a stage says otherwise than its mesh; systems by their names."""

    archive_keep_days: int
    tags: tuple[tuple[str, str], ...]
    systems: dict[str, System]


class _Record(NamedTuple):
    """A mesh without its files and its variants, and both by themselves."""

    findings: tuple[Finding, ...]
    mesh: Mesh | None
    schemas: tuple[str, ...]
    definitions: tuple[str, ...]
    variants: dict[str, _Variant]


def encode_reading(reading: Reading, key: bytes) -> bytes | None:
    """The reading, under the seal of the question that has this key; None where it holds what has no form, as half a letter."""
    try:
        return sealed(msgpack.encode(_recorded(reading), enc_hook=_as_bytes), key)
    except (ValueError, OverflowError, TypeError, RecursionError):
        return None


def decode_reading(entry: bytes, key: bytes, files: CatalogueFiles) -> Reading | None:
    """The reading of an entry, which may come from anywhere, of these files; None on a miss: it is of others."""
    content = unsealed(entry, key)
    try:
        return None if content is None else _read(msgpack.decode(content, type=_Record, dec_hook=_from_bytes), files)
    except (MsgspecError, ValueError, RecursionError):
        return None


def _as_bytes(places: object) -> bytes:
    """The form of what msgspec does not know."""
    if not isinstance(places, PlacesWithin):
        raise TypeError(type(places).__name__)
    return msgpack.encode(dict(places)) if places else b""


def _from_bytes(type_: type, content: object) -> PlacesWithin:
    if type_ is not PlacesWithin or not isinstance(content, bytes):
        raise ValueError(type_.__name__)
    return PlacesWithin(partial(msgpack.decode, content, type=dict[Keys, Place])) if content else PlacesWithin()


def _recorded(reading: Reading) -> _Record:
    mesh = reading.mesh
    if mesh is None:
        return _Record(reading.findings, None, (), (), {})
    variants = {stage: _otherwise(mesh, variant) for stage, variant in mesh.variants.items()}
    return _Record(reading.findings, _bare(mesh), tuple(mesh.schemas), tuple(mesh.definitions), variants)


def _bare(mesh: Mesh) -> Mesh:
    return replace(mesh, schemas={}, definitions={}, texts={}, variants={})


def _otherwise(mesh: Mesh, variant: Mesh) -> _Variant:
    pairs = zip(mesh.systems, variant.systems, strict=True)
    own = {system.name: system for general, system in pairs if system is not general}
    return _Variant(variant.archive_keep_days, variant.tags, own)


def _read(record: _Record, files: CatalogueFiles) -> Reading:
    if record.mesh is None:
        return Reading(None, record.findings)
    mesh = replace(
        record.mesh,
        texts=files.contents,
        schemas=_JsonFiles(record.schemas, _schemas(files, record.mesh.schema_dialects)),
        definitions=_JsonFiles(record.definitions, lambda path: _definition(path, files.contents[path])),
    )
    variants = {stage: _variant(mesh, said) for stage, said in record.variants.items()}
    return Reading(replace(mesh, variants=variants), record.findings)


def _variant(mesh: Mesh, said: _Variant) -> Mesh:
    systems = tuple(said.systems.get(system.name, system) for system in mesh.systems)
    return replace(mesh, archive_keep_days=said.archive_keep_days, tags=said.tags, systems=systems)


class _JsonFiles(Mapping[str, Read]):
    """JSON files of a catalogue by their paths; each is read when it is asked for."""

    def __init__(self, paths: tuple[str, ...], read: Callable[[str], Read]) -> None:
        self._read: dict[str, Read | None] = dict.fromkeys(paths)
        self._reader = read

    def __getitem__(self, path: str) -> Read:
        known = self._read[path]
        if known is None:
            known = self._read[path] = self._reader(path)
        return known

    def __contains__(self, path: object) -> bool:
        return path in self._read  # to ask for one would be to read it

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)


def _schemas(files: CatalogueFiles, dialects: Mapping[str, str]) -> Callable[[str], Schema]:
    @cache
    def schemas() -> "EventSchemas":
        from meshctl.catalogue.event_schemas import EventSchemas  # noqa: PLC0415  few commands ask for one

        return EventSchemas(files.contents, dialects)

    return lambda path: schemas().read(path)


def _definition(path: str, content: bytes) -> WorkflowDefinition:
    from meshctl.catalogue.workflows import read_definition  # noqa: PLC0415  few commands ask for one

    return read_definition(path, content)
