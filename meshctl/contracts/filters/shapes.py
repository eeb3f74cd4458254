"""What schemas without choices and references allow for one value, keyword by keyword. Looks into no pattern."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any

from meshctl.contracts.filters.texts.expression import Demand, Expression, read_expression
from meshctl.contracts.filters.texts.fitting_texts import fitting_texts
from meshctl.contracts.filters.values.intervals import Interval
from meshctl.contracts.validation.tried_expressions import fits_as_tried
from meshctl.json_schema.lazy import lazy
from meshctl.json_schema.values import ANY_TYPE, Identity, identity, kind_of, type_of

MOST_CONTAINED = 100
"""Items of one kind that an array has to have; no array as long is made."""
SCALAR_TYPES = ANY_TYPE - {"object", "array"}


def of_value(value: Any) -> dict[str, Any]:
    """The schema that allows one object, or one array, and shows what is inside."""
    if isinstance(value, dict):
        properties = {name: {"const": one} for name, one in value.items()}
        return {"type": "object", "properties": properties, "required": list(value), "additionalProperties": False}
    items = [{"const": one} for one in value]
    return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}


@dataclass(frozen=True, eq=False)  # no slots: what the keywords say is worked out on first use
class Shape:
    """Schemas that all hold for one value; their choices and references are resolved elsewhere."""

    schemas: tuple[Mapping[str, Any], ...]

    @property
    def without_values(self) -> tuple[Mapping[str, Any], ...]:
        """The schemas less what they say of single values."""
        return tuple(
            {key: said for key, said in schema.items() if key not in ("const", "enum")} for schema in self.schemas
        )

    @lazy
    def is_empty(self) -> bool:
        """Whether it is certain that nothing is allowed."""
        return not self.types or self.allowed == ()

    @lazy
    def types(self) -> frozenset[str]:
        """The JSON types that are allowed."""
        types = ANY_TYPE
        for names in self._said_types:
            types &= names | ({"number"} if "integer" in names else set())
        types -= {*self._without_any}
        return types if self.allowed is None else types & {type_of(value) for value in self.allowed}

    @property
    def _without_any(self) -> Iterator[str]:
        """The types of which what is said of their values leaves none."""
        if not self.interval.has(self.steps):
            yield "number"
        if self.shortest > self.longest:
            yield "string"
        if self.fewest_items > self.most_items:
            yield "array"
        fewest, most = self._numbers("minProperties"), self._numbers("maxProperties")
        if (self.required and self._forbids_required) or max(fewest, default=0) > min(most, default=inf):
            yield "object"

    @property
    def _forbids_required(self) -> bool:
        """Whether a schema of one field forbids one that is wanted, as choices are written; others are seldom."""
        single = (said for said in self.said("properties") if len(said) == 1)
        return any(below is False and name in self.required for said in single for name, below in said.items())

    @lazy
    def is_integral(self) -> bool:
        """Whether its numbers are integers."""
        return any("integer" in names and "number" not in names for names in self._said_types)

    @lazy
    def _said_types(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset([one] if isinstance(one, str) else one) for one in self.said("type"))

    @lazy
    def allowed(self) -> tuple[Any, ...] | None:
        """The only values that may be allowed, where there is a list of them."""
        lists = [*([one] for one in self.said("const")), *self.said("enum")]
        if not lists:
            return None
        others = [{identity(value) for value in one} for one in lists[1:]]
        listed = (value for value in lists[0] if all(identity(value) in one for one in others))
        return tuple(value for value in listed if self.fits_type(value) and identity(value) not in self.excluded)

    @lazy
    def excluded(self) -> frozenset[Identity]:
        """Values that a simple `not` forbids."""
        said = [one for one in self.said("not") if isinstance(one, dict) and not one.keys() - {"enum", "const"}]
        return frozenset(identity(value) for one in said if len(one) == 1 for value in one.get("enum", one.values()))

    @lazy
    def interval(self) -> Interval:
        """The numbers between the bounds."""
        low = max(((one, True) for one in self._numbers("minimum")), default=(-inf, True))
        above = max(((one, False) for one in self._numbers("exclusiveMinimum")), default=(-inf, True))
        high = min(((one, True) for one in self._numbers("maximum")), default=(inf, True))
        under = min(((one, False) for one in self._numbers("exclusiveMaximum")), default=(inf, True))
        return Interval(*low, *high).meet(Interval(*above, *under))

    @lazy
    def steps(self) -> tuple[int | float, ...]:
        """What every number is a multiple of."""
        return (*(one for one in self._numbers("multipleOf") if one > 0), *((1,) if self.is_integral else ()))

    @lazy
    def shortest(self) -> int | float:
        """The least number of characters of a text."""
        return max(self._numbers("minLength"), default=0)

    @lazy
    def longest(self) -> int | float:
        """The greatest number of characters of a text; infinite without a bound."""
        return min(self._numbers("maxLength"), default=inf)

    @lazy
    def expressions(self) -> tuple[Expression | None, ...]:
        """The expressions that a text fits; None for one that is not read here."""
        return tuple(read_expression(one) for one in self.said("pattern"))

    @lazy
    def wanted(self) -> tuple[Demand, ...]:
        """What its texts have to have by their expressions, as far as those are read here."""
        wanted = [one for each in self.expressions if each for one in each.wanted]
        unwanted = [one.wanted[0] for one in self._unfit if one and one.exact and len(one.wanted) == 1]
        return tuple(dict.fromkeys([*wanted, *(Demand(one.automaton, found=False) for one in unwanted)]))

    @lazy
    def _unfit(self) -> tuple[Expression | None, ...]:
        """The expressions that a simple `not` forbids a text to fit."""
        said = [one["pattern"] for one in self.said("not") if isinstance(one, dict) and one.keys() == {"pattern"}]
        return tuple(map(read_expression, said))

    @lazy
    def required(self) -> frozenset[str]:
        """The fields that an object has."""
        return frozenset(name for names in self.said("required") for name in names)

    @lazy
    def fewest_items(self) -> int | float:
        """The least number of items of an array."""
        contained = [one.get("minContains", 1) for one in self.schemas if "contains" in one]
        return max([*self._numbers("minItems"), *contained], default=0)

    @lazy
    def most_items(self) -> int | float:
        """The greatest number of items of an array."""
        return min(self._numbers("maxItems"), default=inf)

    def said(self, keyword: str) -> list[Any]:
        """What the schemas say under a keyword."""
        return [schema[keyword] for schema in self.schemas if keyword in schema]

    def fields(self) -> Iterator[str]:
        """The fields that the schemas name, those they forbid left out."""
        return (name for said in self.said("properties") for name, below in said.items() if below is not False)

    @lazy
    def is_free(self) -> bool:
        """Whether nothing is said of any field of an object."""
        return not any(self.said("properties") + self.said("patternProperties") + self.said("additionalProperties"))

    def field(self, name: str) -> tuple[Any, ...]:
        """The schemas that hold for a field, as far as is certain."""
        if any(one.fits(name) is False for one in self._names):
            return (False,)
        return tuple(below for schema in self.schemas for below in _field(schema, name))

    @lazy
    def _names(self) -> tuple["Shape", ...]:
        """What the schemas say of names."""
        said = self.said("propertyNames")
        return tuple(
            Shape((one,)) if isinstance(one, Mapping) else Shape(({"enum": []},)) for one in said if one is not True
        )

    def further_names(self) -> Iterator[str]:
        """Some names that a field may have although no schema names it."""
        yield from (name for one in self._names for name in one.allowed or () if isinstance(name, str))
        expressions = (read_expression(text) for said in self.said("patternProperties") for text in said)
        known = tuple(one.wanted for one in expressions if one)
        said_of_all = tuple(wanted for one in self._names for wanted in one.wanted)
        for wanted in known or ((),):
            yield from fitting_texts((*said_of_all, *wanted), 1, 100)[0]

    def item(self, at: int) -> tuple[Any, ...]:
        """The schemas that hold for the item of that index."""
        return tuple(below for schema in self.schemas for below in _item(schema, at))

    @lazy
    def kinds_of_item(self) -> int:
        """The number of first items after which all are alike."""
        longest = max((len(items) for items in self.said("prefixItems")), default=0)
        return int(min(longest + 1, self.most_items))

    def contained(self) -> list[tuple[Any, ...]]:
        """The schemas of items of which at least one is there."""
        counted = [(one["contains"], one.get("minContains", 1)) for one in self.schemas if "contains" in one]
        return [(one,) for one, least in counted for _ in range(min(int(least), MOST_CONTAINED))]

    def fits(self, value: Any) -> bool | None:
        """Whether the keywords allow a text, number, true, false or null; None if that is not known."""
        name = type_of(value)
        if name not in self.types or not self._fits_values(value):
            return False
        if name == "number":
            return self.interval.holds(value) and all(Interval.is_multiple(value, step) for step in self.steps)
        return self._fits_text(value) if name == "string" else True

    def _fits_values(self, value: Any) -> bool:
        one = identity(value)
        return one not in self.excluded and (self._identities is None or one in self._identities)

    def may_list(self, value: Any) -> bool:
        """Whether the value is listed, or no values are."""
        return self._identities is None or identity(value) in self._identities

    @lazy
    def _identities(self) -> frozenset[Identity] | None:
        return None if self.allowed is None else frozenset(map(identity, self.allowed))

    def fits_type(self, value: Any) -> bool:
        """Whether a value has one of the types that are allowed, an integer told from other numbers."""
        names = {type_of(value), kind_of(value)}
        return all(names & allowed for allowed in self._said_types)

    def _fits_text(self, text: str) -> bool | None:
        if not self.shortest <= len(text) <= self.longest:
            return False
        said = zip(self.expressions, self.said("pattern"), strict=True)
        verdicts = [_fits(one, pattern, text) for one, pattern in said]
        for one in self._unfit:
            fits = one.accepts(text) if one else None
            verdicts.append(None if fits is None else not fits)
        return all_of(verdicts)

    def _numbers(self, keyword: str) -> list[int | float]:
        return [one for one in self.said(keyword) if isinstance(one, int) or isfinite(one)]


def all_of(verdicts: Iterable[bool | None]) -> bool | None:
    """Whether all hold: false if one does not, else None if one is not known."""
    known = set(verdicts)
    return False if False in known else None if None in known else True


def _fits(read: Expression | None, expression: str, text: str) -> bool | None:
    """Whether a text fits, as far as the expression is read here; else it is tried."""
    fits = read.accepts(text) if read else None
    return fits_as_tried(expression, text) if fits is None else fits


def _field(schema: Mapping[str, Any], name: str) -> Iterator[Any]:
    properties = schema.get("properties", {})
    if name in properties:
        yield properties[name]
    found = [(_searches(text, name), below) for text, below in schema.get("patternProperties", {}).items()]
    yield from (below for fits, below in found if fits)
    if name not in properties and all(fits is False for fits, _ in found) and "additionalProperties" in schema:
        yield schema["additionalProperties"]


def _searches(text: str, name: str) -> bool | None:
    expression = read_expression(text)
    return expression.accepts(name) if expression else None


def _item(schema: Mapping[str, Any], at: int) -> Iterator[Any]:
    first = schema.get("prefixItems", ())
    if at < len(first):
        yield first[at]
    elif "items" in schema:
        yield schema["items"]
