"""Reads the schema of an event, whatever it is written in, and says what is wrong with it. What comes out is one form for everybody.

A schema is never compiled as a whole: compiling takes exponential time for some (docs/surprises.md), and nothing is
fetched for it. Each of its files is checked against the metaschema, references are followed within the catalogue, and
regular expressions are compiled one by one, within bounds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import chain, islice
from typing import Any

from meshctl.catalogue.documents.json_files import MOST_FAULTS, Fault
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.schemas.expressions import expression_faults
from meshctl.catalogue.schemas.schema_files import SchemaFile, SchemaFiles
from meshctl.catalogue.schemas.silence import where_it_says_less
from meshctl.json_schema.circles import circle
from meshctl.json_schema.dialects.documents import SchemaDocument
from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12
from meshctl.json_schema.dialects.event_entry import COMPONENTS, DETAIL_TYPE, NoEntry, entry_of
from meshctl.json_schema.dialects.plain_forms import NotPlain, PlainForm, Source
from meshctl.json_schema.dialects.reachable import BrokenReference, Reachable, Spot, TooMuch, reachable_from
from meshctl.json_schema.dialects.turning import SchemaForm, form_of
from meshctl.json_schema.dialects.uris import is_path, without_fragment
from meshctl.json_schema.near_references import definition_meant, file_meant
from meshctl.json_schema.references import References, pointer_to, references_in, value_at
from meshctl.json_schema.subschemas import Path, Subschemas
from meshctl.model.faults import FileFault
from meshctl.model.schemas import Origin, Schema

MOST_SUBSCHEMAS = 20_000
MOST_FILES = 100
MOST_BYTES = 4_000_000
"""Of all the files that one schema is made of."""
_SPLIT = "say less, or split the event"


def read_schema(path: str, content: bytes) -> Schema:
    """The schema in `content`, which stands alone, with its faults; the first ones, where there are very many."""
    return EventSchemas({path: content}).read(path)


class EventSchemas:
    """The schemas of a catalogue. `dialects` says in which dialect a file of a directory is written that says none itself."""

    def __init__(self, contents: Mapping[str, bytes], dialects: Mapping[str, str] = {}) -> None:
        self._files = SchemaFiles(contents, dialects)

    def read(self, path: str) -> Schema:
        """The schema at `path`, which is there, with its faults; the first ones, where there are very many."""
        schema = self._read(self._files.file(path))
        if schema.faults:
            return schema
        files = [self._files.file(one) for one in schema.files]
        return replace(schema, find=self._files.place, says_less=cache(partial(where_it_says_less, schema, files)))

    def _read(self, file: SchemaFile) -> Schema:
        path = file.path
        if file.faults:
            return Schema(path, file.data, file.faults, files=(path,))
        if file.dialect is DRAFT_2020_12 and not file.is_openapi:
            subschemas, references = Subschemas.of(file.data), References(file.data)
            if _stands_alone(file.data, subschemas, references):
                faults = file.placed(_inner_faults(subschemas, references))
                return Schema(path, file.data, faults, dialect=file.dialect.name, files=(path,))
        return _Reading(file, self._files).schema()


def _stands_alone(data: Any, subschemas: Subschemas, references: References) -> bool:
    """Whether a schema of 2020-12 is its own form: one identity, and no reference that leads anywhere but to its own parts."""
    if len(subschemas.by_path) > MOST_SUBSCHEMAS:
        return True  # which is told, and nothing else
    if any(path and "$id" in schema for path, schema in subschemas.objects()):
        return False
    if isinstance(data, dict) and DETAIL_TYPE in data:
        return False
    return all(said[:1] == "#" and references.path(said) in subschemas.by_path for _, said in references_in(subschemas))


def _inner_faults(subschemas: Subschemas, references: References) -> Iterator[Fault]:
    """What is wrong with a form."""
    if len(subschemas.by_path) > MOST_SUBSCHEMAS:
        yield (), f"it holds more than {MOST_SUBSCHEMAS:,} schemas within each other", _SPLIT
        return
    if (endless := circle(subschemas, references)) is not None:
        yield endless, "this refers to itself without end", "let the reference stand below `properties` or `items`"
    yield from expression_faults(subschemas)


class _Reading:
    """One schema that is made of what several places of files say."""

    def __init__(self, file: SchemaFile, files: SchemaFiles) -> None:
        self._file, self._files = file, files
        self._needed = {file.path: file}

    def schema(self) -> Schema:
        """The schema, or what the files say with their faults."""
        if (plain := self._plain()) is not None:
            return self._formed(plain)
        try:
            entry = Spot(self._file.path, self._entry())
            reachable = reachable_from(entry, self._found, self._file.document, MOST_SUBSCHEMAS)
        except NoEntry as none:
            return self._refused(self._file.placed(iter([(none.path, none.message, none.help)])))
        except TooMuch as much:
            message = f"with all that it refers to it holds more than {much}"
            return self._refused(self._file.placed(iter([((), message, _SPLIT)])))
        faults = self._faults(reachable)
        return self._refused(faults) if faults else self._formed(form_of(entry, reachable))

    def _refused(self, faults: tuple[FileFault, ...]) -> Schema:
        return Schema(self._file.path, self._file.data, faults, files=self._all_files)

    @property
    def _all_files(self) -> tuple[str, ...]:
        own = self._file.path
        return own, *sorted(self._needed.keys() - {own})

    def _entry(self) -> Path:
        """Where the event's data is described, which may be where only the envelope says that a schema stands. Raises `NoEntry`."""
        entry = entry_of(self._file.data, is_openapi=self._file.is_openapi)
        if self._file.document.node(entry) is None:
            raise NoEntry(entry, "the `detail` of the envelope leads here, and this is no schema", "let it lead to one")
        return entry

    def _plain(self) -> PlainForm | None:
        """The form of what has a single identity, and whose references stay in its file; None of any other, which takes more time."""
        file, data = self._file, self._file.data
        if not isinstance(data, dict):
            return None
        try:
            entry = entry_of(data, is_openapi=file.is_openapi)
            source = Source(entry, (COMPONENTS,) if file.is_openapi else (("definitions",), ("$defs",)))
            return PlainForm(file.path, data, file.dialect, MOST_SUBSCHEMAS, source)
        except (NoEntry, NotPlain):
            return None

    def _found(self, address: str) -> SchemaDocument | str | None:
        """The file of the catalogue with that address, or why it cannot be used; None where there is none."""
        found = self._files.at(address)
        if len(found) > 1:
            return f"is the address of several files: {', '.join(one.path for one in found[:3])}"
        for file in found:
            self._needed[file.path] = file
        if len(self._needed) > MOST_FILES:
            raise TooMuch(f"{MOST_FILES} files")
        if sum(len(one.content) for one in self._needed.values()) > MOST_BYTES:
            raise TooMuch(f"{MOST_BYTES:,} bytes")
        sound = [file.document for file in found if not file.faults]
        return sound[0] if sound else None

    def _faults(self, reachable: Reachable) -> tuple[FileFault, ...]:
        """What is wrong in the files: with each by itself and with what only references make a schema of; else with the references."""
        files = self._needed.values()
        own = list(islice(chain.from_iterable(file.faults or _added_faults(file) for file in files), MOST_FAULTS))
        broken = () if own else islice(reachable.broken.values(), MOST_FAULTS)
        told = [(one.spot, f"{shortened_json(self._said(one))} {one.message}", self._meant(one)) for one in broken]
        return tuple(dict.fromkeys((*own, *self._placed(told))))[:MOST_FAULTS]

    def _said(self, reference: BrokenReference) -> str:
        file, path = reference.spot
        return str(value_at(self._needed[file].data, path))

    def _meant(self, reference: BrokenReference) -> str:
        """A way out: the name that is nearly the same, where there is one."""
        address, fragment = without_fragment(self._said(reference))
        own = reference.spot.file
        if reference.file and not fragment and self._needed[reference.file].is_openapi:
            return f'say which of its schemas: "{address}{pointer_to(COMPONENTS)}/NAME"'
        if reference.file:
            inside = definition_meant(fragment, self._needed[reference.file].document.nodes)
            return f'did you mean "{address}{inside}"?' if inside else reference.help
        if not is_path(address):
            return reference.help
        near = file_meant(address, own, self._files.paths) or definition_meant(
            address, self._needed[own].document.nodes
        )
        return f'did you mean "{near}"?' if near else reference.help

    def _placed(self, faults: Iterable[tuple[Spot, str, str]]) -> Iterator[FileFault]:
        """The faults with their places, file by file: for them each file is read once more."""
        by_file: dict[str, list[Fault]] = {}
        for spot, message, help_ in faults:
            by_file.setdefault(spot.file, []).append((spot.path, message, help_))
        for path, told in by_file.items():
            yield from self._needed[path].placed(iter(told))

    def _formed(self, form: SchemaForm | PlainForm) -> Schema:
        subschemas = Subschemas.of(form.schema)
        found = islice(_inner_faults(subschemas, References(form.schema)), MOST_FAULTS)
        faults = tuple(self._placed((form.origin(path), message, help_) for path, message, help_ in found))
        data, path = self._file.data if faults else form.schema, self._file.path
        said = {name: one.data for name, one in self._needed.items()}
        about = partial(Schema, dialect=self._file.dialect.name, files=self._all_files)
        return about(path, data, faults, where=form.origin, written=partial(_written, said))


def _added_faults(file: SchemaFile) -> tuple[FileFault, ...]:
    return file.placed(chain.from_iterable(map(file.faults_at, file.document.added)))


def _written(files: Mapping[str, Any], origin: Origin) -> Any:
    file, keys = origin
    return value_at(files[file], keys)
