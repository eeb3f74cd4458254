"""JSON Schema 2020-12: the dialect of the form. It has no `items` in a list, and its `contains` evaluates items."""

from meshctl.json_schema.dialects.dialect import FORM, Dialect

DRAFT_2020_12 = Dialect(
    name="2020-12",
    metaschema=FORM,
    identity="$id",
    alone=frozenset(
        {"not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames"}
        | {"unevaluatedItems", "unevaluatedProperties", "contentSchema"}
    ),
    listed=frozenset({"allOf", "anyOf", "oneOf", "prefixItems"}),
    named=frozenset({"properties", "patternProperties", "dependentSchemas", "definitions", "$defs"}),
    meaningless=frozenset({"dependencies", "additionalItems", "$recursiveRef", "$recursiveAnchor"}),
    rest=dict,
    reference_stands_alone=False,
    contains_evaluates=True,
    anchors=("$anchor", "$dynamicAnchor"),
)
