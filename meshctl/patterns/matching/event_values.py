"""What an event has at many paths, found in one walk, so that the work does not grow with the paths.

Asks no operator, and goes deep without recursion.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from meshctl.patterns.syntax.paths import Path

Names = tuple[str, ...]
Chain = tuple[tuple[int, int], ...]

SCALARS = (str, int, float, type(None), Decimal)  # bool is an int
MAPPINGS = (dict, Mapping)  # asking for a dict first spares the slow question


def scalars_at(paths: Collection[Path], event: object) -> dict[Names, list[tuple[Chain, object]]]:
    """Each path's plain values, and in which elements of arrays they lie: all of them, whoever shares them."""
    found: dict[Names, list[tuple[Chain, object]]] = {path.names: [] for path in paths}
    keys = _keys_below(paths)
    waiting: list[tuple[object, Names, Chain]] = [(event, (), ())]
    while waiting:
        value, names, chain = waiting.pop()
        if isinstance(value, SCALARS):
            if names in found:
                found[names].append((chain, value))
        elif isinstance(value, MAPPINGS):
            on = keys.get(names, {})
            shorter = on if len(on) < len(value) else value  # so the work is bounded by the event, whatever is asked
            waiting += [(value[key], on[key], chain) for key in shorter if key in on and key in value]
        elif isinstance(value, list | tuple):
            depth = len(names)
            waiting += [
                (item, names, chain if isinstance(item, SCALARS) else (*chain, (depth, at)))
                for at, item in enumerate(value)
            ]
    return found


def values_at(paths: Collection[Path], event: object) -> dict[Path, list[object]]:
    """Each path's values in the order of the event: items of arrays one by one, an object and `[]` as they are."""
    found: dict[Names, list[object]] = {path.names: [] for path in paths}
    keys = _keys_below(paths)
    waiting: list[tuple[object, Names]] = [(event, ())]
    while waiting:
        value, names = waiting.pop()
        if isinstance(value, list | tuple) and value:
            waiting += [(item, names) for item in reversed(value)]
            continue
        if names in found:
            found[names].append(value)
        if isinstance(value, Mapping) and (on := keys.get(names)):
            shorter = on if len(on) < len(value) else value
            waiting += [(value[key], on[key]) for key in shorter if key in on and key in value]
    return {path: found[path.names] for path in paths}


def _keys_below(paths: Collection[Path]) -> Mapping[Names, Mapping[str, Names]]:
    """Below some names, the keys that lead on and where to; a dotted key leads several names on."""
    keys: defaultdict[Names, dict[str, Names]] = defaultdict(dict)
    for path in paths:
        for depth, leading_on in enumerate(path.keys):
            for key, reached in leading_on:
                keys[path.names[:depth]][key] = path.names[:reached]
    return keys
