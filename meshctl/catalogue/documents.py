"""One YAML document with the place of every value in it. The only door to PyYAML; reads no files.

libyaml's events go through an own small builder, because PyYAML's CSafeLoader crashes the process on deeply nested
input, takes duplicate keys silently, and turns `no` into false (docs/surprises.md).
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, field
from re import compile as pattern
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from meshctl.model.findings import Finding
from meshctl.model.places import Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 64
_INTEGER = pattern(r"^[-+]?[0-9]{1,18}$")
_FLOAT = pattern(
    r"^[-+]?(\.[0-9]{1,18}|[0-9]{1,18}\.[0-9]{0,18})([eE][-+]?[0-9]{1,2})?$|^[-+]?[0-9]{1,18}[eE][-+]?[0-9]{1,2}$"
)
_WORDS = {"true": True, "True": True, "false": False, "False": False, "null": None, "~": None, "": None}
_UNWANTED = "the catalogue language has no anchors, aliases, tags or further documents: what you read is what there is"

Path = tuple[str | int, ...]


class _Refused(Exception):
    """The document breaks a rule of reading; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(slots=True)
class Mark:
    """Where a value stands: its own place, the places of its keys (a mapping's), and the marks of what it holds."""

    place: Place
    keys: dict[str, Place] = field(default_factory=dict)
    items: dict[str | int, "Mark"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of a YAML file and the place of each value."""

    file: str
    data: Any
    mark: Mark

    def place(self, *path: str | int) -> Place:
        """The place of the value at `path`, or of the nearest value above it that exists."""
        mark = self.mark
        for step in path:
            if step not in mark.items:
                break
            mark = mark.items[step]
        return mark.place

    def says(self, *path: str | int) -> bool:
        """Whether there is a value at `path`."""
        mark: Mark | None = self.mark
        for step in path:
            mark = mark.items.get(step) if mark else None
        return mark is not None

    def key_place(self, *path: str | int) -> Place:
        """The place of the key that `path` ends with, or of its value where there is no such key."""
        mark = self.mark
        for step in path[:-1]:
            mark = mark.items.get(step, mark)
        return mark.keys.get(str(path[-1]), self.place(*path)) if path else mark.place


def read_document(file: str, content: bytes) -> tuple[Document | None, list[Finding]]:
    """The document in `content`, or None; and every finding that reading met."""
    if len(content) > MAX_BYTES:
        message = f"the file has more than the {MAX_BYTES:,} bytes that a catalogue file may have"
        return None, [Finding("invalid-yaml", Place(file), message, help="split it: one file per service")]
    content = content.removeprefix(BOM_UTF8)
    try:
        builder = _Builder(file, content.decode())
        return Document(file, *builder.build()), builder.findings
    except UnicodeDecodeError as error:
        place = _place_at(content, error.start, file)
        return None, [Finding("invalid-yaml", place, "the file is not UTF-8", help="save it as UTF-8")]
    except yaml.reader.ReaderError as error:
        place = _place_at(content, error.position, file)
        return None, [Finding("invalid-yaml", place, f"this is not YAML: {error.reason}")]
    except _Refused as refused:
        return None, [*builder.findings, refused.finding]
    except yaml.YAMLError as error:
        return None, [
            *builder.findings,
            Finding("invalid-yaml", _place_of(error, file), f"this is not YAML: {_reason(error)}"),
        ]


class _Builder:
    """Builds data and marks out of libyaml's events, without recursion."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._events = _events(text)

    def build(self) -> tuple[Any, Mark]:
        root: list[tuple[Any, Mark]] = []
        open_ones: list[_Open] = []
        for event in self._events:
            self._refuse_the_unwanted(event, bool(root))
            match event:
                case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                    open_ones.append(_Open(event, Mark(self._place(event))))
                    self._refuse_depth(event, len(open_ones))
                    continue
                case yaml.ScalarEvent():
                    built = (scalar(event), Mark(self._place(event)))
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    closed = open_ones.pop()
                    built = (closed.data, closed.mark)
                case _:
                    continue
            if open_ones:
                self._add(open_ones[-1], built)
            else:
                root.append(built)
        return root[0] if root else (None, Mark(Place(self.file)))

    def _add(self, parent: "_Open", built: tuple[Any, Mark]) -> None:
        value, mark = built
        if isinstance(parent.data, list):
            parent.mark.items[len(parent.data)] = mark
            parent.data.append(value)
        elif parent.key is None:
            parent.key = (self._key(value, mark), mark.place)
        else:
            (key, place), parent.key = parent.key, None
            if key in parent.data:
                first = parent.mark.keys[key]
                message = f'the key "{key}" stands here a second time (first in line {first.line})'
                self.findings.append(Finding("duplicate-key", place, message, help="keep one of the two"))
                return
            parent.data[key] = value
            parent.mark.keys[key] = place
            parent.mark.items[key] = mark

    def _key(self, value: Any, mark: Mark) -> str:
        if isinstance(value, str):
            return value
        help_ = "put it in quotes"
        raise _Refused(
            Finding("invalid-yaml", mark.place, "a key of the catalogue is text, and this is not", help=help_)
        )

    def _refuse_the_unwanted(self, event: yaml.Event, has_root: bool) -> None:
        what = ""
        if isinstance(event, yaml.AliasEvent):
            what = "an alias"
        elif getattr(event, "anchor", None):
            what = "an anchor"
        elif getattr(event, "tag", None):
            what = "a tag"
        elif isinstance(event, yaml.DocumentStartEvent) and has_root:
            what = "a second document"
        if what:
            raise _Refused(Finding("unsupported-yaml", self._place(event), f"there is {what} here", why=_UNWANTED))

    def _refuse_depth(self, event: yaml.Event, depth: int) -> None:
        if depth > MAX_DEPTH:
            message = f"values are nested more than {MAX_DEPTH} deep here"
            raise _Refused(Finding("invalid-yaml", self._place(event), message))

    def _place(self, event: yaml.Event) -> Place:
        start, end = event.start_mark, event.end_mark
        assert start is not None  # noqa: S101  libyaml marks every event
        assert end is not None  # noqa: S101
        length = end.column - start.column if start.line == end.line else 1
        return Place(self.file, start.line + 1, start.column + 1, max(1, length))


class _Open:
    """A mapping or sequence whose end has not come yet."""

    __slots__ = ("data", "key", "mark")

    def __init__(self, event: yaml.Event, mark: Mark) -> None:
        self.data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.mark = mark
        self.key: tuple[str, Place] | None = None


def scalar(event: yaml.ScalarEvent) -> Any:
    """The value of a scalar by YAML 1.2's core schema; a number too long to be exact stays text."""
    text: str = event.value
    if event.style or not event.implicit[0]:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.match(text):
        return int(text)
    return float(text) if _FLOAT.match(text) else text


def _events(text: str) -> Iterator[yaml.Event]:
    parser = CParser(text)
    while (event := parser.get_event()) is not None:
        yield event


def _place_at(content: bytes, offset: int, file: str) -> Place:
    before = content[:offset].decode("utf-8", "replace")
    return Place(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _place_of(error: yaml.YAMLError, file: str) -> Place:
    mark = getattr(error, "problem_mark", None)
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


def _reason(error: yaml.YAMLError) -> str:
    return getattr(error, "problem", None) or str(error).splitlines()[0]
