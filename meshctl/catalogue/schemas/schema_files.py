"""Reads the JSON files that schemas are made of, each once, and says what is wrong with each by itself. Reads no disk."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from meshctl.catalogue.documents.json_files import Fault, NoJson, is_deep, placed, places_in, read_json
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import MAX_BYTES, MAX_DEPTH
from meshctl.catalogue.files import is_schema
from meshctl.catalogue.schemas.metaschemas import is_address, metaschema_faults
from meshctl.json_schema.dialects.dialect import Dialect
from meshctl.json_schema.dialects.documents import SchemaDocument
from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12
from meshctl.json_schema.dialects.event_entry import COMPONENTS, components_of
from meshctl.json_schema.dialects.known_dialects import DRAFTS, UnknownDialect, dialect_of, is_openapi
from meshctl.json_schema.dialects.uris import joined, without_fragment
from meshctl.json_schema.keywords.discriminators import lost_discriminators
from meshctl.json_schema.keywords.idle import idle_keywords
from meshctl.json_schema.keywords.other_documents import looks_like
from meshctl.json_schema.keywords.written_schemas import written_schemas
from meshctl.json_schema.references import value_at
from meshctl.json_schema.subschemas import Path
from meshctl.model.faults import FileFault
from meshctl.model.places import Place
from meshctl.model.schemas import Origin

READ_IN_FULL = 20_000
"""Bytes up to which all errors of a schema are told, and not only the first: each takes up to 0.2 ms."""

MOST_KEPT = 1_000
"""Files that are kept, be they of several catalogues."""


class SchemaFile:
    """One file. `data` is None where it is no JSON."""

    def __init__(self, path: str, content: bytes, otherwise: Dialect) -> None:
        self.path, self.content = path, content
        self.data: Any = None
        self._unreadable: FileFault | None = None
        self._otherwise = otherwise
        try:
            self._read()
        except NoJson as refused:
            self._unreadable = FileFault(refused.place, refused.message, refused.help or "write a JSON Schema, in JSON")

    def _read(self) -> None:
        if len(self.content) <= MAX_BYTES:
            self.data = read_json(self.path, self.content)
        else:
            message = f"the file has more than the {MAX_BYTES:,} bytes that a schema may have"
            self._unreadable = FileFault(Place(self.path), message, "say less in it, or split the event")

    @cached_property
    def dialect(self) -> Dialect:
        """The dialect that it is written in; raises `UnknownDialect`."""
        return dialect_of(self.data, self._otherwise)

    @cached_property
    def is_openapi(self) -> bool:
        """Whether its schemas are components of a document of OpenAPI."""
        return is_openapi(self.data)

    @cached_property
    def document(self) -> SchemaDocument:
        """Its schemas; of a file without faults."""
        return SchemaDocument(self.path, self.data, self.dialect, self.roots)

    @cached_property
    def inner_addresses(self) -> tuple[str, ...]:
        """Those that schemas within it give to themselves, whatever is wrong with it."""
        words = ("$id", "id")
        written = sum(self.content.count(f'"{word}"'.encode()) for word in words)
        if not isinstance(self.data, dict) or written == sum(word in self.data for word in words):
            return ()
        try:
            addresses = self.document.addresses
        except UnknownDialect:
            return ()
        return tuple(address for address, path in addresses.items() if path)

    @cached_property
    def faults(self) -> tuple[FileFault, ...]:
        """What is wrong with it, whoever needs it."""
        return (self._unreadable,) if self._unreadable else self.placed(self._faults())

    @cached_property
    def idle(self) -> tuple[FileFault, ...]:
        """Its keywords without effect; of a file without faults."""
        return self.placed(self._idle())

    @cached_property
    def _embedded(self) -> dict[Path, Dialect]:
        """Schemas within others that have an address and a dialect of their own."""
        written = self.content.count(b'"$schema"') + self.content.count(b"\\u")
        if not isinstance(self.data, dict) or written == ("$schema" in self.data):
            return {}
        standings = {path: node.standing for path, node in self.document.nodes.items()}
        own = ((path, one.dialect) for path, one in standings.items() if path and one.root == path)
        return {path: dialect for path, dialect in own if dialect is not self.dialect or self._is_within(path)}

    def _is_within(self, path: Path) -> bool:
        """Whether a schema stands in one that has another dialect than the file."""
        above = (self.document.nodes.get(path[:length]) for length in range(len(path)))
        return any(one is not None and one.standing.dialect is not self.dialect for one in above)

    def _without_embedded(self, path: Path) -> Any:
        """What stands at a path, with schemas of a dialect of their own left open."""
        value = value_at(self.data, path)
        for one in self._embedded:
            if len(one) > len(path) and one[: len(path)] == path:
                value = _with(value, one[len(path) :], {})
        return value

    def _idle(self) -> Iterator[Fault]:
        """Those of all its schemas; what references lead through is no keyword, and has an effect."""
        added = self.document.added if "document" in self.__dict__ else ()
        roots = (*self.roots, *added, *self._embedded)
        lengths = {len(root) for root in self.roots}
        held = {path[: length + 1] for path in roots for length in lengths if len(path) > length}
        held -= {*self._embedded}
        has_discriminators = b'"discriminator"' in self.content
        for root in roots:
            dialect = self._dialect_at(root)
            for path, message, help_ in idle_keywords(self._without_embedded(root), dialect.name):
                if (*root, *path) not in held:
                    yield (*root, *path), message, help_
            if has_discriminators:
                yield from lost_discriminators(self.data, root, dialect.name)

    @property
    def roots(self) -> list[Path]:
        """Where its schemas stand that stand in no other."""
        return [(*COMPONENTS, name) for name in components_of(self.data)] if self.is_openapi else [()]

    @cached_property
    def find(self) -> Callable[..., Place]:
        """What finds places in it; it is read once more for that."""
        return places_in(self.path, self.content)

    def placed(self, faults: Iterator[Fault]) -> tuple[FileFault, ...]:
        """The first of some faults, with their places."""
        return placed(self.path, self.content, faults)

    def _faults(self) -> Iterator[Fault]:
        """All faults, the coarse ones first: what no metaschema accepts is not looked into any further."""
        if is_deep(self.data):
            yield (), f"values are nested more than {MAX_DEPTH} deep here", "write a flatter schema, with $defs"
            return
        try:
            _ = self.dialect
        except UnknownDialect as unknown:
            yield (unknown.keyword,), "this is another dialect than those that schemas of events may have", unknown.help
        else:
            yield from self._refused()

    def _refused(self) -> Iterator[Fault]:
        if not self.is_openapi:
            yield from self._refused_whole(list(dict.fromkeys((*self.faults_at(()), *self._refused_definitions()))))
            yield from self._misnamed()
        for path in (*(self.roots if self.is_openapi else ()), *self._embedded):
            yield from self.faults_at(path)

    def _refused_definitions(self) -> Iterator[Fault]:
        """What is wrong below `$defs`, where the metaschemas of the drafts up to 07 do not look."""
        may_have_some = b"$defs" in self.content or b"\\u" in self.content
        for root in ((), *self._embedded) if may_have_some else ():
            dialect = self._dialect_at(root)
            if dialect.reference_stands_alone:
                for path, _ in written_schemas(self._without_embedded(root), dialect.name):
                    if path[-2:-1] == ("$defs",):
                        yield from self.faults_at((*root, *path))

    def _dialect_at(self, path: Path) -> Dialect:
        above = (path[:length] for length in range(len(path), 0, -1))
        return next((self._embedded[one] for one in above if one in self._embedded), self.dialect)

    def _misnamed(self) -> Iterator[Fault]:
        keyword = self.dialect.identity
        identity = self.data.get(keyword) if isinstance(self.data, dict) else None
        if isinstance(identity, str) and not is_address(identity):
            yield (
                (keyword,),
                f"{shortened_json(identity)} is no URI",
                "write one, with %20 for a space, or leave it out",
            )

    def _refused_whole(self, faults: list[Fault]) -> Iterator[Fault]:
        """The faults, or in their place what the document looks like."""
        look = looks_like(self.data) if faults else None
        yield from faults if look is None else [((), f"this is no JSON Schema: it looks like {look[0]}", look[1])]

    def faults_at(self, path: Path) -> Iterator[Fault]:
        """What the metaschema of its dialect refuses of a schema that stands at `path`."""
        schema, in_full = self._without_embedded(path), len(self.content) <= READ_IN_FULL
        for where, message, help_ in metaschema_faults(schema, self._dialect_at(path), in_full=in_full):
            yield (*path, *where), message, help_


def _with(value: Any, path: Path, inner: Any) -> Any:
    """The value with another one at `path`."""
    if not path:
        return inner
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = _with(value[path[0]], path[1:], inner)
    return changed


@lru_cache(MOST_KEPT)
def _kept(path: str, content: bytes, otherwise: Dialect) -> SchemaFile:
    return SchemaFile(path, content, otherwise)


def _read_once(path: str, content: bytes, otherwise: Dialect) -> SchemaFile:
    """One file; of a catalogue at a hundred tags most are the same. Those that are large are not kept."""
    return (_kept if len(content) <= READ_IN_FULL else SchemaFile)(path, content, otherwise)


class SchemaFiles:
    """The files of a catalogue that may hold schemas. `dialects` says in which dialect a file of a directory is written that says none
    itself; the one of "" is that of all other directories.
    """

    def __init__(self, contents: Mapping[str, bytes], dialects: Mapping[str, str]) -> None:
        self._contents, self._dialects = contents, dialects
        self._known: dict[str, SchemaFile] = {}

    def file(self, path: str) -> SchemaFile:
        """The file at `path`, which is there."""
        if path not in self._known:
            self._known[path] = _read_once(path, self._contents[path], self._otherwise(path))
        return self._known[path]

    def place(self, origin: Origin) -> Place:
        """The place of what stands in one of them."""
        path, keys = origin
        return self.file(path).find(*keys)

    @cached_property
    def paths(self) -> list[str]:
        """Where schemas may lie, in order; looked for only where a reference leads to none."""
        return sorted(filter(is_schema, self._contents))

    def at(self, address: str) -> tuple[SchemaFile, ...]:
        """The file at a path, or those that say that they have that address."""
        if address in self._contents and is_schema(address):
            return (self.file(address),)
        return tuple(map(self.file, self._by_identity.get(address, ())))

    def _otherwise(self, path: str) -> Dialect:
        named = self._dialects.get(path.partition("/")[0]) or self._dialects.get("")
        return DRAFTS[named] if named else DRAFT_2020_12

    @cached_property
    def _by_identity(self) -> dict[str, list[str]]:
        """The files by the addresses that they have given to themselves; looked for only where a reference has one."""
        found: dict[str, list[str]] = {}
        paths = (path for path in self.paths if b'id"' in self._contents[path])
        for path, address in chain.from_iterable(map(self._identities, paths)):
            found.setdefault(address, []).append(path)
        return found

    def _identities(self, path: str) -> Iterator[tuple[str, str]]:
        file = self.file(path)
        for keyword in ("$id", "id"):
            if isinstance(file.data, dict) and isinstance(file.data.get(keyword), str):
                address = without_fragment(file.data[keyword])[0]
                if address:
                    yield path, joined(path, address)
        yield from ((path, address) for address in file.inner_addresses)
