"""The files of a catalogue as they were found. Data only."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname

from meshctl.packaging.ignored import IGNORE_FILE, is_packaged

MESH_FILE = "mesh.yaml"


def is_document(path: str) -> bool:
    """Whether a path is that of a file of the language: mesh.yaml, <system>/<file>.yaml."""
    return path == MESH_FILE or (path.endswith(".yaml") and path.count("/") == 1)


def is_schema(path: str) -> bool:
    """Whether an event's schema may lie there: <system>/<file>.json, <system>/<directory>/<file>.json.

    Deeper down lie the sources of functions, whose JSON files are none of the catalogue's business.
    """
    return path.endswith(".json") and path.count("/") in (1, 2)


def is_provider_lock(path: str) -> bool:
    """Whether it lies where it is said by which hashes a provider is known: aws-provider-5.100.0.lock.hcl."""
    return path.endswith(".lock.hcl") and "/" not in path


def is_read(path: str) -> bool:
    """Whether the catalogue reads a file: one of the language, what may be a schema, or a lock of the AWS provider."""
    return (path.endswith((".yaml", ".json")) and (is_document(path) or is_schema(path))) or is_provider_lock(path)


def is_code(path: str) -> bool:
    """Whether a function's handler may lie there: a Python file in a system's directory, or below it."""
    return path.endswith(".py") and "/" in path and is_packaged(path)


def is_ignore_file(path: str) -> bool:
    """Whether it may say what of a function's directory stays out of its package."""
    return path.endswith(f"/{IGNORE_FILE}")


@dataclass(frozen=True)  # no slots: what is worked out is kept on first use
class CatalogueFiles:
    """What lies in a catalogue's directory; all paths are relative to it, with `/`.

    `contents` holds the bytes of the language's files, of what may be a schema, and of ignore files, `paths` every file and
    directory, `unreadable` why a path could not be read, `code` the bytes of Python files, of which handlers are looked for, as far
    as they could be read.
    """

    contents: Mapping[str, bytes]
    paths: frozenset[str]
    unreadable: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def directories(self) -> frozenset[str]:
        """The directories with anything in them; looked for only where a file is missed."""
        return frozenset(map(dirname, self.paths))

    def below(self, directory: str) -> list[str]:
        """The files below a directory, by their paths from there."""
        begin = f"{directory}/"
        first, last = (bisect_left(self._in_order, end) for end in (begin, f"{directory}0"))  # 0 comes after /
        return [path[len(begin) :] for path in self._in_order[first:last] if path not in self.directories]

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self.paths)
