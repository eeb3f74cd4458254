"""One spelling for keywords that say the same: what says nothing goes, and what follows from others is said by them. Pure.

A rule here may never change what is taken, nor which names a publisher may send (`named_properties`).
"""

from collections.abc import Mapping
from functools import cache
from re import ASCII
from re import compile as expression
from typing import Any

from meshctl.contracts.forms.merging import Words
from meshctl.contracts.forms.ranges import NUMBERS, in_plain_bounds, multiple
from meshctl.contracts.forms.single_values import ABOUT_VALUES, fits, kinds_named, names_of, takes
from meshctl.json_schema.values import ANY_KIND, ANY_TYPE, identity, kind_of, type_of

MOST_TRIED = 5_000
"""Listed values that are put to the words beside the list."""
_OF_KIND: Mapping[str, frozenset[str]] = {
    "string": frozenset({"minLength", "maxLength", "pattern", "format"}),
    "array": frozenset(
        {"items", "prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems"}
    )
    | {"unevaluatedItems"},
    "object": frozenset({"properties", "patternProperties", "additionalProperties", "propertyNames", "required"})
    | {"minProperties", "maxProperties", "dependentRequired", "dependentSchemas", "unevaluatedProperties"},
}
_SAYS_NOTHING: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(("minLength", "minItems", "minProperties"), (0,)),
    **dict.fromkeys(("properties", "patternProperties", "dependentRequired", "dependentSchemas"), ({},)),
    **dict.fromkeys(("required", "allOf", "prefixItems"), ([],)),
    **dict.fromkeys(("propertyNames", "then", "else"), (True, {})),
    "uniqueItems": (False,),
    "not": (False,),
}
"""Values with which a word takes everything, also where something beside it counts what it has looked at."""
_ABOUT_LENGTHS = ("maxItems", "items")
_EVERY_NAME = frozenset({"", "^", ".*", "^.*"})
_LISTING = expression(r"\^(?:([\w-]+)|\((?:\?:)?([\w-]+(?:\|[\w-]+)*)\))\$", ASCII)
LONGEST_LISTING = 1_000
_NEEDS = {"then": "if", "else": "if", "minContains": "contains", "maxContains": "contains"}
"""Words that say nothing without another one."""


def in_plain_words(words: Words) -> dict[str, Any]:
    """The same schema as most would write it."""
    known = {word: value for word, value in words.items() if not says_nothing(word, value, words)}
    if "const" in known:
        known = _with_listed(known)
    known = _by_kind(known)
    known = _fitting(known)
    return _of_arrays(_of_objects(known))


def says_nothing(word: str, value: Any, words: Words) -> bool:
    """Whether a word beside these takes everything, and nothing depends on its being there."""
    if word in _NEEDS and _NEEDS[word] not in words:
        return True
    empty = _SAYS_NOTHING.get(word)
    return empty is not None and any(value == one and isinstance(value, bool) is isinstance(one, bool) for one in empty)


def _with_listed(words: dict[str, Any]) -> dict[str, Any]:
    """`const` as the list of one value that it is."""
    constant = words.pop("const")
    listed = words.get("enum", [constant])
    return {**words, "enum": [one for one in listed if identity(one) == identity(constant)][:1]}


def _by_kind(words: dict[str, Any]) -> dict[str, Any]:
    """Words about kinds of values that the type leaves out go; every kind together is no type."""
    kinds = kinds_named(words["type"]) if "type" in words else ANY_KIND
    step = multiple(words)
    if step is not None and step > 0 and step.denominator == 1:
        kinds -= {"fraction"}
    gone = _beside_the_point(kinds)
    known = in_plain_bounds({word: value for word, value in words.items() if word not in gone}, kinds)
    if step is not None and (not kinds & NUMBERS or (step.numerator == 1 and "fraction" not in kinds)):
        del known["multipleOf"]
    elif step is not None and step.denominator > 1 and "fraction" not in kinds:
        known["multipleOf"] = step.numerator
    known.pop("type", None)
    return known if kinds == ANY_KIND else {"type": names_of(kinds), **known}


@cache
def _beside_the_point(kinds: frozenset[str]) -> frozenset[str]:
    """Words about other kinds of values than these alone."""
    return frozenset().union(*(said for kind, said in _OF_KIND.items() if kind not in kinds))


def _fitting(words: dict[str, Any]) -> dict[str, Any]:
    """A list without the values that the words beside it refuse; where all are plain values, these words have said it all."""
    listed = words.get("enum")
    if listed is None or len(listed) > MOST_TRIED:
        return words
    beside = {word: value for word, value in words.items() if word in ABOUT_VALUES}
    judged = [(value, takes(beside, value)) for value in listed]
    left = [value for value, taken in judged if taken is not False]
    known = {**words, "enum": left}
    if any(taken is None for _, taken in judged):
        return known
    kinds = frozenset(map(kind_of, left))
    gone = {word for word in beside if word != "type"}
    gone |= _beside_the_point(kinds) - {"format"}
    known = {word: value for word, value in known.items() if word not in gone}
    return {**known, "type": sorted({type_of(value) for value in left} & ANY_TYPE)}


def _of_objects(words: dict[str, Any]) -> dict[str, Any]:
    named = _naming(words) if "patternProperties" in words else words
    return _all_required(_depending(named) if "dependentSchemas" in named else named)


def _naming(words: dict[str, Any]) -> dict[str, Any]:
    """Expressions that list names, as the properties of these names; one that fits every name, as all other properties."""
    patterns, fields = words["patternProperties"], words.get("properties", {})
    known = {word: value for word, value in words.items() if word != "patternProperties"}
    if not fields and len(patterns) == 1 and (every := _EVERY_NAME & patterns.keys()):
        below = patterns[min(every)]
        return words if below in (True, {}) else {**known, "additionalProperties": below}
    names = [(pattern, name) for pattern in patterns for name in names_in(pattern)]
    listed = [name for _, name in names]
    if not names or len({*listed, *fields}) < len(listed) + len(fields):
        return words
    left = {pattern: below for pattern, below in patterns.items() if not names_in(pattern)}
    if any(fits(pattern, name) is not False for pattern in left for name in listed):
        return words
    known["properties"] = {**fields, **{name: patterns[pattern] for pattern, name in names}}
    return {**known, "patternProperties": left} if left else known


def names_in(pattern: str) -> list[str]:
    """The names that an expression lists, where it does nothing else."""
    found = _LISTING.fullmatch(pattern) if len(pattern) <= LONGEST_LISTING else None
    return sorted({*(found[1] or found[2]).split("|")}) if found else []


def _depending(words: dict[str, Any]) -> dict[str, Any]:
    """What only asks for properties that are described beside it, as the list of their names."""
    schemas, described = words["dependentSchemas"], words.get("properties", {})
    asked = {
        name: one["required"]
        for name, one in schemas.items()
        if isinstance(one, Mapping) and one.keys() == {"required"} and described.keys() >= set(one["required"])
    }
    if not asked:
        return words
    known, lists = {**words}, words.get("dependentRequired", {})
    known["dependentRequired"] = lists | {
        name: [*dict.fromkeys((*lists.get(name, ()), *more))] for name, more in asked.items()
    }
    known["dependentSchemas"] = {name: one for name, one in schemas.items() if name not in asked}
    return {word: said for word, said in known.items() if word != "dependentSchemas" or said}


def _all_required(words: dict[str, Any]) -> dict[str, Any]:
    required, beside = words.get("required"), words.get("dependentRequired", {})
    if not required:
        return words
    found = dict.fromkeys(required)
    waiting = list(found)
    while waiting:
        more = [name for name in beside.get(waiting.pop(), ()) if name not in found]
        found |= dict.fromkeys(more)
        waiting += more
    known = {**words, "required": list(found)}
    if known.get("minProperties", len(found)) <= len(found):
        known.pop("minProperties", None)
    return known


def _of_arrays(words: dict[str, Any]) -> dict[str, Any]:
    """Elements beyond the longest array have no schema, and where none has one, the array is no longer."""
    if words.keys().isdisjoint(_ABOUT_LENGTHS):
        return words
    first = words.get("prefixItems", [])
    most = min(words.get("maxItems", len(first)), len(first)) if words.get("items") is False else words.get("maxItems")
    known = dict(words)
    if isinstance(most, int) and most <= len(first):
        known |= {"maxItems": most, "items": False}
        known |= {"prefixItems": first[:most]} if most else {}
        if not most:
            known.pop("prefixItems", None)
    if isinstance(most, int) and most <= 1:
        known.pop("uniqueItems", None)
    return known
