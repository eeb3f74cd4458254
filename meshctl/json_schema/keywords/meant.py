"""What was meant by a key that is no keyword of its schema's dialect: a keyword, one of another dialect, or a field. Pure."""

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from meshctl.json_schema.keywords.annotations import is_like_schema
from meshctl.json_schema.keywords.vocabularies import ALONE, DRAFT_03, LISTED, NAMED, NUMBERED, VOCABULARIES, Words

LONGEST = 40
"""Characters of a key that is compared with keywords."""
NEAR, SURE = 0.65, 0.85
"""How like a keyword a key is that may be one, and one that surely is."""
_BOOLEAN = frozenset({"uniqueItems", "deprecated", "readOnly", "writeOnly", "nullable"})
_TEXT = frozenset({"$ref", "$id", "id", "$schema", "$anchor", "$comment", "title", "description", "format", "pattern"})
_ARRAYS = frozenset({"required", "enum", "examples"})

_INSTEAD = {
    "dependencies": "split it into `dependentRequired` (lists of names) and `dependentSchemas` (schemas)",
    "additionalItems": "say it under `items`, beside `prefixItems`",
    "nullable": 'add "null" to `type`: ["string", "null"]',
    "divisibleBy": "say `multipleOf`",
    "disallow": "say `not`",
    "extends": "say `allOf`",
    "id": "say `$id`",
    "$id": "say `id`",
    "$recursiveRef": "say `$dynamicRef`",
    "$recursiveAnchor": "say `$dynamicAnchor`",
    "const": "say `enum` with this one value",
    "dependentRequired": "say it under `dependencies`",
    "dependentSchemas": "say it under `dependencies`",
    "prefixItems": "say it under `items`, as a list",
    "$anchor": "refer to it by a path: `#/definitions/...`",
}
"""How other dialects say what a keyword says; where it is a keyword of a later and of an earlier one, the first that is known."""


def nearest_keyword(key: str, value: Any, dialect: str) -> tuple[str, float] | None:
    """The keyword that a key is most like, one first that may have such a value, and how much."""
    found = _ranked(key, dialect)
    fitting = [one for one in found if takes(one[0], value)]
    return next(iter(fitting or [one for one in found if one[1] >= SURE]), None)


def older_keyword(key: str, value: Any, dialect: str) -> str | None:
    """The keyword of another dialect that a key surely is, but for its spelling."""
    near = {name: nearest_keyword(key, value, name) for name in VOCABULARIES if name != dialect}
    return next((one[0] for one in near.values() if one and one[1] >= SURE and takes(one[0], value)), None)


def is_spelt_like_keyword(key: str, dialect: str) -> bool:
    """Whether a key is a keyword but for case, and signs between its words."""
    return len(key) <= LONGEST and spelt_alike(key) in _known(dialect)


def others_that_know(key: str, dialect: str) -> list[str]:
    """The dialects in which a key that is none of this dialect's is a keyword."""
    known = [name for name, words in VOCABULARIES.items() if name != dialect and key in words]
    return known or (["draft-03"] if key in DRAFT_03 else [])


def in_its_own_words(key: str, dialect: str, others: Iterable[str]) -> str:
    """What to say instead of a keyword of other dialects."""
    said = _INSTEAD.get(key)
    if said and (
        key not in VOCABULARIES["2020-12"] or key in ("$id", "const") or "prefixItems" not in VOCABULARIES[dialect]
    ):
        return said
    return f"write the schema in a dialect that knows it, and name that by `$schema`: {', '.join(others)}"


def field_meant(value: Any, schema: dict[str, Any]) -> str:
    """What helps where a key is no keyword and has a schema, or schemas by names; empty where it has neither."""
    if is_like_schema(value):
        return "a field of the data stands below `properties`"
    if isinstance(value, dict) and value and all(map(is_like_schema, value.values())) and "properties" not in schema:
        return "schemas of fields stand below `properties`"
    return ""


def spelt_alike(one: str) -> str:
    """A name without what is most often wrong in it: case, and signs between words."""
    return "".join(letter for letter in one.lower() if letter.isalnum())


@cache
def _known(dialect: str) -> dict[str, list[str]]:
    """The keywords of a dialect by how they are compared."""
    found: dict[str, list[str]] = {}
    for keyword in sorted(VOCABULARIES[dialect] | {"$defs", "definitions", "$schema", "$comment", "examples"}):
        found.setdefault(spelt_alike(keyword), []).append(keyword)
    return found


def _ranked(key: str, dialect: str) -> list[tuple[str, float]]:
    if len(key) > LONGEST:
        return []
    spelt = spelt_alike(key)
    if spelt in _known(dialect):
        return [(keyword, 1.0) for keyword in _known(dialect)[spelt]]
    matcher = SequenceMatcher(b=spelt, autojunk=False)
    found = []
    for known, keywords in _known(dialect).items():
        matcher.set_seq1(known)
        if matcher.quick_ratio() >= NEAR and (ratio := matcher.ratio()) >= NEAR:
            found += [(keyword, ratio) for keyword in keywords]
    return sorted(found, key=lambda one: (-one[1], one[0]))


def takes(keyword: str, value: Any) -> bool:
    """Whether a keyword may have such a value; of those that are not told apart here it is not asked."""
    forms = [
        (ALONE, isinstance(value, dict | bool)),
        (LISTED, isinstance(value, list)),
        (NAMED, isinstance(value, dict)),
        (NUMBERED, isinstance(value, int | float) and not isinstance(value, bool)),
        (_BOOLEAN, isinstance(value, bool)),
        (_TEXT, isinstance(value, str)),
        (_ARRAYS, isinstance(value, list)),
        (_TYPE, isinstance(value, str | list)),
    ]
    asked = [fits for words, fits in forms if keyword in words]
    return any(asked) or not asked


_TYPE: Words = frozenset({"type"})
