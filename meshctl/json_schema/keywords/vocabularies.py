"""The keywords of each dialect of JSON Schema, and what they are about. Data only."""

from collections.abc import Mapping

Words = frozenset[str]


def _words(text: str) -> Words:
    return frozenset(text.split())


OF_TYPES: Mapping[str, Words] = {
    "number": _words("multipleOf maximum exclusiveMaximum minimum exclusiveMinimum"),
    "string": _words("maxLength minLength pattern"),
    "array": _words(
        "items additionalItems prefixItems unevaluatedItems maxItems minItems uniqueItems contains minContains maxContains"
    ),
    "object": _words(
        "properties patternProperties additionalProperties unevaluatedProperties propertyNames required maxProperties "
        "minProperties dependencies dependentRequired dependentSchemas"
    ),
}
"""Keywords that mean something for values of one type only."""
ALONE = _words(
    "not if then else contains additionalProperties additionalItems propertyNames unevaluatedItems unevaluatedProperties "
    "contentSchema items"
)
"""Keywords with a schema."""
LISTED = _words("allOf anyOf oneOf prefixItems items")
"""Keywords with a list of schemas."""
NAMED = _words("properties patternProperties $defs definitions dependentSchemas dependencies")
"""Keywords with schemas by names."""
NUMBERED = _words(
    "maxLength minLength maxItems minItems minContains maxContains maxProperties minProperties multipleOf"
)
ANNOTATIONS = _words(
    "title description default examples example deprecated readOnly writeOnly $comment format contentEncoding "
    "contentMediaType contentSchema xml externalDocs discriminator"
)
"""Keywords that describe, and demand nothing: no dialect has to know those of another one to lose nothing."""
_FORMATS = _words(
    "date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid "
    "uri-template json-pointer relative-json-pointer regex"
)
FORMATS_OF_TEXTS: Mapping[str, str] = {name.replace("-", ""): name for name in _FORMATS}
"""The formats of JSON Schema by how they are compared, without case and signs; all are about texts."""
CONTAINERS = _words("$schema $defs definitions")
"""What says nothing by itself, wherever it stands."""

_DRAFT_04 = (
    _words(
        "id $schema $ref title description default multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength "
        "minLength pattern additionalItems items maxItems minItems uniqueItems maxProperties minProperties required "
        "additionalProperties definitions properties patternProperties dependencies enum type allOf anyOf oneOf not format"
    )
)  # fmt: skip
_DRAFT_06 = _DRAFT_04 - {"id"} | _words("$id contains propertyNames const examples")
_DRAFT_07 = _DRAFT_06 | _words("$comment if then else readOnly writeOnly contentEncoding contentMediaType")
_DRAFT_2019_09 = _DRAFT_07 - {"dependencies"} | _words(
    "$anchor $defs $recursiveRef $recursiveAnchor $vocabulary dependentSchemas dependentRequired unevaluatedItems "
    "unevaluatedProperties minContains maxContains contentSchema deprecated"
)
_DRAFT_2020_12 = _DRAFT_2019_09 - _words("additionalItems $recursiveRef $recursiveAnchor") | _words(
    "prefixItems $dynamicRef $dynamicAnchor"
)
_OPENAPI = _words("discriminator xml externalDocs example")
_OPENAPI_3_0 = _OPENAPI | _words(
    "$ref title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems "
    "uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties "
    "additionalProperties description format default nullable readOnly writeOnly deprecated"
)

VOCABULARIES: Mapping[str, Words] = {
    "draft-04": _DRAFT_04,
    "draft-06": _DRAFT_06,
    "draft-07": _DRAFT_07,
    "2019-09": _DRAFT_2019_09,
    "2020-12": _DRAFT_2020_12,
    "OpenAPI 3.0": _OPENAPI_3_0,
}
"""The keywords of each dialect, the oldest first. OpenAPI 3.1 is read as 2020-12: what else it has is annotations."""
DRAFT_03 = _words("divisibleBy disallow extends")
"""Keywords of draft-03 that no later dialect has."""
LONELY_REFERENCES = frozenset({"draft-04", "draft-06", "draft-07", "OpenAPI 3.0"})
"""Dialects in which nothing counts that stands beside `$ref`."""
