"""Makes events that a schema may allow and a branch of a pattern may match. All of them are guesses; others judge them."""

from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from typing import Any

from meshctl.contracts.filters.alternatives import Alternatives, Schemas
from meshctl.contracts.filters.assumptions import is_described
from meshctl.contracts.filters.never import NeverProof
from meshctl.contracts.filters.pattern_tree import PatternNode
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape
from meshctl.contracts.filters.values.samples import samples
from meshctl.json_schema.values import identity

MOST_FREE, DEEPEST, MOST_FIELDS, MOST_ITEMS = 3, 30, 200, 100


class Witnesses:
    """Makes values for one schema, at most so many of what a pattern wants, fewer of what it says nothing of."""

    def __init__(self, alternatives: Alternatives, most: int) -> None:
        self._most = most
        self._alternatives = alternatives
        self._never = NeverProof(alternatives)

    def of(self, node: PatternNode | None, schemas: Schemas, depth: int = 0) -> list[Any]:
        """A few values for schemas that all hold; `node` is None where the pattern wants nothing."""
        if depth > DEEPEST:
            return []
        most = self._most if node else min(self._most, MOST_FREE)
        shapes = self._alternatives.of(schemas)
        fitting = [shape for shape in shapes if node is None or self._never.of_shape(node, shape) is None]
        rows = zip_longest(*(self._of_shape(node, shape, depth) for shape in fitting[:most]))
        return list(islice((value[0] for row in rows for value in row if value is not None), most))

    def _of_shape(self, node: PatternNode | None, shape: Shape, depth: int) -> Iterator[tuple[Any]]:
        """The values, each in a tuple of its own, since one of them may be None."""
        self._alternatives.spend(1)
        if shape.types & SCALAR_TYPES and (node is None or all(one.may_be_absent for one in node.below.values())):
            yield from ((value,) for value in samples(node.accepted if node else None, shape))
        if "object" in shape.types and not (node and node.needs_value):
            yield from ((value,) for value in self._objects(node, shape, depth))
        if "array" in shape.types:
            yield from ((value,) for value in self._arrays(node, shape, depth))

    def _objects(self, node: PatternNode | None, shape: Shape, depth: int) -> Iterator[dict[str, Any]]:
        if len(shape.required) > MOST_FIELDS:
            return
        below = node.below if node else {}
        names = dict.fromkeys([*(n for n, one in below.items() if not one.may_be_absent), *self._needed(shape, below)])
        if len(names) > MOST_FIELDS:
            return
        found = {name: self.of(below.get(name), shape.field(name), depth + 1) for name in names}
        if not all(found.values()):
            found = self._spelt_otherwise(found, below, shape, depth)
        if not all(found.values()):
            return
        first = {name: values[0] for name, values in found.items()}
        yield self._padded(first, node, shape, depth)
        others = zip_longest(*([(name, value) for value in values[1:]] for name, values in found.items()))
        for name, value in (one for row in others for one in row if one):
            yield self._padded({**first, name: value}, node, shape, depth)

    def _spelt_otherwise(
        self, found: dict[str, list[Any]], below: Mapping[str, PatternNode], shape: Shape, depth: int
    ) -> dict[str, list[Any]]:
        """The same with what was not found under its own name spelt with dots, where the schema describes that."""
        others = {name: one for name, one in found.items() if one}
        for name in found.keys() - others.keys():
            if name in shape.required:
                others[name] = self.of(None, shape.field(name), depth + 1)
            if name in below:
                others |= self._dotted(name, below[name], shape, depth)
        return others

    def _dotted(self, name: str, node: PatternNode, shape: Shape, depth: int) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        if node.needs_value:
            found[name] = self.of(node.parts[0], shape.field(name), depth + 1) if node.parts else []
        for more, deeper in node.below.items():
            dotted = f"{name}.{more}"
            schemas = shape.field(dotted)
            values = self.of(deeper, schemas, depth + 1) if is_described(schemas) or shape.is_free else []
            found |= {dotted: values} if values else self._dotted(dotted, deeper, shape, depth)
        return found or {name: []}

    def _needed(self, shape: Shape, below: Any) -> list[str]:
        """The required fields, and those that these or the ones the pattern wants need."""
        needed = dict.fromkeys(sorted(shape.required))
        waiting = [*needed, *(name for name, one in below.items() if not one.may_be_absent)]
        for name in waiting:
            for said in shape.said("dependentRequired"):
                more = [one for one in said.get(name, ()) if one not in needed]
                needed.update(dict.fromkeys(more))
                waiting += more
        return list(needed)

    def _padded(self, event: dict[str, Any], node: PatternNode | None, shape: Shape, depth: int) -> dict[str, Any]:
        """The same with as many fields as an object needs at least."""
        least = max(shape.said("minProperties"), default=0)
        if len(event) >= least:
            return event
        taken = {*event, *(node.below if node else ())}
        names = (
            name
            for name in (*shape.fields(), *shape.further_names(), *(f"field{n}" for n in range(20)))
            if name not in taken
        )
        padded = dict(event)
        for name in islice(names, MOST_FIELDS):
            values = self.of(None, shape.field(name), depth + 1)
            padded.update({name: values[0]} if values else {})
            if len(padded) >= least:
                break
        return padded

    def _arrays(self, node: PatternNode | None, shape: Shape, depth: int) -> Iterator[list[Any]]:
        if node is None or node.may_be_absent:
            yield from self._filled([], shape, depth)
        for part in (node.parts or (node,)) if node else ():
            for at in range(min(shape.kinds_of_item, MOST_ITEMS)):
                for value in self.of(part, shape.item(at), depth + 1):
                    yield from self._filled([*self._free(shape, range(at), depth), value], shape, depth)
        if node and node.parts:
            values = [self.of(part, shape.item(shape.kinds_of_item - 1), depth + 1) for part in node.parts]
            if all(values):
                yield [one[0] for one in values]

    def _filled(self, items: list[Any], shape: Shape, depth: int) -> Iterator[list[Any]]:
        """The items and as many more as an array needs at least."""
        if shape.fewest_items > MOST_ITEMS:
            return
        needed = [(shape.item(len(items) + at) + schemas) for at, schemas in enumerate(shape.contained())]
        rest = max(0, int(shape.fewest_items) - len(items) - len(needed))
        contained = [value for schemas in needed for value in self.of(None, schemas, depth + 1)[:1]]
        start = len(items) + len(contained)
        free = self._free(shape, range(start, start + rest), depth)
        yield [*items, *contained, *free]
        yield [*items, *free[: int(shape.fewest_items) - len(items)]]
        if True in shape.said("uniqueItems"):
            yield self._different(items, shape, depth)

    def _different(self, items: list[Any], shape: Shape, depth: int) -> list[Any]:
        """The items and others that are unlike each other, as many as an array needs at least."""
        found = {identity(one): one for one in items}
        for at in range(len(items), int(shape.fewest_items)):
            values = self.of(None, shape.item(at), depth + 1)
            found.update(next(([(key, one)] for one in values if (key := identity(one)) not in found), []))
        return list(found.values())

    def _free(self, shape: Shape, positions: range, depth: int) -> list[Any]:
        """A value for each position that the pattern says nothing of, different ones where there are."""
        found = [self.of(None, shape.item(at), depth + 1) for at in positions]
        return [values[at % len(values)] for at, values in enumerate(found) if values]
