"""Paths that a document names, as paths of the catalogue. Touches no disk: it asks what has been found there."""

from __future__ import annotations

from functools import cached_property
from posixpath import basename, curdir, dirname, join, normpath, relpath
from typing import TYPE_CHECKING

from meshctl.catalogue.files import CatalogueFiles, is_schema
from meshctl.errors import PackagingFailed
from meshctl.model.findings import Finding, KnownNames
from meshctl.packaging.ignored import IGNORE_FILE, PINNING, own_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meshctl.catalogue.documents.yaml_documents import Document, Path
    from meshctl.model.places import Place
    from meshctl.packaging.handlers.handler import NamesOf

_UNREAD = b"exec"
"""As if a file that was not read were one that binds names by running."""


class Paths:
    """Finds what documents name; `findings` grows with what is not there."""

    def __init__(self, files: CatalogueFiles, findings: list[Finding]) -> None:
        self._files = files
        self._findings = findings

    def resolve(self, document: Document, path: Path, text: str) -> str:
        """`text`, read from the document's directory, relative to the catalogue."""
        place = document.place(*path)
        resolved = normpath(join(dirname(document.file), text))
        if resolved.startswith(".."):
            message = f'"{text}" leads out of the catalogue'
            self._findings.append(Finding("path-outside-catalogue", place, message, help="move it into the catalogue"))
        elif resolved not in self._files.paths:
            message = f'there is no "{resolved}" in the catalogue'
            self._findings.append(Finding("missing-file", place, message, help=self._instead(document, resolved)))
        return resolved

    def _instead(self, document: Document, path: str) -> str:
        """What is in the way, where a directory of the path has nothing below it; else what is there and named alike."""
        directory = dirname(path)
        while directory and directory not in self._files.paths:
            directory = dirname(directory)
        if directory and directory not in self._files.directories:
            return f'"{directory}" is empty, or no directory; a symbolic link is not followed'
        near = self._neighbours.get(dirname(path), KnownNames(())).near(basename(path))
        if near:
            return f'did you mean "{relpath(join(dirname(path), near), dirname(document.file) or curdir)}"?'
        return "write it, or name what is there: a path begins at the directory of the file that names it"

    @cached_property
    def _neighbours(self) -> Mapping[str, KnownNames]:
        """The names of what there is, by the directory that it is in."""
        found: dict[str, list[str]] = {}
        for path in self._files.paths:
            found.setdefault(dirname(path), []).append(basename(path))
        return {directory: KnownNames(names) for directory, names in found.items()}

    def resolve_json(self, document: Document, path: Path, text: str) -> str:
        """The same of a JSON file that is read: a schema, or the definition of a workflow."""
        resolved = self.resolve(document, path, text)
        if resolved in self._files.paths and not is_schema(resolved):
            message = f'"{resolved}" is not read as {"a schema" if "schema" in path else "a definition"}'
            help_ = "such files are .json files in a system's directory or in one below it: events/OrderPlaced.v1.json"
            self._findings.append(Finding("misplaced-schema", document.place(*path), message, help=help_))
        return resolved

    def resolve_handler(self, document: Document, path: Path, source: str, handler: str, runtime: str) -> str:
        """`handler`, whose module goes into the package of the directory `source`, or comes with its wheels; it runs on `runtime`."""
        try:
            refuse_missing_handler(self._files, source, handler, runtime)
        except PackagingFailed as error:
            self._findings.append(self._finding_of(error, document.place(*path), source, handler))
        return handler

    def _finding_of(self, error: PackagingFailed, place: Place, source: str, handler: str) -> Finding:
        from meshctl.packaging.handlers.handler import MissingModule  # noqa: PLC0415  only where something is wrong

        named = f"{source}/{handler.rpartition('.')[0].replace('.', '/')}.py"
        if not isinstance(error, MissingModule):
            return Finding("invalid-handler", place, f"{error.message} (in {source})", help=error.hint)
        if named in self._files.paths:
            help_ = f"see what {IGNORE_FILE} names, and by which names files are never packaged"
            return Finding("invalid-handler", place, f'"{named}" stays out of the package', help=help_)
        help_ = "name a file that is there, and a function in it: handler: file.function"
        return Finding("missing-file", place, f'there is no "{named}" in the catalogue', help=help_)


def refuse_missing_handler(
    files: CatalogueFiles,
    source: str,
    handler: str,
    runtime: str,
    names_of: NamesOf | None = None,
) -> None:
    """Raises `PackagingFailed` unless a directory that is there may bind the handler: what could not be read may bind any name.

    `names_of` says which names a file binds, where that is known already.
    """
    from meshctl.packaging.handlers.handler import refuse_missing_in_sources  # noqa: PLC0415  only then
    from meshctl.packaging.handlers.missing_imports import ADDED, refuse_missing_imports  # noqa: PLC0415

    if source not in files.paths:
        return
    below = files.below(source)
    own = own_files(below, _said_to_ignore(files, source))
    read = {file: files.code.get(f"{source}/{file}", _UNREAD) for file in own}
    major, minor = runtime.removeprefix("python").split(".")
    python, has_wheels = (int(major), int(minor)), not set(PINNING).isdisjoint(below)
    refuse_missing_in_sources(read, handler, python, has_wheels=has_wheels, names_of=names_of)
    if not has_wheels:
        refuse_missing_imports(read, {*own, ADDED}, handler, names_of)


def _said_to_ignore(files: CatalogueFiles, source: str) -> str:
    """As `read_text` of packaging reads it; what is no text is told when it is packaged."""
    return files.contents.get(f"{source}/{IGNORE_FILE}", b"").decode("utf-8-sig", "replace")
