"""JSON Schema 2019-09: items in a list with `additionalItems` for the rest, `$recursiveRef`, a `contains` that evaluates nothing."""

from dataclasses import replace

from meshctl.json_schema.dialects.draft_2020_12 import DRAFT_2020_12

DRAFT_2019_09 = replace(
    DRAFT_2020_12,
    name="2019-09",
    metaschema="https://json-schema.org/draft/2019-09/schema",
    alone=DRAFT_2020_12.alone | {"additionalItems"},
    listed=DRAFT_2020_12.listed - {"prefixItems"},
    meaningless=frozenset({"dependencies", "prefixItems", "$dynamicRef", "$dynamicAnchor"}),
    items_may_be_listed=True,
    contains_evaluates=False,
    anchors=("$anchor",),
)
