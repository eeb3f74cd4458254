"""The schemas of OpenAPI 3.0: few keywords of draft-04, with `nullable` and one `example`; 3.1 has JSON Schema 2020-12.

`discriminator` says which schema to look at first and never changes what is valid.
"""

from dataclasses import replace

from meshctl.json_schema.dialects.dialect import Said
from meshctl.json_schema.dialects.draft_04 import DRAFT_04, with_plain_bounds


def _rest(said: Said) -> Said:
    said = with_plain_bounds(said)
    nullable, example = said.pop("nullable", False), said.pop("example", None)
    said.pop("discriminator", None)
    if nullable is True and isinstance(said.get("type"), str):
        said["type"] = [said["type"], "null"]
    return said if example is None else {**said, "examples": [example]}


OPENAPI_30 = replace(
    DRAFT_04,
    name="OpenAPI 3.0",
    alone=DRAFT_04.alone - {"additionalItems"},
    named=frozenset({"properties"}),
    meaningless=DRAFT_04.meaningless | {"id", "patternProperties", "dependencies", "definitions", "$defs"},
    rest=_rest,
    names_anchors_in_identity=False,
    items_may_be_listed=False,
)
