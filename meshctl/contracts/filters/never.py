"""Whether some value that the schemas allow may satisfy a branch of a pattern. "No" is proved, "maybe" is not.

A path is read as objects inside objects. An event may also spell it with dots, `{"a.b": 1}`: what is said of such a field is
asked as well, and where it is allowed without a word, "no" says that it assumes that there is none.
"""

from collections.abc import Iterator
from dataclasses import replace

from meshctl.contracts.filters.alternatives import Alternatives, Schemas
from meshctl.contracts.filters.assumptions import Assumption, is_described, no_dotted_name
from meshctl.contracts.filters.obstacles import (
    Obstacle,
    forbidden,
    least_assumed,
    nearest,
    nothing_at_all,
    of_all,
    unmet,
)
from meshctl.contracts.filters.pattern_tree import PatternNode
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape
from meshctl.contracts.filters.values.scalars import accepts_none


class NeverProof:
    """Proves that a pattern lets nothing pass, by what stands between it and the values of a schema; or fails to."""

    def __init__(self, alternatives: Alternatives) -> None:
        self._alternatives = alternatives
        self._open: set[tuple[int, tuple[int, ...]]] = set()

    def obstacle(self, node: PatternNode, schemas: Schemas) -> Obstacle | None:
        """Why no value of the schemas satisfies the node; None if one may."""
        shapes = self._alternatives.of(schemas)
        question = (id(node), tuple(map(id, schemas)))
        if not shapes or question in self._open:  # the same question within itself adds no value
            return nothing_at_all(node)
        self._open.add(question)
        obstacles = [self.of_shape(node, shape) for shape in shapes]
        self._open.remove(question)
        return None if None in obstacles else nearest([one for one in obstacles if one])

    def of_shape(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        """The same for one alternative."""
        self._alternatives.spend(1)
        found = []
        if shape.types & SCALAR_TYPES:
            found.append(self._of_scalars(node, shape))
        if "object" in shape.types:
            found.append(self._of_objects(node, shape))
        if "array" in shape.types:
            found.append(self._of_arrays(node, shape))
        return None if None in found else of_all([one for one in found if one])

    def _of_scalars(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        lacking = all(below.may_be_absent for below in node.below.values())
        met = node.accepted is None or not accepts_none(node.accepted, shape)
        return None if lacking and met else unmet(node, shape)

    def _of_objects(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        if node.needs_value:
            return unmet(node, shape)
        return least_assumed(list(self._of_fields(node, shape)))

    def _of_fields(self, node: PatternNode, shape: Shape) -> Iterator[Obstacle]:
        for name, below in node.below.items():
            if below.may_be_absent and name not in shape.required:
                continue
            obstacle = self.of_field(below, name, shape)
            assumed = self._spelt_otherwise(below, name, shape) if obstacle else None
            if obstacle and assumed is not None:
                yield replace(obstacle, assumed=obstacle.assumed | assumed) if assumed else obstacle
                if not obstacle.assumed and not assumed:
                    return  # it is proved, and one is enough

    def of_field(self, below: PatternNode, name: str, shape: Shape) -> Obstacle | None:
        """Why no field of that name satisfies the node; None if one may."""
        schemas = shape.field(name)
        return forbidden(below, shape) if any(one is False for one in schemas) else self.obstacle(below, schemas)

    def _spelt_otherwise(self, node: PatternNode, name: str, shape: Shape) -> frozenset[Assumption] | None:
        """What is assumed in that nothing wanted below the field is spelt with dots; None where the schema describes it."""
        assumed = set()
        for more, deeper in (*node.below.items(), *node.dotted):
            dotted = f"{name}.{more}"
            if all(self.of_field(field, dotted, shape) for field in deeper.fields):
                continue
            if shape.is_free or is_described(shape.field(dotted)):
                return None
            assumed.add(no_dotted_name(node.path[:-1], dotted))
        return frozenset(assumed)

    def _of_arrays(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        parts = [one for one in node.parts or (node,) if not one.may_be_absent or shape.fewest_items > 0]
        return least_assumed([obstacle for part in parts if (obstacle := self._of_items(part, shape))])

    def _of_items(self, part: PatternNode, shape: Shape) -> Obstacle | None:
        found: list[Obstacle] = []
        for at in range(shape.kinds_of_item):
            obstacle = self.obstacle(part, shape.item(at))
            if obstacle is None:
                return None
            found.append(obstacle)
        return nearest(found) if found else unmet(part, shape)
