"""One more entry in a catalogue file, as text: nothing else in the file moves, comments included. Pure."""

from collections.abc import Sequence

from meshctl.catalogue.documents.yaml_documents import Document, read_document
from meshctl.errors import MeshctlError


def with_entry(
    file: str, content: bytes, path: tuple[str, ...], key: str, block: Sequence[str], sections: Sequence[str] = ()
) -> bytes:
    """`content` with `key` in the mapping at `path`, after what is there; `block` are the lines of the entry's value.

    A mapping that is missing is made at the top level, before the first of `sections` that comes after it there.
    Raises `MeshctlError` where the file cannot be read, has the key already, or lacks a mapping further down.
    """
    document, findings = read_document(file, content)
    if document is None or findings:
        raise MeshctlError(f'"{file}" has findings', "mend what `meshctl check` says of it, then run the command again")
    if document.says(*path, key):
        place = document.key_place(*path, key)
        raise MeshctlError(f'"{key}" stands in {place} already', "choose another name, or edit that file")
    lines = content.decode("utf-8-sig").rstrip("\n").split("\n")
    if not document.says(*path):
        if len(path) > 1:
            raise MeshctlError(f'"{file}" has no {".".join(path)}', "write it there, then run the command again")
        return _joined(
            _with_section(lines, document, path[0], [f"  {key}:{block[0]}", *_deeper(block[1:], 2)], sections)
        )
    place = document.place(*path)
    row, column = place.line - 1, place.column
    if lines[row][column - 1 : column] == "{":
        rest = lines[row][column:]
        comma = "" if rest.lstrip().startswith("}") else ", "
        lines[row] = f"{lines[row][:column]}{key}:{_flow(block)}{comma}{rest}"
        return _joined(lines)
    indent = column - 1
    end = end_of_mapping(lines, document.key_place(*path).line, indent)
    return _joined([*lines[:end], f"{' ' * indent}{key}:{block[0]}", *_deeper(block[1:], indent), *lines[end:]])


def _with_section(
    lines: list[str], document: Document, section: str, entry: list[str], sections: Sequence[str]
) -> list[str]:
    later = list(sections)[list(sections).index(section) + 1 :] if section in sections else []
    rows = [document.key_place(one).line - 1 for one in later if document.says(one)]
    row = min(rows, default=len(lines))
    while row < len(lines) and row and lines[row - 1].startswith("#"):
        row -= 1  # a comment belongs to what comes after it
    before = [] if row and not lines[row - 1].strip() else [""]
    after = [""] if row < len(lines) else []
    return [*lines[:row], *before, f"{section}:", *entry, *after, *lines[row:]]


def end_of_mapping(lines: Sequence[str], start: int, indent: int) -> int:
    """The row after the last line that belongs to the mapping whose keys stand at `indent`; looks from `start` on."""
    end = start
    for row in range(start, len(lines)):
        stripped = lines[row].strip()
        outside = len(lines[row]) - len(lines[row].lstrip()) < indent
        if stripped and outside and not stripped.startswith("#"):
            break
        end = row + 1 if stripped and not outside else end
    return end


def _deeper(block: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line for line in block]


def _flow(block: Sequence[str]) -> str:
    return block[0] or f" {{{', '.join(line.strip() for line in block[1:])}}}"


def _joined(lines: Sequence[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
