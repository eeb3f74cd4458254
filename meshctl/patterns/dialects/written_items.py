"""What stands in the lists of a pattern as it is written: values and operators, each with its place. Judges nothing."""

from collections.abc import Iterator, Mapping
from typing import Any

from meshctl.patterns.syntax.invalid_pattern import Place


def written_items(place: Place, written: Mapping[str, Any]) -> Iterator[tuple[Place, Any]]:
    """Those of all fields, also within choices; what is no list has none."""
    for key, below in written.items():
        if isinstance(below, Mapping):
            yield from written_items((*place, key), below)
            continue
        for at, item in enumerate(below if isinstance(below, list) else ()):
            if key == "$or" and isinstance(item, Mapping):
                yield from written_items((*place, key, at), item)
            else:
                yield (*place, key, at), item
