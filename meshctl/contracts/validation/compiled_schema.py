"""Makes a schema ready to judge data. A door to jsonschema-rs, which is bounded here: see "JSON Schema" in docs/surprises.md."""

from functools import cache
from typing import Any, NoReturn

import jsonschema_rs

from meshctl.json_schema.references import References, references_in
from meshctl.json_schema.subschemas import Path, Subschemas

MOST_WAYS = 10_000
"""Ways through references that a schema with `unevaluated...` may have, as the compiler goes along each of them; and, of any schema,
to one value, as judging does."""
_UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")
BOUNDS = jsonschema_rs.FancyRegexOptions(backtrack_limit=100_000, size_limit=1_000_000, dfa_size_limit=1_000_000)
"""Expressions take time in proportion to the text; those that cannot, give up after so many steps."""


def compiled_schema(schema: Any, *, formats: bool = False) -> jsonschema_rs.Draft202012Validator | str:
    """What judges data by a schema that is sound, or the reason why nothing can within bounds."""
    if _is_entangled(schema):
        return "its references are needed so often, with unevaluatedProperties or unevaluatedItems, that judging by it has no bound"
    try:
        return jsonschema_rs.Draft202012Validator(
            schema, retriever=_refuse, pattern_options=BOUNDS, validate_formats=formats
        )
    except (ValueError, OSError):  # jsonschema-rs raises the first for what is no schema, too
        return "it is no sound schema, or refers to something outside of its file"


def _refuse(_: str) -> NoReturn:
    raise ValueError("nothing is fetched")


def _is_entangled(schema: Any) -> bool:
    subschemas = Subschemas.of(schema)
    if not any(word in one for _, one in subschemas.objects() for word in _UNEVALUATED):
        return False
    return _ways(subschemas, References(schema)) > MOST_WAYS


def _ways(subschemas: Subschemas, references: References) -> int:
    """How many ways lead through the schema from its top, along what is in it and what it refers to; no circle is gone twice."""
    needs = _needs(subschemas, references)
    under_way = set[Path]()

    @cache
    def from_(path: Path) -> int:
        if path in under_way:
            return 0
        under_way.add(path)
        count = min(1 + sum(from_(one) for one in needs.get(path, ())), MOST_WAYS + 1)
        under_way.remove(path)
        return count

    try:
        return from_(())
    except RecursionError:
        return MOST_WAYS + 1


def _needs(subschemas: Subschemas, references: References) -> dict[Path, list[Path]]:
    needs: dict[Path, list[Path]] = {path: [] for path in subschemas.by_path}
    for path in subschemas.by_path:
        owner = next((path[:-length] for length in (1, 2) if path[:-length] in needs and len(path) >= length), None)
        if owner is not None and path[len(owner)] not in ("$defs", "definitions"):
            needs[owner].append(path)
    for path, reference in references_in(subschemas):
        if (target := references.path(reference)) in needs:
            needs[path[:-1]].append(target)
    return needs
