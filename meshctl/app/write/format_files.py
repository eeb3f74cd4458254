"""Use case: the canonical form of a catalogue file. A door to ruamel.yaml, which keeps comments."""

from collections.abc import Iterable
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.tag import Tag
from ruamel.yaml.tokens import CommentToken

from meshctl.app.write.yaml_lines import LineEmitter, too_long, without_trailing_blanks
from meshctl.app.write.yaml_lines import Path as Steps
from meshctl.catalogue.documents.yaml_documents import read_document
from meshctl.catalogue.edits.key_order import Path, in_order, kind_of, order_of, sorted_keys
from meshctl.catalogue.files import CatalogueFiles, is_document
from meshctl.errors import MeshctlError

WIDTH = 120
_TEXT, _NOTHING = Tag(suffix="tag:yaml.org,2002:str"), Tag(suffix="tag:yaml.org,2002:null")
_ROUNDS = 40
"""Each opens one level of what is too long."""


def documents_of(files: CatalogueFiles) -> list[tuple[str, bytes]]:
    """The files of the language by path and content; the schemas of events have a form of their own."""
    return sorted((path, content) for path, content in files.contents.items() if is_document(path))


def formatted(file: str, content: bytes) -> bytes:
    """Keys in the order of the language, two spaces a level, quotes and comments as they were; the meaning is the same.

    What stands in brackets or braces stays on one line, or has lines of its own where that is too long.

    Raises `MeshctlError` for a file that cannot be read, or not be put into form without a change of meaning.
    """
    before, findings = read_document(file, content)
    if before is None or findings:
        raise MeshctlError(
            f'"{file}" cannot be read', "mend what `meshctl check` says of it, then run the command again"
        )
    text = content.decode("utf-8-sig")
    for _ in range(_ROUNDS):
        last, text = text, _once(file, text)
        if text == last:
            break
    after, _ = read_document(file, text.encode())
    same = after is not None and after.data == before.data and text.count("#") == content.count(b"#")
    if text != last or not same:  # a `#` less would be a comment that got lost
        raise _cannot_be_put_right(file)
    return text.encode()


def _once(file: str, text: str) -> str:
    yaml, written, ordered = _yaml(), StringIO(), in_order(file, text)
    try:
        data = yaml.load(ordered)
        _order_flow(kind_of(file), data, ())
        _open(data, too_long(yaml.compose(ordered), WIDTH))
        yaml.dump(data, written)
    except YAMLError as error:
        raise _cannot_be_put_right(file, str(error).partition("\n")[0]) from error
    except Exception as error:  # libyaml has read it, so that whatever ruamel.yaml stumbles over is its form
        raise _cannot_be_put_right(file) from error
    plain = _without_blanks(written.getvalue().rstrip("\n") + "\n")
    indented = _with_indented_comments(plain)
    return indented if indented == plain or data_of(file, indented) == data_of(file, plain) else plain


def _cannot_be_put_right(file: str, why: str = "write it without what is unusual in it") -> MeshctlError:
    return MeshctlError(f'"{file}" has a form that meshctl cannot put right', why)


def data_of(file: str, text: str) -> Any:
    """What a text says, read as `meshctl check` reads it."""
    document, _ = read_document(file, text.encode())
    return document.data if document else None


def _with_indented_comments(text: str) -> str:
    """Comments on lines of their own, each as deep as what comes after it."""
    lines = text.split("\n")
    indent = None
    for row in range(len(lines) - 1, -1, -1):
        stripped = lines[row].lstrip()
        if stripped.startswith("#") and indent is not None:
            lines[row] = " " * indent + stripped.rstrip()
        elif stripped:
            indent = len(lines[row]) - len(stripped)
    return "\n".join(lines)


def _open(data: Any, paths: Iterable[Steps]) -> None:
    """Gives lines of their own to what stands there in brackets or braces."""
    for path in paths:
        holder, value = None, data
        for step in path:
            holder, value = value, value[step]
        value.fa.set_block_style()
        if isinstance(holder, CommentedMap):
            _bring_near(holder, path[-1])


def _bring_near(holder: CommentedMap, key: Any) -> None:
    """Lets a comment behind a key begin where the key ends, instead of where what followed it ended."""
    for comment in holder.ca.items.get(key) or ():
        if isinstance(comment, CommentToken):
            comment.column = holder.lc.key(key)[1] + len(str(key)) + len(":   ")


def _without_blanks(text: str) -> str:
    """The text without blanks at the ends of lines, where they mean nothing."""
    has_some = any(line != line.rstrip() for line in text.split("\n"))
    return without_trailing_blanks(text, _yaml().compose(text)) if has_some else text


def _order_flow(kind: str, value: Any, path: Path) -> None:
    """Orders mappings in braces; a comment in one pins its keys."""
    if isinstance(value, list):
        for item in value:
            _order_flow(kind, item, (*path, 0))
    if not isinstance(value, CommentedMap):
        return
    if value.fa.flow_style() and not value.ca.items:
        for key in sorted_keys(list(value), order_of(kind, path)):
            value.move_to_end(key)
    for key, below in value.items():
        _order_flow(kind, below, (*path, key))


class _Verbatim(VersionedResolver):
    """Takes what is written for text, whatever it looks like: no number, date or word is converted, and thus none changes."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        """The tag of a scalar; nothing at all, which has no quotes either, stays nothing."""
        if kind is not ScalarNode:
            return super().resolve(kind, value, implicit)
        return _TEXT if value or not implicit[0] else _NOTHING


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.Resolver, yaml.Emitter = _Verbatim, LineEmitter
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    return yaml
