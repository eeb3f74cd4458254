"""What a document looks like that is no schema, or promises nothing as one. Pure."""

from difflib import get_close_matches
from itertools import islice
from typing import Any

from meshctl.json_schema.keywords.annotations import TYPES, is_like_schema
from meshctl.json_schema.keywords.kinds_of_documents import KINDS, Document, Look
from meshctl.json_schema.keywords.meant import SURE, nearest_keyword, takes
from meshctl.json_schema.keywords.values_that_fit import names_a_type
from meshctl.json_schema.keywords.vocabularies import ALONE, ANNOTATIONS, CONTAINERS, LISTED, NAMED, VOCABULARIES

_WRAPPERS = frozenset(
    {"schema", "$jsonSchema", "jsonSchema", "json_schema", "JsonSchema", "definition", "detail", "data", "payload"}
)
_KEYWORDS = frozenset().union(*VOCABULARIES.values())
_DESCRIBE = "write a JSON Schema that describes such data"
MOST_SHOWN = 40
MOST_KEYS = 30
"""Keys at the top of a document that are compared with keywords."""
_NAMES = (
    "id title description type items format default enum examples example not if then else contains const pattern minimum "
    "maximum deprecated readOnly writeOnly xml"
)
_AS_GOOD_NAMES = frozenset(_NAMES.split())
"""Keywords that data often has fields of the name of."""
_OF_SCHEMAS = _KEYWORDS - _AS_GOOD_NAMES - ANNOTATIONS - {"$schema", "required"}


def looks_like(document: Any) -> Look | None:
    """What a document looks like; None where it may be a schema of which little or something wrong is said."""
    if isinstance(document, list):
        return _list(document)
    if not isinstance(document, dict):
        return None
    for is_one, name, help_ in KINDS:
        if is_one(document):
            return name, help_
    if is_like_schema(document):
        return None
    names = _names_of_fields(document)
    if look := _wrapper(document, names):
        return look
    return None if _speaks_of_schemas(document, names) else _fields(document, names) or _example(names)


def _names_of_fields(document: Document) -> set[str]:
    """The keys that are no keywords, or whose values no keyword has, where nothing speaks of a schema besides."""
    names = document.keys() - _KEYWORDS
    if len(document) > 1 and _OF_SCHEMAS.isdisjoint(document):
        names |= {key for key in document.keys() & _AS_GOOD_NAMES if not _may_say(key, document[key])}
    return names


def _may_say(key: str, value: Any) -> bool:
    """Whether a keyword may have such a value, be it one that was meant otherwise."""
    if key == "type":
        return not isinstance(value, str) or names_a_type(value)
    if key == "items" and isinstance(value, list):
        return not value or not all(isinstance(one, dict) for one in value) or any(map(is_like_schema, value))
    return takes(key, value)


def _list(documents: list[Any]) -> Look | None:
    of_objects = bool(documents) and all(isinstance(one, dict) and not is_like_schema(one) for one in documents)
    return ("a list of examples of the data", _DESCRIBE) if of_objects else None


def _speaks_of_schemas(document: Document, names: set[str]) -> bool:
    """Whether it is of keywords throughout, or one or its type is only misspelt."""
    kind = document.get("type")
    misspelt_type = isinstance(kind, str) and bool(get_close_matches(kind[:MOST_SHOWN], TYPES, 1, 0.7))
    return not names or misspelt_type or any(_is_misspelt(*one) for one in islice(document.items(), MOST_KEYS))


def _is_misspelt(key: str, value: Any) -> bool:
    """Whether a key is nearly that of a keyword, and what it says could be said by that."""
    near = None if key in _KEYWORDS else nearest_keyword(key, value, "2020-12")
    if near is None or near[1] < SURE:
        return False
    keyword, inner = near[0], value
    if keyword in NAMED and isinstance(value, dict):
        inner = list(value.values())
    elif keyword in ALONE:
        inner = [value]
    elif keyword == "required":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return (
        keyword in NAMED | ALONE | LISTED
        and isinstance(inner, list)
        and bool(inner)
        and all(map(is_like_schema, inner))
    )


def _wrapper(document: Document, named: set[str]) -> Look | None:
    """A schema below a key of its own."""
    within = {key: value for key, value in document.items() if key in named and is_like_schema(value)}
    names = [key for key in within if key in _WRAPPERS] or [
        key for key, value in within.items() if "properties" in value
    ]
    if len(names) != 1 or len(names[0]) > MOST_SHOWN or not names[0].isprintable():
        return None
    return f"a schema below the key `{names[0]}`", "write that schema alone into the file"


def _fields(document: Document, names: set[str]) -> Look | None:
    """Fields without `properties` around them."""
    if not any(is_like_schema(document[name]) for name in names):
        return None
    fields = "the fields of a schema, without `properties` around them"
    return fields, 'write {"type": "object", "properties": {...}} around them'


def _example(names: set[str]) -> Look | None:
    return ("an example of the data", _DESCRIBE) if names - ANNOTATIONS - CONTAINERS | names & _AS_GOOD_NAMES else None
