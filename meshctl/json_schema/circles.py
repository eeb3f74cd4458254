"""Schemas that need themselves to judge one and the same value. Whoever followed their references would never end."""

from graphlib import CycleError, TopologicalSorter

from meshctl.json_schema.references import References, references_in
from meshctl.json_schema.subschemas import Path, Subschemas

_SAME_VALUE = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas"})
"""Keywords whose subschemas look at the same value, and not at a part of it."""


def circle(subschemas: Subschemas, references: References) -> Path | None:
    """The path of a subschema on such a circle, if there is one."""
    written = list(references_in(subschemas))
    if not written:
        return None
    needs: dict[Path, list[Path]] = {}
    for path in subschemas.by_path:
        if (owner := _judges_with(path, subschemas)) is not None:
            needs.setdefault(owner, []).append(path)
    for path, reference in written:
        target = references.path(reference)
        if target is not None and target in subschemas.by_path:
            needs.setdefault(path[:-1], []).append(target)
    return _on_a_circle(_leading_on(needs))


def _leading_on(needs: dict[Path, list[Path]]) -> dict[Path, list[Path]]:
    """Only what needs something that needs something itself: most references lead to schemas that have none, and so to no circle."""
    further = {path: [one for one in steps if one in needs] for path, steps in needs.items()}
    return {path: steps for path, steps in further.items() if steps}


def _on_a_circle(needs: dict[Path, list[Path]]) -> Path | None:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        found: Path = error.args[1][0]
        return found
    return None


def _judges_with(path: Path, subschemas: Subschemas) -> Path | None:
    """The subschema that lets the one at `path` judge its own value."""
    for length in (1, 2):
        owner = path[:-length]
        if len(path) >= length and path[-length] in _SAME_VALUE and owner in subschemas.by_path:
            return owner
    return None
