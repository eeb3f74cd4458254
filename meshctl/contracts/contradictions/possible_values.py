"""Whether any value is as a schema says. "None" is proved; whatever is not, may be. Bounded by the budget of `Alternatives`."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from meshctl.contracts.filters.alternatives import Alternatives, Exhausted, Schemas
from meshctl.contracts.filters.shapes import SCALAR_TYPES, Shape
from meshctl.contracts.filters.texts.fitting_texts import fitting_texts
from meshctl.json_schema.references import References

DEEPEST = 40
"""Required fields below each other that are looked into."""
MOST_FIELDS = 200
"""Fields of one schema of which each is asked."""
FIELDS_OF_A_STEP = 4
"""Fields of which one schema, or one expression for names, is asked in as long as another schema is looked at."""
_OF_MANY = frozenset({"propertyNames", "patternProperties"})
"""Keywords that say something of all fields."""
FOR_TEXTS, MOST_STEPS = 200, 2_000
"""What looking for a text is counted as, and its steps."""


class PossibleValues:
    """Answers for the parts of one schema."""

    def __init__(self, schema: Any) -> None:
        self._alternatives = Alternatives(References(schema))
        self._open: set[tuple[int, ...]] = set()
        self._may_be: set[tuple[int, ...]] = set()

    def is_none(self, *schemas: Any) -> bool:
        """Whether it is proved that no value is as all of these say."""
        try:
            return not self._may_be_some(schemas)
        except Exhausted:
            return False
        finally:
            self._open.clear()

    def forbidden(self, schema: Mapping[str, Any]) -> str | None:
        """The first field that a schema describes, and that another one, which holds for the same data, leaves out."""
        try:
            shapes = self._alternatives.of((schema,))
        except Exhausted:
            return None
        return self._left_out(shapes[0]) if len(shapes) == 1 else None

    def _left_out(self, shape: Shape) -> str | None:
        names = list(islice(shape.fields(), MOST_FIELDS))
        closing = Shape(tuple(one for one in shape.schemas if _leaves_out(one, names)))
        try:
            self._spend_on_fields(len(names), closing)
        except Exhausted:
            return None
        return next((name for name in names if any(one is False for one in closing.field(name))), None)

    def _spend_on_fields(self, count: int, shape: Shape) -> None:
        """Counts what so many fields are asked: by each schema, and by each expression for names."""
        asked = len(shape.schemas) + sum(map(len, shape.said("patternProperties")))
        self._alternatives.spend(count * asked // FIELDS_OF_A_STEP)

    def _may_be_some(self, schemas: Schemas) -> bool:
        key = tuple(map(id, schemas))
        if key in self._may_be or len(self._open) > DEEPEST:
            return True
        if key in self._open:
            return False  # what needs itself is never finished
        self._open.add(key)
        found = any(self._may_be_of(shape) for shape in self._alternatives.of(schemas))
        self._open.discard(key)
        self._may_be |= {key} if found else set()
        return found

    def _may_be_of(self, shape: Shape) -> bool:
        self._alternatives.spend(1)
        types = shape.types - ({"string"} if self._has_no_text(shape) else set())
        return (
            bool(types & SCALAR_TYPES)
            or ("object" in types and self._may_be_object(shape))
            or ("array" in types and self._may_be_array(shape))
        )

    def _may_be_object(self, shape: Shape) -> bool:
        self._spend_on_fields(len(shape.required), shape)
        return all(self._may_be_some(shape.field(name)) for name in sorted(shape.required))

    def _may_be_array(self, shape: Shape) -> bool:
        needed = int(min(shape.kinds_of_item, shape.fewest_items))
        contained = {id(one): one for (one,) in shape.contained()}.values()
        return all(self._may_be_some(shape.item(at)) for at in range(needed)) and all(
            any(self._may_be_some((*shape.item(at), one)) for at in range(shape.kinds_of_item)) for one in contained
        )

    def _has_no_text(self, shape: Shape) -> bool:
        """Whether it is proved; asked only where two words say something of texts, because looking for one takes time."""
        several = len(shape.wanted) > 1 or (shape.wanted and shape.said("maxLength"))
        if "string" not in shape.types or shape.allowed is not None or not several:
            return False
        self._alternatives.spend(FOR_TEXTS)
        found, ended = fitting_texts(shape.wanted, int(shape.shortest), shape.longest, MOST_STEPS)
        return ended and not found


def _leaves_out(schema: Mapping[str, Any], names: Iterable[str]) -> bool:
    """Whether a schema may forbid one of these fields."""
    fields = schema.get("properties", {})
    is_closed = schema.get("additionalProperties") is False or not _OF_MANY.isdisjoint(schema)
    return is_closed or any(fields.get(name) is False for name in names)
