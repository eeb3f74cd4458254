"""Every plain value an event has at many paths, found in one walk, so that the work does not grow with the paths.

Asks no operator, and goes deep without recursion.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from meshctl.patterns.paths import Path

Names = tuple[str, ...]
Chain = tuple[tuple[int, int], ...]

SCALARS = (str, int, float, type(None), Decimal)  # bool is an int
MAPPINGS = (dict, Mapping)  # asking for a dict first spares the slow question


def gathered(paths: Collection[Path], event: object) -> dict[Names, list[tuple[Chain, object]]]:
    """Each path's plain values, and in which elements of arrays they lie: all of them, whoever shares them."""
    found: dict[Names, list[tuple[Chain, object]]] = {path.names: [] for path in paths}
    ways = ways_of(paths)
    waiting: list[tuple[object, Names, Chain]] = [(event, (), ())]
    while waiting:
        value, names, chain = waiting.pop()
        if isinstance(value, SCALARS):
            if names in found:
                found[names].append((chain, value))
        elif isinstance(value, MAPPINGS):
            on = ways.get(names, {})
            shorter = on if len(on) < len(value) else value  # so the work is bounded by the event, whatever is asked
            waiting += [(value[key], on[key], chain) for key in shorter if key in on and key in value]
        elif isinstance(value, list | tuple):
            depth = len(names)
            waiting += [
                (item, names, chain if isinstance(item, SCALARS) else (*chain, (depth, at)))
                for at, item in enumerate(value)
            ]
    return found


def ways_of(paths: Collection[Path]) -> Mapping[Names, Mapping[str, Names]]:
    """Below each place, the keys that lead on and where to; a dotted key leads several names on."""
    ways: defaultdict[Names, dict[str, Names]] = defaultdict(dict)
    for path in paths:
        for depth, keys in enumerate(path.keys):
            for key, reached in keys:
                ways[path.names[:depth]][key] = path.names[:reached]
    return ways
