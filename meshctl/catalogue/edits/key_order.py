"""The keys of a catalogue file in the order of the language's schema, moved as whole lines with their comments. Pure."""

from collections.abc import Mapping, Sequence
from re import search
from typing import Any

from meshctl.catalogue.documents.yaml_documents import MAX_DEPTH, KeyPlaces, read_document
from meshctl.catalogue.edits.insert_entry import end_of_mapping
from meshctl.catalogue.language.shape import language

Schema = Mapping[str, Any]
Path = tuple[str | int, ...]


def kind_of(file: str) -> str:
    """What a file of the catalogue holds, by its name."""
    name = file.rpartition("/")[2]
    return {"mesh.yaml": "mesh", "system.yaml": "system"}.get(name, "service") if "/" in file else "mesh"


def in_order(file: str, text: str) -> str:
    """`text` with the keys of every block mapping in order; names that people chose keep their own."""
    kind, read, levels = kind_of(file), "", dict[int, list[KeyPlaces]]()
    for depth in range(MAX_DEPTH):
        if text != read:  # most levels are in order, and their places stay true
            read, levels = text, _levels(file, text)
        if depth > max(levels, default=-1):
            break
        text = _with_level_in_order(kind, text, levels.get(depth, ()))
    return text


def _levels(file: str, text: str) -> dict[int, list[KeyPlaces]]:
    """The mappings by how deep they lie; none of a text that cannot be read."""
    document, findings = read_document(file, text.encode())
    levels: dict[int, list[KeyPlaces]] = {}
    for mapping in document.mappings() if document and not findings else ():
        levels.setdefault(len(mapping.path), []).append(mapping)
    return levels


def order_of(kind: str, path: Path) -> Sequence[str]:
    """The keys that the language gives the mapping at `path`, in order; none where people choose them."""
    schema: Schema = {"$ref": f"#/$defs/{kind}"}
    for step in path:
        below = _meant(schema)
        schema = _below(below, str(step))
        if not isinstance(schema, Mapping):
            return ()
    return tuple(_meant(schema).get("properties", ()))


def _below(schema: Schema, step: str) -> Any:
    """What the language says of the value under a key, or of an item of a list."""
    named = schema.get("properties", {}).get(step)
    formed = (one for form, one in schema.get("patternProperties", {}).items() if search(form, step))
    return named or next(formed, None) or schema.get("additionalProperties") or schema.get("items") or {}


def sorted_keys(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """`keys` in `order`; those that are not in it come last, as they stood."""
    ranks = {key: rank for rank, key in enumerate(order)}
    return sorted(keys, key=lambda key: ranks.get(key, len(ranks)))


def _meant(schema: Schema) -> Schema:
    if "$ref" in schema:
        schema = language()["$defs"][schema["$ref"].rpartition("/")[2]]
    meant: Schema = schema.get("else", schema)  # a stage on AWS has all that a local one has
    return meant


def _with_level_in_order(kind: str, text: str, level: Sequence[KeyPlaces]) -> str:
    """The mappings of one depth hold no lines in common, so that all of them are moved by the places that they have."""
    lines, moved, row = text.split("\n"), list[str](), 0
    for mapping in sorted(level, key=lambda one: one.place):
        keys = list(mapping.keys)
        wanted = sorted_keys(keys, order_of(kind, mapping.path))
        if keys != wanted and _is_block(lines, mapping):
            start, end, own = _moved(lines, mapping, wanted)
            moved += [*lines[row:start], *own]
            row = end
    return "\n".join([*moved, *lines[row:]]) if moved else text


def _is_block(lines: Sequence[str], mapping: KeyPlaces) -> bool:
    """Whether each key stands alone at the beginning of a line of its own."""
    places = list(mapping.keys.values())
    return all(not lines[place.line - 1][: place.column - 1].strip() for place in places) and len(
        {place.line for place in places}
    ) == len(places)


def _moved(lines: Sequence[str], mapping: KeyPlaces, wanted: Sequence[str]) -> tuple[int, int, list[str]]:
    """From which row to before which its lines stand, and these lines with each key's own in the wanted order."""
    rows = [place.line - 1 for place in mapping.keys.values()]
    starts = [rows[0], *(_with_comments(lines, row) for row in rows[1:])]
    end = end_of_mapping(lines, rows[-1] + 1, next(iter(mapping.keys.values())).column - 1)
    spans = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    blocks = dict(zip(mapping.keys, map(_without_blanks, spans), strict=True))
    moved = [line for key in wanted for line in [*_gap(blocks[key], key == wanted[0], mapping), *blocks[key]]]
    rest = [""] * (len(spans[-1]) - len(_without_blanks(spans[-1])))
    return starts[0], end, [*moved, *rest]


def _gap(block: Sequence[str], first: bool, mapping: KeyPlaces) -> list[str]:
    """A blank line before each part of a file that has lines of its own; none further inside."""
    outermost = next(iter(mapping.keys.values())).column == 1
    return [""] if outermost and not first and len(block) > 1 else []


def _with_comments(lines: Sequence[str], row: int) -> int:
    while lines[row - 1].lstrip().startswith("#"):
        row -= 1
    return row


def _without_blanks(span: Sequence[str]) -> Sequence[str]:
    end = len(span)
    while end and not span[end - 1].strip():
        end -= 1
    return span[:end]
