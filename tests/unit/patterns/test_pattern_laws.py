"""What holds for every pattern and every event."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from meshctl.patterns import InvalidPattern, Pattern

TEXTS = st.text("aB*\\ß1.:", max_size=5)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
SCALARS = TEXTS | NUMBERS | st.booleans() | st.none()
NAMES = st.sampled_from("abc")


def below(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=3) | st.dictionaries(NAMES, children, max_size=3)


EVENTS = st.dictionaries(NAMES, st.recursive(SCALARS, below, max_leaves=12), max_size=3)
FEW = st.sampled_from([1, 2, "x"])
SMALL_EVENTS = st.dictionaries(NAMES, st.recursive(FEW, below, max_leaves=16), max_size=3)
SMALL_PATTERNS = st.recursive(
    st.dictionaries(NAMES, st.lists(FEW, min_size=1, max_size=2), min_size=1, max_size=3),
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=4,
)
OPERATORS = st.one_of(
    SCALARS,
    st.builds(lambda text: {"prefix": text}, TEXTS),
    st.builds(lambda text: {"suffix": {"equals-ignore-case": text}}, TEXTS),
    st.builds(lambda text: {"anything-but": text}, TEXTS | st.integers(-9, 9)),
    st.builds(lambda number: {"numeric": [">=", number]}, st.integers(-9, 9)),
    st.builds(lambda there: {"exists": there}, st.booleans()),
)
KEYS = st.sampled_from(
    ("a", "a.b", "$or", "prefix", "suffix", "wildcard", "cidr", "numeric", "exists", "exactly", "anything-but")
)
ADDRESSES = st.ip_addresses().filter(lambda ip: not getattr(ip, "ipv4_mapped", None))  # those are v4 in disguise
ANYTHING = st.recursive(
    SCALARS | st.sampled_from([float("inf"), Decimal("NaN"), b"x", [], {}]),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(KEYS, children, max_size=2),
    max_leaves=10,
)


def matches(pattern: Any, event: Any) -> bool:
    return Pattern.parse(pattern).matches(event)


def refusal(pattern: Any) -> InvalidPattern | None:
    try:
        Pattern.parse(pattern)
    except InvalidPattern as refused:
        return refused
    return None


@given(st.lists(TEXTS, min_size=1, max_size=3), TEXTS)
def test_anything_but_is_the_complement_of_exact_on_texts(texts: list[str], text: str) -> None:
    plainly = Pattern.parse({"a": [{"exactly": each} for each in texts]})
    assert matches({"a": [{"anything-but": texts}]}, {"a": text}) is not plainly.matches({"a": text})


@given(st.sampled_from(["prefix", "suffix", "equals-ignore-case"]), TEXTS.filter(bool), SCALARS)
def test_anything_but_is_the_complement_of_every_operator_inside(name: str, text: str, value: object) -> None:
    operator, event = {name: text}, {"a": value}
    assert matches({"a": [{"anything-but": operator}]}, event) is not matches({"a": [operator]}, event)


@given(st.lists(OPERATORS, min_size=1, max_size=2), EVENTS)
def test_dotted_and_nested_keys_are_one_field(accepted: list[Any], event: dict[str, Any]) -> None:
    nested, dotted = Pattern.parse({"a": {"b": {"c": accepted}}}), Pattern.parse({"a.b": {"c": accepted}})
    verdict = nested.matches({"a": {"b": event}})
    assert dotted.matches({"a": {"b": event}}) is verdict
    assert nested.matches({"a.b": event}) is verdict
    assert dotted.matches({"a.b": event}) is verdict


def leaves(value: Any, path: tuple[str, ...], choose: Any) -> Iterator[tuple[str, Any]]:
    """The leaves of an event with one element chosen of every array."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from leaves(child, (*path, name), choose)
    elif isinstance(value, list):
        if value:
            yield from leaves(choose(value), path, choose)
    else:
        yield ".".join(path), value


@given(EVENTS, st.data())
def test_a_pattern_of_an_events_own_leaves_matches_it(event: dict[str, Any], data: st.DataObject) -> None:
    own = dict(leaves(event, (), lambda items: data.draw(st.sampled_from(items))))
    if own:
        assert matches({path: [value] for path, value in own.items()}, event)
        assert matches({path: [{"exists": True}] for path in own}, event)


def shuffled(value: Any, data: st.DataObject) -> Any:
    if isinstance(value, list):
        return [shuffled(item, data) for item in data.draw(st.permutations(value))]
    return {name: shuffled(child, data) for name, child in value.items()} if isinstance(value, dict) else value


@given(SMALL_PATTERNS, SMALL_EVENTS, st.data())
def test_the_order_of_array_items_does_not_matter(pattern: Any, event: Any, data: st.DataObject) -> None:
    assert matches(pattern, shuffled(event, data)) is matches(pattern, event)


@given(SMALL_PATTERNS, SMALL_EVENTS)
def test_the_order_of_keys_does_not_matter(pattern: Any, event: Any) -> None:
    backwards = dict(reversed(event.items()))
    assert matches(dict(reversed(pattern.items())), backwards) is matches(pattern, event)


def one_element_each(value: Any) -> Iterator[Any]:
    """Every way to leave a single object or array in each array; plain values beside it belong to no element."""
    if isinstance(value, list):
        plain = [item for item in value if not isinstance(item, dict | list)]
        elements = [item for item in value if isinstance(item, dict | list)]
        yield from ([*plain, chosen] for each in elements for chosen in one_element_each(each))
        if not elements:
            yield plain
    elif isinstance(value, dict):
        for chosen in product(*(one_element_each(child) for child in value.values())):
            yield dict(zip(value, chosen, strict=True))
    else:
        yield value


@given(SMALL_EVENTS, st.data())
def test_fields_match_inside_one_element_of_every_array(event: dict[str, Any], data: st.DataObject) -> None:
    seen = [dict(leaves(event, (), lambda items: data.draw(st.sampled_from(items)))) for _ in range(3)]
    mixed = {path: [data.draw(st.sampled_from(seen)).get(path, value)] for own in seen for path, value in own.items()}
    if mixed:
        asked = Pattern.parse(mixed)
        assert asked.matches(event) is any(asked.matches(chosen) for chosen in one_element_each(event))


@given(st.decimals(-(10**9), 10**9, places=4), st.integers(-20, 20))
def test_the_notation_of_a_number_does_not_matter(number: Decimal, shift: int) -> None:
    digits = number.scaleb(-shift)
    text = f'{{"a": [{digits:f}E{shift}]}}'
    assert matches(text, {"a": number})
    assert matches(text, {"a": float(number)})
    assert matches({"a": [{"anything-but": float(number)}]}, {"a": number}) is False
    assert matches({"a": [{"numeric": ["=", number]}]}, json.loads(f'{{"a": {digits:f}e{shift}}}', parse_float=Decimal))


@given(NUMBERS, NUMBERS, NUMBERS)
def test_a_range_holds_what_lies_between_its_ends(low: float, high: float, number: float) -> None:
    if float(low) < float(high):
        asked = matches({"a": [{"numeric": [">", low, "<=", high]}]}, {"a": number})
        assert asked is (low < number <= high)


@given(st.lists(st.sampled_from(["a", "b", r"\*", r"\\", "*"]), max_size=6), st.text("ab*\\", max_size=7))
def test_a_wildcard_is_a_small_regular_expression(letters: list[str], text: str) -> None:
    wildcard = re.sub(r"(?<!\\)((?:\\\\)*)\*+", r"\1*", "".join(letters))
    meaning = {"*": ".*", r"\*": r"\*", r"\\": r"\\", "a": "a", "b": "b"}
    expression = re.compile("".join(meaning[letter] for letter in letters), re.DOTALL)
    assert matches({"a": [{"wildcard": wildcard}]}, {"a": text}) is (expression.fullmatch(text) is not None)


@given(ADDRESSES, ADDRESSES, st.integers(0, 127))
def test_a_block_holds_the_addresses_that_share_its_bits(one: Any, other: Any, mask: int) -> None:
    mask = mask % one.max_prefixlen
    free = one.max_prefixlen - mask
    alike = one.version == other.version and int(one) >> free == int(other) >> free
    assert matches({"a": [{"cidr": f"{one}/{mask}"}]}, {"a": f"{other}"}) is alike


@given(st.lists(SMALL_PATTERNS, min_size=2, max_size=3), SMALL_PATTERNS, SMALL_EVENTS)
def test_choices_are_patterns_of_which_one_has_to_match(choices: list[Any], beside: Any, event: Any) -> None:
    assert matches({"$or": choices}, event) is any(matches(choice, event) for choice in choices)
    apart = {"$or": choices, "z": beside}
    assert matches(apart, event | {"z": event}) is (matches({"$or": choices}, event) and matches(beside, event))


@given(st.dictionaries(NAMES, st.lists(OPERATORS, min_size=1, max_size=2), min_size=1), EVENTS)
def test_text_and_object_are_one_pattern(pattern: Any, event: Any) -> None:
    assert matches(json.dumps(pattern), event) is matches(pattern, event)


@given(st.dictionaries(KEYS, ANYTHING, max_size=3), EVENTS)
def test_whatever_is_written_is_a_pattern_or_is_refused_with_its_place(written: Any, event: Any) -> None:
    refused = refusal(written)
    if refused is None:
        Pattern.parse(written).matches(event)
    else:
        spot = written
        for step in refused.place:
            spot = spot[step]
        assert str(refused).endswith(refused.reason)


def test_a_field_spelt_with_a_dot_is_around_every_element() -> None:
    pattern = Pattern.parse({"a": {"b": ["rare"], "x": [1]}})
    elements = [{"b": "rare"}, *[{"b": "common", "x": 2}] * 20]
    assert pattern.matches({"a": elements, "a.x": 1})
    assert not pattern.matches({"a": elements, "a.x": 2})


def test_arrays_beside_each_other_in_one_element_match_each_in_an_element_of_their_own() -> None:
    pattern = Pattern.parse({"a": {"b": {"x": [1], "y": [1]}, "c": {"x": ["rare"], "y": [1]}}})
    one = {"x": 1, "y": 1}
    common = [{"b": [one, one], "c": [one, one]}] * 20
    assert pattern.matches({"a": [{"b": [{"x": 2}, one], "c": [{"x": "rare", "y": 1}, one]}, *common]})
    assert not pattern.matches({"a": [{"b": [{"x": 1}, {"y": 1}], "c": [{"x": "rare", "y": 1}, one]}, *common]})
