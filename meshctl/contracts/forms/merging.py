"""Makes one schema of several that all have to hold, where that means the same. Follows no reference."""

from collections.abc import Callable, Collection, Mapping
from fractions import Fraction
from math import gcd, lcm
from typing import Any

from meshctl.contracts.forms.single_values import kinds_named, names_of
from meshctl.json_schema.values import exactly, identity

Words = Mapping[str, Any]
"""The keywords of a schema that decide about data."""
Said = tuple[Words, list[Any]]
"""Words, and schemas that have to hold beside them."""

DECIDING = frozenset(
    {"type", "enum", "const", "required", "properties", "additionalProperties", "patternProperties", "propertyNames"}
    | {"minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
    | {"minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems", "items", "prefixItems"}
    | {"contains", "minContains", "maxContains", "unevaluatedItems"}
    | {"allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref", "$dynamicRef"}
)
"""All others are notes for people. `format` is a promise here, although validators may take it for a note."""
_OF_ONE_GROUP = (
    frozenset({"properties", "patternProperties", "additionalProperties"}),
    frozenset({"prefixItems", "items"}),
    frozenset({"contains", "minContains", "maxContains"}),
    frozenset({"if", "then", "else"}),
)
"""Keywords that mean something else beside each other than in schemas of their own."""
_DYNAMIC = frozenset({"allOf", "anyOf", "oneOf", "not", "if", "dependentSchemas", "$ref", "contains"})
_EVALUATING = _DYNAMIC | {"properties", "patternProperties", "additionalProperties", "items", "prefixItems"}
_EVALUATING |= {"unevaluatedProperties", "unevaluatedItems"}
UNEVALUATED = {"unevaluatedProperties": "additionalProperties", "unevaluatedItems": "items"}


MOST_IN_ORDER = 400
"""Values in schemas that are put in order."""

Conjoin = Callable[[Any, Any], Any]
"""Makes one schema of two that both have to hold; the same object for the same two."""
Join = Callable[[Any, Any, Conjoin], Any]


def evaluates(words: Words) -> bool:
    """Whether a word of these looks at properties or items, so that `unevaluated...` beside it, and there alone, leaves those out."""
    return bool(_EVALUATING & words.keys())


def size_of(words: Words, of: Collection[str] = DECIDING) -> int:
    """How many names, values and schemas stand in some of these words."""
    return sum(len(value) for word, value in words.items() if word in of and isinstance(value, list | dict))


def merged(one: Words, other: Words, conjoin: Conjoin) -> tuple[Words, Words]:
    """One schema that takes what both take, and what of the other has to hold beside it because no simple word says it."""
    left = frozenset().union(*(_left_of_group(group, one, other) for group in _OF_ONE_GROUP))
    both: dict[str, Any] = {**one}
    for word in other.keys() - left:
        joined = _joined(word, one, other, conjoin)
        if joined is None:
            left |= {word}
        else:
            both[word] = joined
    ordered = {word: both[word] for word in (*one, *(word for word in other if word not in one)) if word in both}
    return ordered, {word: value for word, value in other.items() if word in left}


def _left_of_group(group: frozenset[str], one: Words, other: Words) -> frozenset[str]:
    """The words of a group that cannot be merged one by one, because both schemas say something about what it is about."""
    mine, theirs = group & one.keys(), group & other.keys()
    if not (mine and theirs) or mine == theirs == {"properties"} or mine == theirs == {"items"}:
        return frozenset()
    if all(identity(one.get(word)) == identity(other.get(word)) for word in group):
        return frozenset()
    return theirs


def _joined(word: str, one: Words, other: Words, conjoin: Conjoin) -> Any:
    """What a word of the other says together with the same one here; None where it does not say it in one word."""
    if word not in one:
        return other[word]
    if word in _JOINED:
        return _JOINED[word](one[word], other[word], conjoin)
    return one[word] if identity(one[word]) == identity(other[word]) else None


def _named_together(one: Words, other: Words, conjoin: Conjoin) -> Words:
    return {**one, **other, **{name: conjoin(one[name], other[name]) for name in one if name in other}}


def _listed_together(one: Any, other: Any, _: Conjoin) -> list[Any]:
    known = {identity(value) for value in other}
    return [value for value in one if identity(value) in known]


def _kinds_together(one: Any, other: Any, _: Conjoin) -> list[str]:
    return names_of(kinds_named(one) & kinds_named(other))


def _asked_together(one: Any, other: Any, _: Conjoin) -> list[str]:
    return list(dict.fromkeys([*one, *other]))


def _asked_beside(one: Words, other: Words, conjoin: Conjoin) -> Words:
    return {
        **one,
        **{name: _asked_together(one.get(name, ()), more, conjoin) for name, more in other.items()},
    }


def _largest(one: Any, other: Any, _: Conjoin) -> Any:
    return max(one, other)


def _smallest(one: Any, other: Any, _: Conjoin) -> Any:
    return min(one, other)


def _multiples(one: Any, other: Any, _: Conjoin) -> Any:
    """Of both: the least common multiple of two fractions."""
    mine, theirs = exactly(one), exactly(other)
    return Fraction(lcm(mine.numerator, theirs.numerator), gcd(mine.denominator, theirs.denominator))


def _excluded(one: Any, other: Any, _: Conjoin) -> Any:
    """Side by side: a list of thousands within each other would be deeper than can be followed."""
    return {"anyOf": [*_choices(one), *_choices(other)]}


def _choices(schema: Any) -> list[Any]:
    return schema["anyOf"] if isinstance(schema, Mapping) and schema.keys() == {"anyOf"} else [schema]


def _conjoined(one: Any, other: Any, conjoin: Conjoin) -> Any:
    return conjoin(one, other)


_JOINED: Mapping[str, Join] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "uniqueItems"), _largest),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), _smallest),
    **dict.fromkeys(("propertyNames", "items"), _conjoined),
    **dict.fromkeys(("properties", "dependentSchemas"), _named_together),
    "type": _kinds_together,
    "enum": _listed_together,
    "required": _asked_together,
    "dependentRequired": _asked_beside,
    "multipleOf": _multiples,
    "not": _excluded,
}


def in_one_order(words: Words, apart: list[Any]) -> Said:
    """The same, with the schemas that have to hold beside the words in an order that does not tell how they were written.

    Of several that say of one thing what no word says together, as patterns or alternatives, the first stands among the words.
    """
    groups: dict[frozenset[str], list[Words]] = {}
    left: list[Any] = []
    for one in apart:
        group = _group_of(one) if isinstance(one, Mapping) else None
        if group is None or UNEVALUATED.keys() & words.keys():
            left.append(one)
        else:
            groups.setdefault(group, []).append(one)
    known = dict(words)
    for group, others in groups.items():
        own = {word: value for word, value in words.items() if word in group}
        several = [own, *others] if own else others
        if _are_few([*several]):
            several = sorted(several, key=_sorting_text)
        known = {word: value for word, value in known.items() if word not in group} | {**several[0]}
        left += several[1:]
    return known, left


def _are_few(inside: list[Any]) -> bool:
    """Whether no more is in these schemas than can be put in order soon."""
    count = 0
    while inside and count <= MOST_IN_ORDER:
        one = inside.pop()
        count += 1
        inside += one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ()
    return count <= MOST_IN_ORDER


def _group_of(words: Words) -> frozenset[str] | None:
    """The keywords that mean something together, where a schema has no others. Those of properties stay as they were written."""
    groups = [one for one in _OF_ONE_GROUP if one & words.keys()] or [frozenset({word}) for word in [*words][:1]]
    return groups[0] if words.keys() <= groups[0] and groups[0] != _OF_ONE_GROUP[0] else None


def _sorting_text(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{','.join(sorted(f'{name}:{_sorting_text(one)}' for name, one in value.items()))}}}"
    return f"[{','.join(sorted(map(_sorting_text, value)))}]" if isinstance(value, list) else str(value)


def settled(words: Words) -> Words:
    """The same, with `unevaluated...` left out or written as the simpler word that it means, where it means one.

    Beside that simpler word nothing is left unevaluated; without it, it means the same where nothing else evaluates.
    """
    known = dict(words)
    for word, simpler in UNEVALUATED.items():
        if word in known and simpler in known:
            del known[word]
        elif word in known and not _DYNAMIC & known.keys():
            known[simpler] = known.pop(word)
    return known
