"""Paths that a document names, as paths of the catalogue. Touches no disk: it asks what has been found there."""

from collections.abc import Mapping
from functools import cached_property
from posixpath import basename, curdir, dirname, join, normpath, relpath

from meshctl.catalogue.documents.yaml_documents import Document, Path
from meshctl.catalogue.files import CatalogueFiles, is_schema
from meshctl.errors import PackagingFailed
from meshctl.model.findings import Finding, KnownNames


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
        """`handler`, whose module lies in the directory `source`, or comes with a requirement of it; it runs on `runtime`."""
        module = handler.rpartition(".")[0].replace(".", "/")
        named, given = f"{source}/{module}.py", {f"{source}/{module}/__init__.py", f"{source}/requirements.txt"}
        if not self._files.paths & {named, *given} and source in self._files.directories_with_code:
            help_ = "name a file that is there, and a function in it: handler: file.function"
            message = f'there is no "{named}" in the catalogue'
            self._findings.append(Finding("missing-file", document.place(*path), message, help=help_))
        elif self._files.code.keys() & {named, f"{source}/{module}/__init__.py"}:
            self._refuse_missing_handler(document, path, source, handler, runtime)
        return handler

    def _refuse_missing_handler(self, document: Document, path: Path, source: str, handler: str, runtime: str) -> None:
        from meshctl.packaging.handler import refuse_missing_handler  # noqa: PLC0415  only where there is code

        major, minor = runtime.removeprefix("python").split(".")
        begin = f"{source}/"
        code = {file[len(begin) :]: text for file, text in self._files.code.items() if file.startswith(begin)}
        try:
            refuse_missing_handler(code, handler, (int(major), int(minor)))
        except PackagingFailed as error:
            message = f"{error.message} (in {source})"
            self._findings.append(Finding("invalid-handler", document.place(*path), message, help=error.hint))
