"""Whether every value that the schemas allow satisfies a branch of a pattern. "Yes" is proved, "no" means: perhaps not."""

from meshctl.contracts.filters.alternatives import Alternatives, Schemas
from meshctl.contracts.filters.assumptions import FEW_DIGITS, Assumption, is_described, no_dotted_name
from meshctl.contracts.filters.pattern_tree import PatternNode
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape
from meshctl.contracts.filters.values.scalars import accepts_all, compares_all


class AlwaysProof:
    """Proves that a pattern lets everything pass, or fails to. What is `assumed` in doing so, an answer may rest on."""

    def __init__(self, alternatives: Alternatives) -> None:
        self._alternatives = alternatives
        self._open: set[tuple[int, tuple[int, ...]]] = set()
        self.assumed: set[Assumption] = set()

    def holds(self, node: PatternNode, schemas: Schemas) -> bool:
        """Whether it is certain that all values of the schemas satisfy the node."""
        question = (id(node), tuple(map(id, schemas)))
        if question in self._open:
            return False
        self._open.add(question)
        held = all(self.of_shape(node, shape) for shape in self._alternatives.of(schemas))
        self._open.remove(question)
        return held

    def of_shape(self, node: PatternNode, shape: Shape) -> bool:
        """The same for one alternative."""
        self._alternatives.spend(1)
        scalars = not shape.types & SCALAR_TYPES or self._of_scalars(node, shape)
        return (
            scalars
            and ("object" not in shape.types or self._of_objects(node, shape))
            and ("array" not in shape.types or self._of_arrays(node, shape))
        )

    def _of_scalars(self, node: PatternNode, shape: Shape) -> bool:
        lacking = all(below.may_be_absent for below in node.below.values())
        if not lacking or (node.accepted and not accepts_all(node.accepted, shape)):
            return False
        if node.accepted and not compares_all(node.accepted, shape):
            self.assumed.add(FEW_DIGITS)
        return True

    def _of_objects(self, node: PatternNode, shape: Shape) -> bool:
        if node.needs_value or not self._is_spelt_plainly(node, shape):
            return False
        return all(
            (below.may_be_absent or name in shape.required) and self.holds(below, shape.field(name))
            for name, below in node.below.items()
        )

    def _is_spelt_plainly(self, node: PatternNode, shape: Shape) -> bool:
        """Whether nothing that must not be there is there spelt with dots, as far as the schema describes it."""
        for name, below in node.dotted:
            schemas = shape.field(name)
            if below.all_present or any(one is False for one in schemas):
                continue
            if shape.is_free or is_described(schemas) or name in shape.required:
                return False
            self.assumed.add(no_dotted_name(node.path, name))
        return True

    def _of_arrays(self, node: PatternNode, shape: Shape) -> bool:
        if node.parts:
            return False  # a value and fields below it: one array would need two kinds of items
        if node.all_present and any(self.holds(node, schemas) for schemas in shape.contained()):
            return True
        if shape.fewest_items == 0 and not node.may_be_absent:
            return False
        return all(self.holds(node, shape.item(at)) for at in range(shape.kinds_of_item))
