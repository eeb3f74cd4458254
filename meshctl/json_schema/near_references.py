"""What was meant by a reference that leads nowhere: a definition, or a file, with nearly that name. Fetches nothing."""

from collections.abc import Iterable
from difflib import get_close_matches
from posixpath import basename, dirname, relpath

from meshctl.json_schema.references import pointer_to
from meshctl.json_schema.subschemas import Path

MOST_COMPARED = 500
"""Definitions, or files, with which one name is compared."""
LONGEST = 100
_HOLDERS = ("$defs", "definitions", "schemas")


def definition_meant(fragment: str, paths: Iterable[Path]) -> str | None:
    """The reference to the definition that is called like the end of a pointer, an anchor or a path, or nearly so."""
    named: dict[str, Path] = {}
    for path in paths:
        if len(path) > 1 and path[-2] in _HOLDERS and len(named) < MOST_COMPARED:
            named.setdefault(str(path[-1]).casefold(), path)
    near = _nearest(fragment.rpartition("/")[2], named)
    return pointer_to(named[near]) if near else None


def file_meant(address: str, own: str, files: Iterable[str]) -> str | None:
    """The path from a file to the one that is called like the end of an address, or nearly so."""
    named: dict[str, str] = {}
    for file in files:
        if file != own and len(named) < MOST_COMPARED:
            named.setdefault(basename(file).casefold().removesuffix(".json"), file)
    name = basename(address.replace("\\", "/").rstrip("/")).strip()
    near = _nearest(name.removesuffix(".json"), named)
    return relpath(named[near], dirname(own)) if near else None


def _nearest(name: str, known: Iterable[str]) -> str | None:
    spelt = name[:LONGEST].casefold()
    return spelt if spelt in known else next(iter(get_close_matches(spelt, known, 1, 0.8)), None)
