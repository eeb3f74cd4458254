"""What a document looks like that is no schema, or promises nothing as one. Pure."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any

from meshctl.json_schema.keywords.annotations import TYPES, is_like_schema
from meshctl.json_schema.keywords.meant import SURE, nearest_keyword
from meshctl.json_schema.keywords.vocabularies import ALONE, ANNOTATIONS, CONTAINERS, LISTED, NAMED, VOCABULARIES

Document = Mapping[str, Any]
Look = tuple[str, str]
"""What it looks like, and what helps."""

_WRAPPERS = frozenset(
    {"schema", "$jsonSchema", "jsonSchema", "json_schema", "JsonSchema", "definition", "detail", "data", "payload"}
)
_KEYWORDS = frozenset().union(*VOCABULARIES.values())
_DESCRIBE = "write a JSON Schema that describes such data"
MOST_SHOWN = 40
MOST_KEYS = 30
"""Keys at the top of a document that are compared with keywords."""
_OF_AN_EVENT = "write a JSON Schema of the event's data"
_SHAPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection")
_PACKAGE = {"dependencies", "devDependencies", "scripts", "main", "private", "license", "exports"}


def _has(*keys: str) -> Callable[[Document], bool]:
    return lambda document: all(key in document for key in keys)


def _has_components(document: Document) -> bool:
    components = document.get("components")
    return isinstance(components, dict) and isinstance(components.get("schemas"), dict)


def _is_avro(document: Document) -> bool:
    kind = document.get("type")
    return (kind in ("record", "error") and isinstance(document.get("fields"), list)) or (
        kind in ("enum", "fixed") and "name" in document
    )


def _is_geojson(document: Document) -> bool:
    kind = document.get("type")
    return kind in ("FeatureCollection", "Feature") or (
        kind in _SHAPES and ("coordinates" in document or "geometries" in document)
    )


def _is_package(document: Document) -> bool:
    return isinstance(document.get("name"), str) and "version" in document and bool(_PACKAGE & document.keys())


def _is_pattern(document: Document) -> bool:
    """An event pattern: its fields are lists, or objects of such."""
    asked = [document[key] for key in ("source", "detail-type") if key in document]
    return bool(asked) and all(isinstance(one, list) for one in asked)


_KINDS: tuple[tuple[Callable[[Document], bool], str, str], ...] = (
    (_has("asyncapi"), "an AsyncAPI document", "take the payload's schema out of it"),
    (
        _has("openapi"),
        "an OpenAPI document without a schema of the event",
        "give it the event's schema under components/schemas",
    ),
    (_has("swagger"), "a document of Swagger 2.0", "take the event's schema out of its `definitions`"),
    (
        _has("Content", "SchemaName"),
        "what `aws schemas describe-schema` prints",
        "write the text of its `Content` into the file",
    ),
    (_has("StartAt", "States"), "the definition of a workflow", _OF_AN_EVENT),
    (
        _has_components,
        "components of OpenAPI without a version",
        'say "openapi": "3.0.3" beside `components`',
    ),
    (_has("AWSTemplateFormatVersion"), "a template of CloudFormation", _OF_AN_EVENT),
    (_is_pattern, "an event pattern", "a pattern belongs into `where` of a subscription; " + _OF_AN_EVENT),
    (
        _has("detail-type", "detail"),
        "a whole event as EventBridge delivers it",
        "write a JSON Schema of what is in `detail`",
    ),
    (_has("specversion", "source"), "an event of CloudEvents", "write a JSON Schema of what is in `data`"),
    (_has("$jsonSchema"), "a validator of MongoDB", "take the schema out of `$jsonSchema`"),
    (_has("optionalProperties"), "a schema of JSON Type Definition", _OF_AN_EVENT),
    (_has("__schema"), "a schema of GraphQL", _OF_AN_EVENT),
    (_is_avro, "a schema of Avro", _OF_AN_EVENT),
    (_is_geojson, "a document of GeoJSON", _OF_AN_EVENT),
    (_is_package, "a package.json", _OF_AN_EVENT),
)


def looks_like(document: Any) -> Look | None:
    """What a document looks like; None where it may be a schema of which little or something wrong is said."""
    if isinstance(document, list):
        return _list(document)
    if not isinstance(document, dict):
        return None
    for is_one, name, help_ in _KINDS:
        if is_one(document):
            return name, help_
    if is_like_schema(document):
        return None
    return _wrapper(document) or (None if _speaks_of_schemas(document) else _fields(document) or _example(document))


def _list(documents: list[Any]) -> Look | None:
    of_objects = bool(documents) and all(isinstance(one, dict) and not is_like_schema(one) for one in documents)
    return ("a list of examples of the data", _DESCRIBE) if of_objects else None


def _speaks_of_schemas(document: Document) -> bool:
    """Whether it is of keywords throughout, or one or its type is only misspelt."""
    kind = document.get("type")
    misspelt_type = isinstance(kind, str) and bool(get_close_matches(kind[:MOST_SHOWN], TYPES, 1, 0.7))
    return (
        document.keys() <= _KEYWORDS
        or misspelt_type
        or any(_is_misspelt(*one) for one in islice(document.items(), MOST_KEYS))
    )


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


def _wrapper(document: Document) -> Look | None:
    """A schema below a key of its own."""
    within = {key: value for key, value in document.items() if key not in _KEYWORDS and is_like_schema(value)}
    names = [key for key in within if key in _WRAPPERS] or [
        key for key, value in within.items() if "properties" in value
    ]
    if len(names) != 1 or len(names[0]) > MOST_SHOWN or not names[0].isprintable():
        return None
    return f"a schema below the key `{names[0]}`", "write that schema alone into the file"


def _fields(document: Document) -> Look | None:
    """Fields without `properties` around them."""
    if not any(is_like_schema(value) for key, value in document.items() if key not in _KEYWORDS):
        return None
    fields = "the fields of a schema, without `properties` around them"
    return fields, 'write {"type": "object", "properties": {...}} around them'


def _example(document: Document) -> Look | None:
    others = document.keys() - _KEYWORDS - ANNOTATIONS - CONTAINERS
    return ("an example of the data", _DESCRIBE) if others else None
