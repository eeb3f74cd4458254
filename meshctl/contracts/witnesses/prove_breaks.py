"""Which breaks of a comparison are proved, and by which data; all others are no more than presumed. Pure."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from meshctl.contracts.validation.schema_judge import is_judged_soon
from meshctl.contracts.versions.compare import Comparison
from meshctl.contracts.witnesses.sent_values import DEEPEST
from meshctl.contracts.witnesses.witness_search import witnesses

MOST_VALUES = 10_000
"""Values in a schema as JSON. Nothing is looked for by larger ones, because making them ready to judge takes too long."""

EXPRESSION, LETTERS_OF_A_VALUE = 30, 20
"""Values that take as long to be made ready as one regular expression, which takes longer with its letters."""


def with_witnesses(comparison: Comparison, old: Any, new: Any) -> Comparison:
    """The same, where each difference has data that proves what it breaks, if any was found."""
    if not comparison.differences or not all(map(_is_tried_soon, (old, new))):
        return comparison
    repeated = [(one.path, one.before) for one in comparison.repetitions]
    backward = witnesses(old, new, [one for one in comparison.differences if one.breaks_backward], repeated)
    forward = witnesses(new, old, [one for one in comparison.differences if one.breaks_forward], repeated)
    proved = (
        replace(one, backward_witness=backward.get(one, ""), forward_witness=forward.get(one, ""))
        for one in comparison.differences
    )
    return replace(comparison, differences=tuple(proved))


def _is_tried_soon(schema: Any) -> bool:
    return not _is_large(schema) and is_judged_soon(schema, DEEPEST)


def _is_large(schema: Any) -> bool:
    left, inside = MOST_VALUES, [schema]
    while inside and left >= 0:
        one = inside.pop()
        left -= 1 + (sum(map(_values_of, _expressions(one))) if isinstance(one, dict) else 0)
        inside += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
    return left < 0


def _expressions(schema: dict[str, Any]) -> Iterator[str]:
    patterns = schema.get("patternProperties")
    yield from patterns if isinstance(patterns, dict) else ()
    if isinstance(schema.get("pattern"), str):
        yield schema["pattern"]


def _values_of(expression: str) -> int:
    return EXPRESSION + len(expression) // LETTERS_OF_A_VALUE
