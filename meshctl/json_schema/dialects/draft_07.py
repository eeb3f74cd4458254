"""JSON Schema draft-07: beside `$ref` nothing counts, anchors are written as `$id`, and `dependencies` is one keyword."""

from dataclasses import replace

from meshctl.json_schema.dialects.dialect import Said
from meshctl.json_schema.dialects.draft_2019_09 import DRAFT_2019_09

_UNEVALUATED = frozenset({"unevaluatedItems", "unevaluatedProperties"})
_NEW_IN_2019_09 = {
    *("minContains", "maxContains", "dependentRequired", "dependentSchemas"),
    *("contentSchema", "$anchor", "$vocabulary"),
}


def without_dependencies(said: Said) -> Said:
    """The keywords, with the names that `dependencies` lists in a keyword of their own."""
    if "dependencies" not in said:
        return said
    dependencies = said.pop("dependencies")
    if isinstance(dependencies, dict):
        listed = {name: names for name, names in dependencies.items() if isinstance(names, list)}
        said |= {"dependentRequired": listed} if listed else {}
    return said


DRAFT_07 = replace(
    DRAFT_2019_09,
    name="draft-07",
    metaschema="http://json-schema.org/draft-07/schema",
    alone=DRAFT_2019_09.alone - _UNEVALUATED - {"contentSchema"},
    named=DRAFT_2019_09.named - {"dependentSchemas"} | {"dependencies"},
    meaningless=frozenset(
        _NEW_IN_2019_09
        | _UNEVALUATED
        | {"prefixItems", "$dynamicRef", "$dynamicAnchor"}
        | {"$recursiveRef", "$recursiveAnchor"}
    ),
    rest=without_dependencies,
    reference_stands_alone=True,
    names_anchors_in_identity=True,
    anchors=(),
)
