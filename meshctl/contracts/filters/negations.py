"""What `not` of a schema allows, as a schema without it. Not said of what is too entangled."""

from collections.abc import Iterable, Mapping
from typing import Any

from meshctl.json_schema.values import ANY_TYPE

MOST_NEGATED = 5
"""Fields of a schema below `not` that are told apart."""
OPPOSITES = {
    "minimum": ("number", "exclusiveMaximum", 0),
    "exclusiveMinimum": ("number", "maximum", 0),
    "maximum": ("number", "exclusiveMinimum", 0),
    "exclusiveMaximum": ("number", "minimum", 0),
    "minLength": ("string", "maxLength", -1),
    "maxLength": ("string", "minLength", 1),
}
"""What a bound forbids below `not`: values of the type, and what they have to be instead."""
OF_FIELDS = frozenset({"type", "properties", "required"})


def negated(said: Mapping[str, Any]) -> Any:
    """A schema that allows all that `not` of the keywords allows, and maybe more; None where that is not said."""
    if said.get("properties") and _is_of_fields(said):
        return _one_differs(said["properties"], said.get("required", ()))
    if len(said) != 1:
        return None
    [(keyword, value)] = said.items()
    if keyword in OPPOSITES:
        return _opposite(keyword, value)
    if keyword in ("required", "anyOf", "allOf"):
        return _of_several(keyword, value) if len(value) <= MOST_NEGATED else None
    return _of_values(keyword, value)


def _of_several(keyword: str, several: list[Any]) -> Any:
    if keyword == "required":
        return {"type": "object", "anyOf": [{"properties": {name: False}} for name in several]}
    return {"allOf" if keyword == "anyOf" else "anyOf": [{"not": one} for one in several]}


def _of_values(keyword: str, value: Any) -> Any:
    match keyword:
        case "enum" | "const":
            return True  # the shape reads these
        case "pattern":
            return {"type": "string"}  # and the shape reads the pattern
        case "type":
            return _without_types([value] if isinstance(value, str) else value)
    return None


def _opposite(keyword: str, bound: Any) -> Any:
    type_, other, step = OPPOSITES[keyword]
    return {"type": type_, other: bound + step} if bound + step >= 0 or not step else False


def _is_of_fields(schema: Mapping[str, Any]) -> bool:
    few = len(schema["properties"]) + len(schema.get("required", ())) <= MOST_NEGATED
    return few and not schema.keys() - OF_FIELDS and "object" in schema.get("type", ["object"])


def _one_differs(properties: Mapping[str, Any], required: Iterable[str]) -> Any:
    """Not all fields are as the properties say, or a required one is missing; other values than objects may be allowed."""
    differing = {name: {"not": below} for name, below in properties.items()}
    missing = {name: False for name in required if name not in properties}
    return {"anyOf": [{"properties": {name: below}} for name, below in {**differing, **missing}.items()]}


def _without_types(names: list[str]) -> Any:
    gone = {*names, *(["integer"] if "number" in names else [])}
    return {"type": sorted(ANY_TYPE - gone)}  # what is no integer is maybe still a number
