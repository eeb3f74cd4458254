"""JSON or YAML that a person hands in becomes data, or a sentence that says where it is neither. Reads no files."""

from typing import Any

from meshctl.catalogue.documents.json_files import NoJson, is_deep, read_json
from meshctl.catalogue.documents.yaml_documents import MAX_BYTES, MAX_DEPTH, read_document
from meshctl.errors import MeshctlError

MOST_BYTES = MAX_BYTES
"""Of a file that is handed in."""
MOST_LINES = 10_000
"""Of a file that has an object on each."""
_YAML = (".yaml", ".yml")
_JSON_STARTS = (b"{", b"[", b'"')


def handed_in(name: str, content: bytes) -> Any:
    """The data in `content`, by the name of its file or else by how it begins. Raises `MeshctlError`."""
    if len(content) > MOST_BYTES:
        raise MeshctlError(
            f'"{name}" has more than {MOST_BYTES:,} bytes', "hand in the part of it that is about the event"
        )
    data = _yaml(name, content) if is_yaml(name, content) else _json(name, content)
    if is_deep(data):
        raise MeshctlError(f'values in "{name}" are nested more than {MAX_DEPTH} deep', "write it flatter")
    return data


def is_yaml(name: str, content: bytes) -> bool:
    """Whether it is to be read as YAML: by its name, or where it does not begin as JSON does."""
    if name.endswith((*_YAML, ".json")):
        return name.endswith(_YAML)
    return not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_JSON_STARTS)


def _json(name: str, content: bytes) -> Any:
    try:
        return read_json(name, content)
    except NoJson as refused:
        if lines := _of_each_line(name, content):
            return lines
        raise MeshctlError(
            f"{refused.place}: {refused.message}",
            refused.help or "mend it there, or name the file .yaml if it is YAML",
        ) from None


def _of_each_line(name: str, content: bytes) -> list[Any]:
    """The objects of a file that has one on each line, as logs and exports do; none where it is no such file."""
    lines = [line for line in content.splitlines() if line.strip()]
    try:
        found = [read_json(name, line) for line in lines] if 1 < len(lines) <= MOST_LINES else []
    except NoJson:
        return []
    return found if all(isinstance(one, dict) for one in found) else []


def _yaml(name: str, content: bytes) -> Any:
    document, findings = read_document(name, content, any_keys=True)
    if document is None or findings:
        first = findings[0]
        raise MeshctlError(f"{first.place}: {first.message}", first.help)
    return document.data
