"""JSON Schema draft-04: identity is written `id`, bounds are made exclusive by `true`, and `const` and `contains` are unknown.

An integer has no fraction there, not even `.0`, which no later draft can say. What is an integer is marked for whoever judges data.
"""

from dataclasses import replace
from typing import Any

from meshctl.json_schema.dialects.dialect import Said
from meshctl.json_schema.dialects.draft_06 import DRAFT_06
from meshctl.json_schema.dialects.draft_07 import without_dependencies

_NEW_IN_DRAFT_06 = frozenset({"contains", "propertyNames"})
_BOUNDS = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
AS_WRITTEN = "x-integers-as-written"
"""A mark of the form: `1.0` is no integer where this stands beside `type`."""


def with_plain_bounds(said: Said) -> Said:
    """The keywords, with exclusive bounds as numbers, and a mark where a number is to be an integer."""
    for bound, exclusive in _BOUNDS:
        if said.pop(exclusive, None) is True and bound in said:
            said[exclusive] = said.pop(bound)
    if "integer" in _types(said):
        said[AS_WRITTEN] = True
    return said


def _types(said: Said) -> list[Any]:
    types = said.get("type", [])
    return types if isinstance(types, list) else [types]


def _rest(said: Said) -> Said:
    return with_plain_bounds(without_dependencies(said))


DRAFT_04 = replace(
    DRAFT_06,
    name="draft-04",
    metaschema="http://json-schema.org/draft-04/schema",
    identity="id",
    alone=DRAFT_06.alone - _NEW_IN_DRAFT_06,
    meaningless=DRAFT_06.meaningless | _NEW_IN_DRAFT_06 | {"const", "$id"},
    rest=_rest,
)
