"""Patterns and events for Hypothesis to draw: of few names and values, so that they often have to do with each other."""

from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from meshctl.patterns import InvalidPattern, Pattern

TEXTS = ("", "a", "ab", "b", "aB", "äb", "Äb", "a*b", "a\\b", "10.0.0.1", "10.0.1.1", "::1", "\ud800", "😀b", "1")
NUMBERS = (0, 1, 1.0, Decimal("1.00"), Decimal("1e0"), -0.0, 0.1, Decimal("0.10"), 300, 3e2, Decimal("3.0E+2"), -1)
NAMES = ("source", "account", "detail-type", "detail", "a", "b")
WILDCARDS = ("*", "a*", "*b", "a*b", "*a*", "ab", r"a\*b", r"*\\*", "*a*b", "*ä*b", "*a*b*")

texts = st.sampled_from(TEXTS)
numbers = st.sampled_from(NUMBERS)
scalars = texts | texts | numbers | st.booleans() | st.none()
names = st.sampled_from(NAMES)


def operator(name: str, wanted: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return wanted.map(lambda operand: {name: operand})


def one_or_more(wanted: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return wanted | st.lists(wanted, min_size=1, max_size=2)


letters = texts.filter(bool)
any_case = operator("equals-ignore-case", texts)
but_nested = st.one_of(
    operator("prefix", one_or_more(letters)),
    operator("suffix", one_or_more(letters)),
    operator("equals-ignore-case", one_or_more(texts)),
    operator("wildcard", one_or_more(st.sampled_from(WILDCARDS))),
)
operators = st.one_of(
    operator("prefix", texts | any_case),
    operator("suffix", texts | any_case),
    any_case,
    operator("wildcard", st.sampled_from(WILDCARDS)),
    operator("anything-but", one_or_more(texts) | one_or_more(numbers) | but_nested),
    operator("numeric", st.tuples(st.sampled_from(["=", "<", "<=", ">", ">="]), numbers).map(list)),
    operator(
        "numeric", st.tuples(st.just(">="), st.sampled_from([-1, 0, 0.1]), st.just("<"), st.just(Decimal(1))).map(list)
    ),
    operator("exists", st.booleans()),
    operator("cidr", st.sampled_from(["10.0.0.0/24", "0.0.0.0/0", "::/8"])),
)


def simple_enough(items: list[Any]) -> bool:
    try:
        return bool(Pattern.parse({"a": items}))
    except InvalidPattern as refused:
        return not refused.aws.startswith("Rule is too complex")


accepted = st.lists(scalars | scalars | operators, min_size=1, max_size=2).filter(simple_enough)
keys = st.sampled_from((*NAMES, "a-b", "a.b", "detail.a", "a.b.detail"))


def fields(below: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(keys, below, min_size=1, max_size=3)


def choosing(pattern: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """A pattern with an `$or` before, among or after its fields."""
    choices = operator("$or", st.lists(pattern, min_size=2, max_size=2))
    return st.tuples(pattern, choices).map(lambda two: two[0] | two[1]) | choices


loose = st.recursive(fields(accepted), lambda inner: fields(inner | accepted) | choosing(inner), max_leaves=4)
exact = st.lists(texts, min_size=1, max_size=2)
pinned = st.fixed_dictionaries({"source": exact, "account": exact}, optional={"detail": loose, "detail-type": accepted})
few = st.lists(st.sampled_from(("a", "b", 1)), min_size=1, max_size=1) | st.just(["a", {"exists": False}])
# Of several fields below one another, so that it matters in which element of an array a value lies.
side_by_side = st.fixed_dictionaries({"a": few, "b": few}, optional={"c": few, "a-b": few})
sides = st.sampled_from(("a", "b", "c", "a-b"))
layered = st.dictionaries(sides, side_by_side | st.dictionaries(sides, side_by_side, min_size=1), min_size=1)
patterns = loose | pinned


def below(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=3) | st.dictionaries(keys, children, max_size=3)


values = st.recursive(scalars, below, max_leaves=10)
enveloped = st.fixed_dictionaries(
    {"source": texts, "account": texts, "detail-type": texts}, optional={"detail": values}
)
events = enveloped | st.dictionaries(keys, values, max_size=4)


def from_pattern(pattern: Any, draw: st.DrawFn) -> Any:
    """An event that has the pattern's fields, and for many of them a value it names; objects may stand in arrays."""
    event: dict[str, Any] = {}
    for key, inner in pattern.items():
        if key == "$or":
            event |= from_pattern(draw(st.sampled_from(inner)), draw)
        elif isinstance(inner, dict):
            event[key] = perhaps_among_others(inner, draw)
        else:
            event[key] = perhaps_listed(draw(mostly(named(inner))), draw)
    return event


def named(accepted: Any) -> list[Any]:
    """Every plain value in what a field accepts, those in operators included."""
    inner = accepted.values() if isinstance(accepted, dict) else accepted
    return [value for item in inner for value in (named(item) if isinstance(item, dict | list) else [item])]


def mostly(wanted: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(wanted) | st.sampled_from(wanted) | scalars


def perhaps_among_others(pattern: Any, draw: st.DrawFn) -> Any:
    elements = [from_pattern(pattern, draw) for _ in range(draw(st.integers(1, 3)))]
    return elements if len(elements) > 1 else elements[0]


def perhaps_listed(value: Any, draw: st.DrawFn) -> Any:
    match draw(st.integers(0, 5)):
        case 0:
            return [value, draw(values)]
        case 1:
            return [draw(values), [value]]
    return value


@st.composite
def rules_and_event(draw: st.DrawFn, patterns: st.SearchStrategy[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Patterns by name, and an event that some of them nearly match."""
    rules = {f"rule {at}": pattern for at, pattern in enumerate(draw(st.lists(patterns, min_size=1, max_size=5)))}
    start = from_pattern(draw(st.sampled_from(list(rules.values()))), draw)
    return rules, start | draw(st.just({}) | events)


RARE = ("a", "ab", "ba", "aB", "xabx", "1", 0, 1, 2.0, Decimal("1.00"), True, False, None)
COMMON = ("zz", "zab", 7, 8)
ASKED: tuple[Any, ...] = (
    *({"numeric": [sign, number]} for sign in ("<", "<=", ">", ">=", "=") for number in (1, 2)),
    *({name: text} for name in ("prefix", "suffix") for text in ("a", "ab", "")),
    *({"wildcard": text} for text in ("*ab*", "a*", "*b", "*a*b*", "ab")),
    {"numeric": [">", 0, "<", 2]},
    {"equals-ignore-case": "AB"},
    {"anything-but": ["zz", "zab"]},
    {"exists": True},
    {"exists": False},
)


def rules_and_long_array(seed: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Patterns that look inside the elements of an array, and an event with so many that they are not asked one by one.

    Hypothesis draws only the seed: choice by choice it would seldom draw so many elements.
    """
    chance = Random(seed)  # noqa: S311 - nothing here is a secret
    rules = {f"rule {at}": {"a": _asked_inside(chance, "inner", "other")} for at in range(8)}
    return rules, {"a": [_element(chance, "inner", "other") for _ in range(chance.randrange(40))]}


def _asked_inside(chance: Random, *below: str) -> dict[str, Any]:
    names = chance.sample("xyz", chance.randint(1, 3))
    fields: dict[str, Any] = {name: [chance.choice((*RARE, *ASKED))] for name in names}
    deeper = {name: _asked_inside(chance) for name in below if chance.random() < 0.4}
    return fields | deeper


def _element(chance: Random, *below: str) -> Any:
    fields: dict[str, Any] = {name: _mostly_common(chance) for name in "xyz" if chance.random() < 0.9}
    element = fields | {name: [_element(chance) for _ in range(chance.randrange(4))] for name in below}
    return [element, {}] if chance.random() < 0.1 else element


def _mostly_common(chance: Random) -> Any:
    value = chance.choice(RARE if chance.random() < 0.1 else COMMON)
    return [value, chance.choice(COMMON)] if chance.random() < 0.1 else value


CROWD: dict[str, Any] = {
    "by prefix": {"source": [{"prefix": "a"}]},
    "by suffix": {"detail": {"a": [{"suffix": "b"}, {"suffix": ""}]}},
    **{f"by wildcard {wildcard}": {"detail.a": [{"wildcard": wildcard}]} for wildcard in WILDCARDS},
    "by the inside": {"a": {"b": [{"wildcard": "*a*"}, {"wildcard": "*a*b*"}]}},
    "by letters": {"account": [{"equals-ignore-case": "AB"}]},
    "by number": {"a": [1, 300, {"numeric": ["<", 0]}]},
    "by word": {"b": [None, True]},
    "by value": {"a": {"b": ["a", "b", 1]}},
    "by address": {"source": ["10.0.0.1"]},
    "by absence": {"b": [{"exists": False}]},
    "by presence": {"detail": {"b": [{"exists": True}]}, "a": [{"exists": False}]},
    "by difference": {"detail-type": [{"anything-but": ["a", "b"]}]},
}
ONE_KEY: dict[str, Any] = {
    f"{name} of one key": {"source": ["a"], "account": ["a", "b"], "detail": pattern} for name, pattern in CROWD.items()
}


def spelt_twice(value: Any) -> bool:
    """Whether an event may spell one field in two ways, such as `{"a": {"b": 1}, "a.b": 2}`."""
    if isinstance(value, list):
        return any(map(spelt_twice, value))
    if not isinstance(value, dict):
        return False
    return any(other.startswith(f"{key}.") for key in value for other in value) or any(map(spelt_twice, value.values()))
