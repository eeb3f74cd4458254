"""Whether some value that the schemas allow may satisfy a branch of a pattern. "No" is proved, "maybe" is not.

A path is read as objects inside objects. An event may also spell it with dots, `{"a.b": 1}`; a schema that names such
a field is left undecided, and fields that no schema names are taken to have no dots.
"""

from meshctl.contracts.filters.alternatives import Alternatives, Schemas
from meshctl.contracts.filters.obstacles import Obstacle, forbidden, nearest, nothing_at_all, unmet
from meshctl.contracts.filters.pattern_tree import Wanted
from meshctl.contracts.filters.scalars import impossible
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape


class Reach:
    """Looks for what stands between a pattern and the values of a schema."""

    def __init__(self, alternatives: Alternatives) -> None:
        self._alternatives = alternatives
        self._asked: set[tuple[int, tuple[int, ...]]] = set()

    def obstacle(self, wanted: Wanted, schemas: Schemas) -> Obstacle | None:
        """Why no value of the schemas satisfies what is wanted; None if one may."""
        shapes = self._alternatives.of(schemas)
        asked = (id(wanted), tuple(map(id, schemas)))
        if not shapes or asked in self._asked:  # the same question within itself adds no value
            return nothing_at_all(wanted)
        self._asked.add(asked)
        obstacles = [self.of_shape(wanted, shape) for shape in shapes]
        self._asked.remove(asked)
        return None if None in obstacles else nearest([one for one in obstacles if one])

    def of_shape(self, wanted: Wanted, shape: Shape) -> Obstacle | None:
        """The same for one alternative."""
        self._alternatives.spend(1)
        found = []
        if shape.types & SCALAR_TYPES:
            found.append(self._of_scalars(wanted, shape))
        if "object" in shape.types:
            found.append(self._of_objects(wanted, shape))
        if "array" in shape.types:
            found.append(self._of_arrays(wanted, shape))
        return None if None in found else max((one for one in found if one), key=lambda one: len(one.path))

    def _of_scalars(self, wanted: Wanted, shape: Shape) -> Obstacle | None:
        lacking = all(below.lackable for below in wanted.below.values())
        met = wanted.accepted is None or not impossible(wanted.accepted, shape)
        return None if lacking and met else unmet(wanted, shape)

    def _of_objects(self, wanted: Wanted, shape: Shape) -> Obstacle | None:
        if wanted.has_value:
            return unmet(wanted, shape)
        if shape.names_any(wanted.dotted):
            self._alternatives.note("the schema names fields with dots")
            return None
        for name, below in wanted.below.items():
            if below.lackable and name not in shape.required:
                continue
            schemas = shape.field(name)
            obstacle = (
                forbidden(below, shape) if any(one is False for one in schemas) else self.obstacle(below, schemas)
            )
            if obstacle:
                return obstacle
        return None

    def _of_arrays(self, wanted: Wanted, shape: Shape) -> Obstacle | None:
        for part in wanted.parts or (wanted,):
            if part.lackable and shape.fewest_items == 0:
                continue
            obstacle = self._of_items(part, shape)
            if obstacle:
                return obstacle
        return None

    def _of_items(self, part: Wanted, shape: Shape) -> Obstacle | None:
        found: list[Obstacle] = []
        for at in range(shape.kinds_of_item):
            obstacle = self.obstacle(part, shape.item(at))
            if obstacle is None:
                return None
            found.append(obstacle)
        return nearest(found) if found else unmet(part, shape)
