"""JSON Schema draft-06: draft-07 without `if`."""

from dataclasses import replace

from meshctl.json_schema.dialects.draft_07 import DRAFT_07

_CONDITIONS = frozenset({"if", "then", "else"})

DRAFT_06 = replace(
    DRAFT_07,
    name="draft-06",
    metaschema="http://json-schema.org/draft-06/schema",
    alone=DRAFT_07.alone - _CONDITIONS,
    meaningless=DRAFT_07.meaningless | _CONDITIONS,
)
