"""Whether some value that the schemas allow may satisfy a branch of a pattern. "No" is proved, "maybe" is not.

A path is read as objects inside objects. An event may also spell it with dots, `{"a.b": 1}`; a schema that names such
a field is left undecided, and fields that no schema names are taken to have no dots.
"""

from meshctl.contracts.filters.alternatives import Alternatives, Schemas
from meshctl.contracts.filters.obstacles import Obstacle, forbidden, nearest, nothing_at_all, unmet
from meshctl.contracts.filters.pattern_tree import PatternNode
from meshctl.contracts.filters.scalars import accepts_none
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape


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
        return None if None in found else max((one for one in found if one), key=lambda one: len(one.path))

    def _of_scalars(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        lacking = all(below.may_be_absent for below in node.below.values())
        met = node.accepted is None or not accepts_none(node.accepted, shape)
        return None if lacking and met else unmet(node, shape)

    def _of_objects(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        if node.needs_value:
            return unmet(node, shape)
        if shape.names_any(node.dotted):
            self._alternatives.note("the schema names fields with dots")
            return None
        for name, below in node.below.items():
            if below.may_be_absent and name not in shape.required:
                continue
            schemas = shape.field(name)
            obstacle = (
                forbidden(below, shape) if any(one is False for one in schemas) else self.obstacle(below, schemas)
            )
            if obstacle:
                return obstacle
        return None

    def _of_arrays(self, node: PatternNode, shape: Shape) -> Obstacle | None:
        for part in node.parts or (node,):
            if part.may_be_absent and shape.fewest_items == 0:
                continue
            obstacle = self._of_items(part, shape)
            if obstacle:
                return obstacle
        return None

    def _of_items(self, part: PatternNode, shape: Shape) -> Obstacle | None:
        found: list[Obstacle] = []
        for at in range(shape.kinds_of_item):
            obstacle = self.obstacle(part, shape.item(at))
            if obstacle is None:
                return None
            found.append(obstacle)
        return nearest(found) if found else unmet(part, shape)
