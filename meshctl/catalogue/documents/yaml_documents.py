"""One YAML document with the place of every value in it. The only door to PyYAML; reads no files.

libyaml's events go through an own small builder, because PyYAML's CSafeLoader crashes the process on deeply nested
input, takes duplicate keys silently, and turns `no` into false (docs/surprises.md).
"""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_scalars import is_respelt, plain_value
from meshctl.model.findings import Finding
from meshctl.model.places import Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
MOST_REPEATED = 100
"""Repeated keys that are told of one file; who mends that many sees the next ones."""
_NO_COLON = "while scanning a simple key"
_UNWANTED = "the catalogue language has no anchors, aliases, tags, directives or further documents: what you read is what there is"
_INSTEAD = {"an alias": "write what it stands for", "a second document": "give it a file of its own"}

Path = tuple[str | int, ...]


class _Refused(Exception):
    """The document breaks a rule of reading; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


class Mark:
    """Where a mapping or list stands, where its keys stand, and where what it holds stands.

    Events of libyaml serve as the marks of scalars and keys: they know their place, and most are never asked for it.
    """

    __slots__ = ("event", "items", "keys")

    def __init__(self, event: yaml.Event) -> None:
        self.event = event
        self.keys: dict[str, yaml.Event] = {}
        self.items: dict[str | int, Mark | yaml.Event] = {}


@dataclass(frozen=True, slots=True)
class KeyPlaces:
    """A mapping that holds something: its path in the document, its place, and the places of its keys in their order."""

    path: Path
    place: Place
    keys: dict[str, Place]


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of a YAML file of `size` bytes and the place of each value; an empty file has no mark."""

    file: str
    data: Any
    mark: Mark | yaml.Event | None
    size: int = 0

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, or of the nearest value above it that exists."""
        mark = self.mark
        for step in path:
            if not isinstance(mark, Mark) or step not in mark.items:
                break
            mark = mark.items[step]
        return _place(self.file, mark)

    def says(self, *path: str | int) -> bool:
        """Whether there is a value at `path`."""
        return self._at(path) is not None

    def key_place(self, *path: str | int) -> Place:
        """The place of the key that `path` ends with, or of its value where there is no such key."""
        holder = self._at(path[:-1])
        key = holder.keys.get(str(path[-1])) if isinstance(holder, Mark) and path else None
        return _place(self.file, key) if key else self.place(*path)

    def places(self, *path: str | int) -> dict[Path, Place]:
        """The places of the value at `path` and of all that it holds, by their paths from there."""
        found: dict[Path, Place] = {}
        open_ones: list[tuple[Path, Mark | yaml.Event | None]] = [((), self._at(path))]
        while open_ones:
            below, mark = open_ones.pop()
            found[below] = _place(self.file, mark)
            if isinstance(mark, Mark):
                open_ones += [((*below, step), item) for step, item in mark.items.items()]
        return found

    def spellings(self, *path: str | int) -> dict[Path, str]:
        """What in the value at `path` is read otherwise than it is written, such as 0123, or by others, such as `yes`; by its path."""
        found: dict[Path, str] = {}
        open_ones: list[tuple[Path, Mark | yaml.Event | None]] = [((), self._at(path))]
        while open_ones:
            below, mark = open_ones.pop()
            if isinstance(mark, Mark):
                open_ones += [((*below, step), item) for step, item in mark.items.items()]
            elif isinstance(mark, yaml.ScalarEvent) and not mark.style and mark.implicit[0] and is_respelt(mark.value):
                found[below] = mark.value
        return dict(sorted(found.items(), key=str))

    def mappings(self) -> Iterator[KeyPlaces]:
        """All mappings that hold something, each before those in it."""
        open_ones: list[tuple[Path, Mark | yaml.Event | None]] = [((), self.mark)]
        while open_ones:
            path, mark = open_ones.pop()
            if isinstance(mark, Mark):
                open_ones += [((*path, step), item) for step, item in mark.items.items()]
                if mark.keys:
                    keys = {key: _place(self.file, event) for key, event in mark.keys.items()}
                    yield KeyPlaces(path, _place(self.file, mark), keys)

    def _at(self, path: Path) -> Mark | yaml.Event | None:
        mark = self.mark
        for step in path:
            mark = mark.items.get(step) if isinstance(mark, Mark) else None
        return mark


def read_document(file: str, content: bytes, *, any_keys: bool = False) -> tuple[Document | None, list[Finding]]:
    """The document in `content`, or None; and every finding that reading met.

    With `any_keys`, keys are text whatever they look like: documents of others have `200:` in them.
    """
    if len(content) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES:,} bytes that a catalogue file may have"
        return None, [Finding("invalid-yaml", Place(file), message, help="split it: one file per service")]
    content = content.removeprefix(BOM_UTF8)
    try:
        builder = _Builder(file, content.decode(), any_keys=any_keys)
        return Document(file, *builder.build(), len(content)), builder.findings
    except UnicodeDecodeError as error:
        place = place_after(content[: error.start], file)
        return None, [Finding("invalid-yaml", place, "the file is not UTF-8", help="save it as UTF-8")]
    except yaml.reader.ReaderError as error:
        place = place_after(content[: error.position], file)
        return None, [_not_yaml(place, str(error.reason), "leave the character out")]
    except _Refused as refused:
        return None, [*builder.findings, refused.finding]
    except yaml.YAMLError as error:
        place = _place_of(error, content, file)
        return None, [*builder.findings, _not_yaml(place, _reason(error), "mend what is here, or just before")]


def _not_yaml(place: Place, reason: str, help_: str) -> Finding:
    return Finding("invalid-yaml", place, f"this is not YAML: {reason}", help=help_)


class _Builder:
    """Builds data and marks out of libyaml's events, without recursion."""

    def __init__(self, file: str, text: str, *, any_keys: bool = False) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._any_keys = any_keys
        self._text = text
        self._roots: list[tuple[Any, Mark | yaml.Event]] = []
        self._open_ones: list[_Open] = []

    def build(self) -> tuple[Any, Mark | yaml.Event | None]:
        steps: dict[type[yaml.Event], Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._begin,
        }
        for event in iter(CParser(self._text).get_event, None):
            step = steps.get(type(event))
            if step:
                step(event)
        data, mark = self._roots[0] if self._roots else (None, None)
        return (None, None) if data is None else (data, mark)  # libyaml places nothing behind the last line

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        self._add(scalar(event), event)

    def _open(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse(event)
        if len(self._open_ones) >= MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep here"
            raise _Refused(Finding("invalid-yaml", _place(self.file, event), message, help="write it flatter"))
        self._open_ones.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], Mark(event)))

    def _close(self, _: yaml.Event) -> None:
        closed = self._open_ones.pop()
        self._add(closed.data, closed.mark)

    def _alias(self, event: yaml.AliasEvent) -> None:
        self._refuse(event, "an alias")

    def _begin(self, event: yaml.DocumentStartEvent) -> None:
        if self._roots:
            self._refuse(event, "a second document")
        if event.version or event.tags:
            self._refuse(event, "a directive")

    def _add(self, value: Any, mark: Mark | yaml.Event) -> None:
        """Puts a finished value where it belongs: into the root, a list, or a mapping as its next key or value."""
        if not self._open_ones:
            self._roots.append((value, mark))
            return
        parent = self._open_ones[-1]
        if type(parent.data) is list:
            parent.mark.items[len(parent.data)] = mark
            parent.data.append(value)
        elif parent.key is None:
            parent.key = (self._key(value, mark), mark)
        else:
            (key, place), parent.key = parent.key, None
            if key in parent.data:
                self._find_duplicate(key, parent.mark.keys[key], place)
                return
            parent.data[key] = value
            parent.mark.keys[key] = place
            parent.mark.items[key] = mark

    def _key(self, value: Any, mark: Mark | yaml.Event) -> str:
        if type(value) is str:
            return value
        if self._any_keys and isinstance(mark, yaml.ScalarEvent):
            return str(mark.value)
        message = "a key of the catalogue is text, and this is not"
        raise _Refused(Finding("invalid-yaml", _place(self.file, mark), message, help="put it in quotes"))

    def _find_duplicate(self, key: str, first: yaml.Event, second: yaml.Event) -> None:
        if len(self.findings) == MOST_REPEATED:
            return
        line = _place(self.file, first).line
        message = f"the key {shortened_json(key)} stands here a second time (first in line {line})"
        self.findings.append(Finding("duplicate-key", _place(self.file, second), message, help="keep one of the two"))

    def _refuse(self, event: Any, what: str = "") -> NoReturn:
        what = what or ("an anchor" if event.anchor is not None else "a tag")
        place, help_ = _place(self.file, event), _INSTEAD.get(what, "leave it out")
        raise _Refused(Finding("unsupported-yaml", place, f"there is {what} here", why=_UNWANTED, help=help_))


class _Open:
    """A mapping or list whose end has not come yet, and the key that waits for its value."""

    __slots__ = ("data", "key", "mark")

    def __init__(self, data: Any, mark: Mark) -> None:
        self.data = data
        self.mark = mark
        self.key: tuple[str, Any] | None = None


def scalar(event: yaml.ScalarEvent) -> Any:
    """The value of a scalar by YAML 1.2's core schema; a number too long to be exact stays text."""
    text: str = event.value
    return text if event.style or not event.implicit[0] else plain_value(text)


def _place(file: str, mark: Mark | yaml.Event | None) -> Place:
    event = mark.event if isinstance(mark, Mark) else mark
    if event is None or event.start_mark is None or event.end_mark is None:
        return Place(file)
    start, end = event.start_mark, event.end_mark
    length = end.column - start.column if start.line == end.line else 1
    return Place(file, start.line + 1, start.column + 1, max(1, length))


def place_after(before: bytes, file: str) -> Place:
    """The place of the character behind `before`, which is what `file` begins with."""
    lines = (before.decode("utf-8", "replace") + "x").splitlines()
    return Place(file, len(lines), len(lines[-1]))


def _place_of(error: yaml.YAMLError, content: bytes, file: str) -> Place:
    """Where the reason of `error` stands: what lacks its colon or its end is told where it begins."""
    problem, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    begun = context if getattr(error, "context", None) == _NO_COLON else problem
    lines = len(content.decode().splitlines())
    mark = next((mark for mark in (begun, context) if mark and mark.line < lines), None)
    return Place(file, mark.line + 1, mark.column + 1) if mark else place_after(content.rstrip(), file)


def _reason(error: yaml.YAMLError) -> str:
    return getattr(error, "problem", None) or str(error).splitlines()[0]
