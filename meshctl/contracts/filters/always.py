"""Whether every value that the schemas allow satisfies a branch of a pattern. "Yes" is proved, "no" means: perhaps not."""

from meshctl.contracts.filters.alternatives import Alternatives, Schemas
from meshctl.contracts.filters.pattern_tree import Wanted
from meshctl.contracts.filters.scalars import certain
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape


class Certainty:
    """Asks whether a pattern lets everything pass."""

    def __init__(self, alternatives: Alternatives) -> None:
        self._alternatives = alternatives
        self._asked: set[tuple[int, tuple[int, ...]]] = set()

    def holds(self, wanted: Wanted, schemas: Schemas) -> bool:
        """Whether it is certain that all values of the schemas satisfy what is wanted."""
        asked = (id(wanted), tuple(map(id, schemas)))
        if asked in self._asked:
            return False
        self._asked.add(asked)
        held = all(self.of_shape(wanted, shape) for shape in self._alternatives.of(schemas))
        self._asked.remove(asked)
        return held

    def of_shape(self, wanted: Wanted, shape: Shape) -> bool:
        """The same for one alternative."""
        self._alternatives.spend(1)
        scalars = not shape.types & SCALAR_TYPES or self._of_scalars(wanted, shape)
        return (
            scalars
            and ("object" not in shape.types or self._of_objects(wanted, shape))
            and ("array" not in shape.types or self._of_arrays(wanted, shape))
        )

    def _of_scalars(self, wanted: Wanted, shape: Shape) -> bool:
        lacking = all(below.lackable for below in wanted.below.values())
        return lacking and (wanted.accepted is None or certain(wanted.accepted, shape))

    def _of_objects(self, wanted: Wanted, shape: Shape) -> bool:
        if wanted.has_value or shape.names_any(wanted.dotted):
            return False
        return all(
            (below.lackable or name in shape.required) and self.holds(below, shape.field(name))
            for name, below in wanted.below.items()
        )

    def _of_arrays(self, wanted: Wanted, shape: Shape) -> bool:
        if wanted.parts:
            return False  # a value and fields below it: one array would need two kinds of items
        if wanted.all_present and any(self.holds(wanted, schemas) for schemas in shape.contained()):
            return True
        if shape.fewest_items == 0 and not wanted.lackable:
            return False
        return all(self.holds(wanted, shape.item(at)) for at in range(shape.kinds_of_item))
