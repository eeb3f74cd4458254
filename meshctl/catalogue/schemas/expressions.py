"""Regular expressions of a schema that cannot be compiled; each is compiled once, alone, and forgotten. A door to jsonschema-rs."""

from collections.abc import Iterator

import jsonschema_rs

from meshctl.catalogue.documents.json_files import Fault
from meshctl.catalogue.documents.shortened_json import shortened_json
from meshctl.catalogue.documents.yaml_documents import Path
from meshctl.json_schema.subschemas import Subschemas

MOST_EXPRESSIONS, MOST_LETTERS = 200, 200_000
_BOUNDS = jsonschema_rs.FancyRegexOptions(size_limit=1_000_000)


def expression_faults(subschemas: Subschemas) -> Iterator[Fault]:
    """Those that are none or too large, and where there are too many."""
    known: dict[str, bool] = {}
    letters = 0
    for path, expression in _written_expressions(subschemas):
        letters += 0 if expression in known else len(expression)
        if (expression not in known and len(known) == MOST_EXPRESSIONS) or letters > MOST_LETTERS:
            most = f"{MOST_EXPRESSIONS}" if letters <= MOST_LETTERS else f"{MOST_LETTERS:,} letters of"
            yield path, f"there are more than {most} regular expressions up to here", "say some less exactly"
            return
        if expression not in known:
            known[expression] = _compiles(expression)
        if not known[expression]:
            message = f"{shortened_json(expression)} is no regular expression, or one that is too large"
            yield path, message, "write one as ECMA-262 knows it, with small counts"


def _written_expressions(subschemas: Subschemas) -> Iterator[tuple[Path, str]]:
    for path, schema in subschemas.objects():
        if "pattern" in schema:
            yield (*path, "pattern"), schema["pattern"]
        for expression in schema.get("patternProperties", ()):
            yield (*path, "patternProperties", expression), expression


def _compiles(expression: str) -> bool:
    try:
        jsonschema_rs.Draft202012Validator({"pattern": expression}, pattern_options=_BOUNDS)
    except jsonschema_rs.ValidationError:
        return False
    return True
