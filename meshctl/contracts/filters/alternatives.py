"""Turns schemas that hold for one value into alternatives without choices and references. Judges no value.

What comes out allows at least every value that the schemas allow, and maybe more: what is left aside stands in `notes`.
So what no alternative allows, the schemas forbid; what all alternatives allow need not be allowed.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from meshctl.contracts.filters.negations import negated
from meshctl.contracts.filters.shapes import Shape, of_value
from meshctl.json_schema.references import References
from meshctl.json_schema.values import identity

Schemas = tuple[Any, ...]

BUDGET = 20_000
"""Subschemas and values of one schema that are looked at before the answer is: unknown."""
MOST_ALTERNATIVES = 100
"""Alternatives of one value; further choices are left aside."""
MOST_JOINED = 500
"""Schemas that all hold for one value."""
MOST_COMPOUND = 50
"""Objects and arrays of one enum that are told apart."""
MOST_COMPARED = 10
"""Schemas of one `oneOf` that are compared with each other."""
LEFT_ASIDE = frozenset({"$dynamicRef", "dependencies", "maxProperties", "unevaluatedItems", "uniqueItems"})
MOST_DEPENDENT = 3
"""Fields that others depend on, of one schema; of further ones nothing is told."""
ANNOTATIONS = frozenset({"title", "description", "$comment", "examples", "default", "deprecated"})


class Exhausted(Exception):
    """The schema is larger or more entangled than the budget allows."""


class Alternatives:
    """The alternatives of one schema's parts, each worked out once."""

    def __init__(self, references: References) -> None:
        self._references = references
        self._left = BUDGET
        self._known: dict[tuple[int, ...], tuple[Schemas, tuple[Shape, ...]]] = {}
        self.notes: dict[str, None] = {}

    def of(self, schemas: Schemas) -> tuple[Shape, ...]:
        """The alternatives for a value that all of `schemas` hold for, those without any value left out."""
        key = tuple(map(id, schemas))
        if key not in self._known:  # the schemas are kept with the key, so that their identities stay theirs
            shapes = [part for shape in self._expanded(schemas) for part in self._split(shape)]
            self._known[key] = schemas, tuple(shape for shape in shapes if not shape.is_empty)
        return self._known[key][1]

    def spend(self, work: int) -> None:
        """Counts work; raises Exhausted."""
        self._left -= work
        if self._left < 0:
            raise Exhausted

    def note(self, reason: str) -> None:
        """Remembers something that was left aside, once."""
        self.notes[reason] = None

    def _expanded(self, schemas: Schemas) -> Iterator[Shape]:
        waiting: list[tuple[int, list[Any], list[Mapping[str, Any]], list[list[list[Any]]]]]
        waiting = [(1, list(schemas), [], [])]
        while waiting:
            width, pending, taken, choices = waiting.pop()
            if not self._take(pending, taken, choices):
                continue
            if not choices:
                yield Shape(tuple(taken))
            elif width * len(choices[0]) > MOST_ALTERNATIVES:
                self.note("the schema has too many alternatives to follow them all")
                waiting.append((width, [], taken, choices[1:]))
            else:
                wider = width * len(choices[0])
                waiting += [(wider, list(one), list(taken), choices[1:]) for one in reversed(choices[0])]

    def _take(self, pending: list[Any], taken: list[Mapping[str, Any]], choices: list[list[list[Any]]]) -> bool:
        """Moves what is pending to what is taken; False where nothing is allowed."""
        while pending:
            schema = pending.pop(0)
            self.spend(1)
            if schema is False:
                return False
            if not isinstance(schema, Mapping):
                continue
            taken.append(schema)
            if len(taken) > MOST_JOINED:
                raise Exhausted
            self.spend(sum(len(schema[key]) for key in ("enum", "required") if key in schema))
            pending += schema.get("allOf", ())
            pending += [self._references.target(schema["$ref"])] if "$ref" in schema else []
            pending += [self._negated(schema["not"])] if "not" in schema else []
            pending += [self._named(schema)] if "unevaluatedProperties" in schema else []
            choices += [[[one] for one in schema["anyOf"]]] if "anyOf" in schema else []
            choices += [[[one] for one in _once(schema["oneOf"])]] if "oneOf" in schema else []
            choices += _conditional(schema)
            choices += self._dependent(schema)
            for key in schema:
                if key in LEFT_ASIDE:
                    self.note(f"the schema's `{key}` is not looked into")
        return True

    def _dependent(self, schema: Mapping[str, Any]) -> Iterator[list[list[Any]]]:
        """What holds where a field is there, as a choice: it is not, or it is and that holds."""
        needed = schema.get("dependentRequired", {})
        below = {**{name: {"required": names} for name, names in needed.items()}, **schema.get("dependentSchemas", {})}
        if len(below) > MOST_DEPENDENT or needed.keys() & schema.get("dependentSchemas", {}).keys():
            self.note("what the schema says of fields that depend on others is not looked into")
            return
        for name, one in below.items():
            yield [[{"properties": {name: False}}], [{"required": [name]}, one]]

    def _negated(self, schema: Any) -> Any:
        """A schema that allows all that `not` allows, and maybe more."""
        if isinstance(schema, bool):
            return not schema
        said = {key: value for key, value in schema.items() if key not in ANNOTATIONS}
        allowed = negated(said)
        if allowed is None:
            self.note("the schema's `not` is not looked into")
        return bool(said) if allowed is None else allowed

    def _named(self, schema: Mapping[str, Any]) -> Any:
        """`unevaluatedProperties` as if it were `additionalProperties` of everything named around it."""
        waiting, seen, named, expressions = [schema], {id(schema)}, set[str](), set[str]()
        while waiting:
            one = waiting.pop()
            self.spend(1 + len(one.get("properties", ())))
            named |= set(one.get("properties", ()))
            expressions |= set(one.get("patternProperties", ()))
            if (
                "$dynamicRef" in one
                or "additionalProperties" in one
                or (one is not schema and "unevaluatedProperties" in one)
            ):
                return True
            for below in self._in_place(one):
                if isinstance(below, Mapping) and id(below) not in seen:
                    seen.add(id(below))
                    waiting.append(below)
        rest = schema["unevaluatedProperties"]
        open_ones = {"properties": dict.fromkeys(named, True), "patternProperties": dict.fromkeys(expressions, True)}
        return {**open_ones, "additionalProperties": rest}

    def _in_place(self, schema: Mapping[str, Any]) -> Iterator[Any]:
        for key in ("allOf", "anyOf", "oneOf"):
            yield from schema.get(key, ())
        yield from (schema[key] for key in ("if", "then", "else", "not") if key in schema)
        yield from schema.get("dependentSchemas", {}).values()
        if "$ref" in schema:
            yield self._references.target(schema["$ref"])

    def _split(self, shape: Shape) -> Iterator[Shape]:
        """A shape that lists its values: one for the scalars and one for each object and array of them."""
        compound = [value for value in shape.allowed or () if isinstance(value, dict | list)]
        if not compound or len(compound) > MOST_COMPOUND:
            yield shape
            return
        scalar: dict[str, Any] = {"type": ["string", "number", "boolean", "null"]}
        yield Shape((*shape.schemas, scalar))
        yield from (Shape((*shape.without_values, of_value(value))) for value in compound)


def _once(schemas: Sequence[Any]) -> Sequence[Any]:
    """Those of which one alone may hold: what stands there twice never does."""
    if len(schemas) > MOST_COMPARED:
        return schemas
    known = [identity(one) for one in schemas]
    return [one for one, itself in zip(schemas, known, strict=True) if known.count(itself) == 1]


def _conditional(schema: Mapping[str, Any]) -> Iterator[list[list[Any]]]:
    if "if" in schema and ("then" in schema or "else" in schema):
        asked = schema["if"]
        yield [[asked, schema.get("then", True)], [{"not": asked}, schema.get("else", True)]]
