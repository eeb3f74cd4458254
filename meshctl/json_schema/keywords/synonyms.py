"""Words by which people and other schemas mean a keyword that is spelt quite otherwise. Pure."""

from collections.abc import Mapping
from typing import Any

from meshctl.json_schema.keywords.meant import spelt_alike, takes
from meshctl.json_schema.keywords.vocabularies import VOCABULARIES

_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("min", "minvalue", "lowerbound", "from", "gte", "ge"), "minimum"),
    **dict.fromkeys(("max", "maxvalue", "upperbound", "to", "lte", "le"), "maximum"),
    **dict.fromkeys(("exclusivemin", "gt", "morethan"), "exclusiveMinimum"),
    **dict.fromkeys(("exclusivemax", "lt", "lessthan"), "exclusiveMaximum"),
    **dict.fromkeys(("regex", "regexp", "expression", "match", "matches", "mask"), "pattern"),
    **dict.fromkeys(("values", "choices", "allowed", "allowedvalues", "permitted", "symbols", "options", "in"), "enum"),
    **dict.fromkeys(("constant", "literal", "equals", "fixed"), "const"),
    **dict.fromkeys(("fields", "attributes", "members", "keys", "columns", "optionalproperties"), "properties"),
    **dict.fromkeys(("elements", "element", "itemtype", "itemschema", "of", "children"), "items"),
    **dict.fromkeys(("step", "divisibleby", "multiple", "precision"), "multipleOf"),
    **dict.fromkeys(("unique", "distinct"), "uniqueItems"),
    **dict.fromkeys(("mandatory", "requiredfields", "requiredproperties"), "required"),
    **dict.fromkeys(("union", "alternatives", "either"), "anyOf"),
    **dict.fromkeys(("extends", "inherits", "mixins"), "allOf"),
}
"""By how they are compared, without case and signs."""
_SIZES: Mapping[str, Mapping[str, str]] = {
    "minimum": {"string": "minLength", "array": "minItems", "object": "minProperties"},
    "maximum": {"string": "maxLength", "array": "maxItems", "object": "maxProperties"},
}
"""What is meant by a bound where the values are no numbers."""
_NOT_REQUIRED = "leave its name out of the `required` of the object around it"


def said_otherwise(key: str, schema: Mapping[str, Any], dialect: str) -> str:
    """What helps where a key is another word for a keyword; empty where it is none, or has a value that the keyword cannot have."""
    word, value = spelt_alike(key), schema[key]
    if word in ("optional", "isoptional", "isrequired") and isinstance(value, bool):
        is_optional = value is (word != "isrequired")
        return _NOT_REQUIRED if is_optional else "write its name into the `required` of the object around it"
    keyword = _WORDS.get(word, "")
    types = schema.get("type")
    keyword = _SIZES.get(keyword, {}).get(types, keyword) if isinstance(types, str) else keyword
    may_say = keyword in VOCABULARIES[dialect] and takes(keyword, value) and not _is_wrong_bound(keyword, value)
    return f'did you mean "{keyword}"?' if may_say else ""


def _is_wrong_bound(keyword: str, value: Any) -> bool:
    return keyword.lower().endswith(("minimum", "maximum")) and (
        isinstance(value, bool) or not isinstance(value, int | float)
    )
