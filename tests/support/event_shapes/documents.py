"""Documents that a schema allows, by chance. Guesses, of which a validator lets those through that fit."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import jsonschema_rs

from meshctl.json_schema.references import References

from .texts import fitting_text

MOST_TRIED, DEEPEST, MOST_ITEMS = 400, 7, 3
WORDS = ["web", "orders", "eu-west-1", "Ada Lovelace", "v1", "failed", "a b", "x", "n/a", "2026"]
NAMES = ["app", "app.kubernetes.io/name", "team", "tier", "example.com/zone", "x-note", "_id", "a-b"]
FORMATS = {
    "date-time": "2026-03-04T05:06:07Z",
    "date": "2026-03-04",
    "email": "ada@example.org",
    "uri": "https://example.org/x",
    "uri-reference": "/orders/7",
    "uuid": "0b1f7a52-8d3c-4a59-9d38-1c2e5f6a7b80",
    "hostname": "shop.example.org",
    "ipv4": "198.51.100.7",
    "ipv6": "2001:db8::7",
}
TYPES = ("string", "integer", "boolean", "object", "null", "number")


def documents(schema: Any, chance: Random, count: int) -> Iterator[dict[str, Any]]:
    """So many documents that are valid, or fewer where guessing finds no more."""
    validator, maker = jsonschema_rs.Draft202012Validator(schema), _Maker(schema, chance)
    found = 0
    for _ in range(MOST_TRIED):
        document = maker.value(schema, 0)
        if isinstance(document, dict) and validator.is_valid(document):
            yield document
            found += 1
            if found == count:
                return


class _Maker:
    def __init__(self, schema: Any, chance: Random) -> None:
        self._references, self._chance = References(schema), chance

    def value(self, schema: Any, depth: int) -> Any:
        """Some value for it."""
        said = self._joined(schema, 0)
        if "const" in said:
            return said["const"]
        if "enum" in said:
            return self._chance.choice(said["enum"])
        type_ = self._type(said)
        if type_ in ("object", "array"):
            return self._object(said, depth) if type_ == "object" else self._array(said, depth)
        return self._scalar(type_, said)

    def _scalar(self, type_: str, said: Mapping[str, Any]) -> Any:
        if type_ == "string":
            return self._text(said)
        if type_ in ("integer", "number"):
            return self._number(said, whole=type_ == "integer")
        return None if type_ == "null" else self._chance.random() < 0.5

    def _joined(self, schema: Any, depth: int) -> dict[str, Any]:
        """Everything said of one value, choices made, as one schema."""
        if not isinstance(schema, Mapping) or depth > DEEPEST:
            return {}
        said = {key: below for key, below in schema.items() if key not in ("allOf", "anyOf", "oneOf", "$ref", "if")}
        for one in self._parts(schema):
            said = _together(said, self._joined(one, depth + 1))
        return said

    def _parts(self, schema: Mapping[str, Any]) -> list[Any]:
        parts = [*schema.get("allOf", ())]
        parts += [self._chance.choice(schema[key]) for key in ("anyOf", "oneOf") if key in schema]
        parts += [self._references.target(schema["$ref"])] if "$ref" in schema else []
        if "if" in schema:
            taken = self._chance.random() < 0.5
            parts += [schema["if"], schema.get("then", {})] if taken else [schema.get("else", {})]
        return parts

    def _type(self, said: Mapping[str, Any]) -> str:
        if "type" in said:
            return str(self._chance.choice([said["type"]] if isinstance(said["type"], str) else said["type"]))
        if "properties" in said or "required" in said:
            return "object"
        return "string" if "pattern" in said else str(self._chance.choice(TYPES))

    def _object(self, said: Mapping[str, Any], depth: int) -> dict[str, Any]:
        named = said.get("properties", {})
        optional = [name for name in named if depth < DEEPEST and self._chance.random() < 0.6]
        names = dict.fromkeys([*said.get("required", ()), *optional, *self._further(said, depth)])
        found = {name: self.value(self._below(said, name), depth + 1) for name in names if named.get(name) is not False}
        return found if len(found) <= said.get("maxProperties", len(found)) else {}

    def _further(self, said: Mapping[str, Any], depth: int) -> list[str]:
        """Names of fields that are described by their pattern, or as all others."""
        if depth >= DEEPEST:
            return []
        names = [
            fitting_text(one, self._chance) for one in said.get("patternProperties", ()) if self._chance.random() < 0.7
        ]
        rest = said.get("additionalProperties", {} if not said.get("properties") else False)
        if rest is not False and self._chance.random() < 0.8:
            names += self._chance.sample(said.get("propertyNames", {}).get("enum", NAMES), 2)
        return names

    def _below(self, said: Mapping[str, Any], name: str) -> Any:
        if name in said.get("properties", {}):
            return said["properties"][name]
        patterns = list(said.get("patternProperties", {}).values())
        return self._chance.choice([*patterns, said.get("additionalProperties", {"type": "string"})])

    def _array(self, said: Mapping[str, Any], depth: int) -> list[Any]:
        first = said.get("prefixItems", [])
        least = max(said.get("minItems", 0), 1 if "contains" in said else 0)
        most = min(said.get("maxItems", MOST_ITEMS + least), MOST_ITEMS + least)
        count = self._chance.randint(least, most) if depth < DEEPEST else least
        items = [first[at] if at < len(first) else said.get("items", {"type": "string"}) for at in range(count)]
        return [
            self.value(_together(one, said.get("contains", {})) if one is not False else one, depth + 1)
            for one in items
            if one is not False
        ]

    def _text(self, said: Mapping[str, Any]) -> str:
        text: str = FORMATS.get(said.get("format", ""), self._chance.choice(WORDS))
        text = fitting_text(said["pattern"], self._chance) if "pattern" in said else text
        return text + "x" * (int(said.get("minLength", 0)) - len(text))

    def _number(self, said: Mapping[str, Any], *, whole: bool) -> int | float:
        low = said.get("minimum", said.get("exclusiveMinimum", 0))
        high = said.get("maximum", said.get("exclusiveMaximum", low + 1_000))
        step = said.get("multipleOf", 1)
        if whole or self._chance.random() < 0.5:
            return int(self._chance.randint(int(low), int(high)) // step * step) if step >= 1 else int(low) + 7
        return round(self._chance.uniform(low, high), 2)


def _together(one: Any, other: Any) -> dict[str, Any]:
    """Two schemas for one value, so far as guessing needs it: of two types the narrower, of properties both."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return dict(one) if isinstance(one, Mapping) else {}
    joined = {**one, **other}
    for key in ("properties", "patternProperties"):
        if key in one and key in other:
            joined[key] = {**one[key], **{name: _both(one[key].get(name), below) for name, below in other[key].items()}}
    if "required" in one and "required" in other:
        joined["required"] = [*one["required"], *other["required"]]
    return joined


def _both(one: Any, other: Any) -> Any:
    return other if one is None or isinstance(other, bool) or isinstance(one, bool) else {"allOf": [one, other]}
