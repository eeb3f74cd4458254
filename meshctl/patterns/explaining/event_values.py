"""What an event has at many paths, found in one walk over it. Asks no operator, and goes deep without recursion."""

from collections.abc import Collection, Mapping

from meshctl.patterns.matching.gathering import Names, ways_of
from meshctl.patterns.paths import Path


def values_at(paths: Collection[Path], event: object) -> dict[Path, list[object]]:
    """Each path's values in the order of the event: items of arrays one by one, an object and `[]` as they are."""
    found: dict[Names, list[object]] = {path.names: [] for path in paths}
    ways = ways_of(paths)
    waiting: list[tuple[object, Names]] = [(event, ())]
    while waiting:
        value, names = waiting.pop()
        if isinstance(value, list | tuple) and value:
            waiting += [(item, names) for item in reversed(value)]
            continue
        if names in found:
            found[names].append(value)
        if isinstance(value, Mapping) and (on := ways.get(names)):
            shorter = on if len(on) < len(value) else value  # so the work is bounded by the event, whatever is asked
            waiting += [(value[key], on[key]) for key in shorter if key in on and key in value]
    return {path: found[path.names] for path in paths}
