"""Whether one small value is valid under a schema; None where that is not known. Fetches nothing, asserts no formats.

It follows only the part of a schema that the value needs, so that a schema of any size costs no more than the value.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from meshctl.contracts.filters.shapes import Shape, all_of
from meshctl.contracts.filters.texts.expression import read_expression
from meshctl.json_schema.references import References
from meshctl.json_schema.values import identity, type_of

MOST_STEPS, DEEPEST = 5_000, 100
OF_A_STEP = 8
"""Fields, names or expressions of which only little is asked."""
UNREAD = ("$dynamicRef", "unevaluatedItems", "dependencies")

Ternary = bool | None
Evaluate = Callable[["Validity", Any, Any, Mapping[str, Any]], Ternary]


class Validity:
    """Judges values by one schema and its references; after `MOST_STEPS` it knows nothing more."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._left, self._depth = MOST_STEPS, 0
        self._shapes: dict[int, tuple[Any, Shape]] = {}  # with the schemas, so that their identities stay theirs

    def holds(self, value: Any, schema: Any) -> Ternary:
        """Whether the value is valid under a schema, the whole one or a part of it."""
        if not isinstance(schema, Mapping):
            return schema if isinstance(schema, bool) else None
        self._left -= 1
        if self._left < 0 or self._depth > DEEPEST:
            return None
        self._depth += 1
        held = all_of(self._held(value, schema))
        self._depth -= 1
        return held

    def _held(self, value: Any, schema: Mapping[str, Any]) -> Iterator[Ternary]:
        yield self._alone(value, schema)
        for keyword, evaluate in APPLICATORS.items():
            if keyword in schema:
                yield evaluate(self, value, schema[keyword], schema)
        if isinstance(value, dict):
            yield from self._of_object(value, schema)
        if isinstance(value, list):
            yield from self._of_array(value, schema)
        if any(keyword in schema for keyword in UNREAD):
            yield None

    def _alone(self, value: Any, schema: Mapping[str, Any]) -> Ternary:
        """What the keywords say that have no schemas in them."""
        shape = self._shape(schema)
        if isinstance(value, dict | list):
            return type_of(value) in shape.types and shape.may_list(value)
        return shape.fits(value) if shape.fits_type(value) else False

    def _shape(self, schema: Mapping[str, Any]) -> Shape:
        known = self._shapes.get(id(schema))
        if known is None:
            shape = Shape(({key: schema[key] for key in ALONE if key in schema},))
            known = self._shapes[id(schema)] = schema, shape
        return known[1]

    def _spend_on(self, count: int) -> bool:
        """Counts work that is little for each of so many; whether it may be done."""
        self._left -= count // OF_A_STEP
        return self._left >= 0

    def _of_object(self, value: dict[str, Any], schema: Mapping[str, Any]) -> Iterator[Ternary]:
        expressions, dependent = schema.get("patternProperties", ()), schema.get("dependentRequired", ())
        if not self._spend_on(len(value) * (1 + len(expressions)) + len(dependent)):
            yield None
            return
        yield schema.get("minProperties", 0) <= len(value) <= schema.get("maxProperties", len(value))
        yield all(name in value for name in schema.get("required", ()))
        for name, needed in schema.get("dependentRequired", {}).items():
            yield name not in value or all(one in value for one in needed)
        for name, one in value.items():
            yield from self._of_field(name, one, schema)
        if "unevaluatedProperties" in schema:
            yield self._rest_of(value, schema)

    def _of_field(self, name: str, value: Any, schema: Mapping[str, Any]) -> Iterator[Ternary]:
        yield self.holds(name, schema.get("propertyNames", True))
        named = schema.get("properties", {})
        yield self.holds(value, named.get(name, True))
        found = {text: _searches(text, name) for text in schema.get("patternProperties", ())}
        for text, fits in found.items():
            held = self.holds(value, schema["patternProperties"][text]) if fits is not False else True
            yield held if fits or held else None
        if name not in named and not any(found.values()):
            held = self.holds(value, schema.get("additionalProperties", True))
            yield held if held or None not in found.values() else None

    def _rest_of(self, value: dict[str, Any], schema: Mapping[str, Any]) -> Ternary:
        rest = value.keys() - self._seen(value, {k: v for k, v in schema.items() if k != "unevaluatedProperties"})
        held = all_of(self.holds(value[name], schema["unevaluatedProperties"]) for name in rest)
        return held or None  # a doubt elsewhere may leave more in the rest than belongs there

    def _seen(self, value: dict[str, Any], schema: Any) -> set[str]:
        """The fields that a schema which holds has looked at."""
        if not isinstance(schema, Mapping):
            return set()
        if "additionalProperties" in schema or "unevaluatedProperties" in schema:
            return set(value)
        if not self._spend_on(len(value) * (1 + len(schema.get("patternProperties", ())))):
            return set()
        seen = {name for name in value if name in schema.get("properties", {})}
        seen |= {name for text in schema.get("patternProperties", ()) for name in value if _searches(text, name)}
        for one in self._applied(value, schema):
            seen |= self._seen(value, one)
        return seen

    def _applied(self, value: dict[str, Any], schema: Mapping[str, Any]) -> Iterator[Any]:
        within = [one for key in ("allOf", "anyOf", "oneOf") for one in schema.get(key, ())]
        within += [one for name, one in schema.get("dependentSchemas", {}).items() if name in value]
        within += [self._references.target(schema["$ref"])] if "$ref" in schema else []
        if "if" in schema:
            asked = self.holds(value, schema["if"])
            within += [schema["if"], schema.get("then")] if asked else [schema.get("else")] if asked is False else []
        return (one for one in within if one is not None and self.holds(value, one))

    def _of_array(self, value: list[Any], schema: Mapping[str, Any]) -> Iterator[Ternary]:
        if not self._spend_on(len(value)):
            yield None
            return
        yield schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        first = schema.get("prefixItems", [])
        for at, item in enumerate(value):
            yield self.holds(item, first[at] if at < len(first) else schema.get("items", True))
        if schema.get("uniqueItems"):
            yield len({identity(item) for item in value}) == len(value)
        if "contains" in schema:
            yield self._contains(value, schema)

    def _contains(self, value: list[Any], schema: Mapping[str, Any]) -> Ternary:
        each_held = [self.holds(item, schema["contains"]) for item in value]
        if None in each_held:
            return None
        least, most = schema.get("minContains", 1), schema.get("maxContains", len(value))
        return bool(least <= each_held.count(True) <= most)


def _searches(text: str, name: str) -> Ternary:
    expression = read_expression(text)
    return expression.accepts(name) if expression else None


def _reference(self: Validity, value: Any, said: Any, _: Mapping[str, Any]) -> Ternary:
    return self.holds(value, self._references.target(said))


def _all(self: Validity, value: Any, said: Any, _: Mapping[str, Any]) -> Ternary:
    return all_of(self.holds(value, one) for one in said)


def _any(self: Validity, value: Any, said: Any, _: Mapping[str, Any]) -> Ternary:
    each_held = {self.holds(value, one) for one in said}
    return True if True in each_held else None if None in each_held else False


def _one(self: Validity, value: Any, said: Any, _: Mapping[str, Any]) -> Ternary:
    each_held = [self.holds(value, one) for one in said]
    held = each_held.count(True)
    return False if held > 1 else None if None in each_held else held == 1


def _not(self: Validity, value: Any, said: Any, _: Mapping[str, Any]) -> Ternary:
    held = self.holds(value, said)
    return None if held is None else not held


def _if(self: Validity, value: Any, said: Any, schema: Mapping[str, Any]) -> Ternary:
    held = self.holds(value, said)
    return None if held is None else self.holds(value, schema.get("then" if held else "else", True))


def _dependent(self: Validity, value: Any, said: Any, _: Mapping[str, Any]) -> Ternary:
    named = value if isinstance(value, dict) else {}
    return all_of(self.holds(value, said[name]) for name in named if name in said)


ALONE = frozenset({"type", "enum", "const", "minLength", "maxLength", "pattern", "multipleOf"}) | frozenset(
    {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
)
APPLICATORS: Mapping[str, Evaluate] = {
    "$ref": _reference,
    "allOf": _all,
    "anyOf": _any,
    "oneOf": _one,
    "not": _not,
    "if": _if,
    "dependentSchemas": _dependent,
}
