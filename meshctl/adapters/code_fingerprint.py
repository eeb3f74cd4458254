"""Which code judges a catalogue: meshctl's own, Python's and that of the libraries. Imports none of it; reads only."""

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

LIBRARIES = ("jsonschema_rs", "msgspec", "pathspec", "yaml")
"""Those that decide what a check finds, and how what was read is kept; to import them, only to ask for their versions, would take longer than the rest."""
_OWN = str(Path(__file__).parent.parent)
_JUDGES_NOTHING = {"__pycache__", "share"}
"""What Python compiles, and what an installed meshctl has of Terraform and meshkit."""


def code_that_judges() -> str:
    """A digest of it; empty where it cannot be told.

    Of every file its name, size, times and number on the disk count, which no installation of another version leaves as
    they were; and of meshctl's own also each byte. With the times it is a new answer whenever Python compiles anew.
    """
    try:
        told = [piece for path in _files_below(_OWN) for piece in _stamp_and_content(path)]
        told += [_stamp(path) for library in LIBRARIES for path in _files_below(_home(library))]
    except (OSError, ImportError):
        return ""
    return sha256(b"".join([sys.version.encode(), *told])).hexdigest()


def _files_below(directory: str) -> Iterator[str]:
    for parent, directories, names in os.walk(directory, onerror=_fail, followlinks=True):
        directories[:] = sorted({*directories} - _JUDGES_NOTHING)
        yield from (f"{parent}/{name}" for name in sorted(names))


def _fail(error: OSError) -> None:
    raise error


def _home(library: str) -> str:
    spec = find_spec(library)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(library)
    return next(iter(spec.submodule_search_locations))


def _stamp(path: str) -> bytes:
    return _told_of(path, os.stat(path))  # noqa: PTH116  of hundreds of files


def _stamp_and_content(path: str) -> tuple[bytes, bytes]:
    """Of a thousand files: as few calls of the system as it takes."""
    file = os.open(path, os.O_RDONLY)
    try:
        found = os.fstat(file)
        content = os.read(file, found.st_size + 1)
    finally:
        os.close(file)
    if len(content) != found.st_size:
        raise OSError(f"{path} is being written")
    return _told_of(path, found), content


def _told_of(path: str, found: os.stat_result) -> bytes:
    return f"{path!r} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}".encode()
