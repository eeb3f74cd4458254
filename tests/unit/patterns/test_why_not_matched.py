"""Which field keeps an event from matching, and how that is said."""

import json
from decimal import Decimal
from functools import reduce
from pathlib import Path as File
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.patterns import Mismatch, Path, Pattern, why_not
from meshctl.patterns.matching.event_values import values_at
from tests.support.bounded import calls_of, without_exploding

CASES = [
    json.loads(line, parse_float=Decimal)
    for line in File(__file__).with_name("verdicts.jsonl").read_text(encoding="utf-8").splitlines()
]


def mismatch_of(pattern: Any, event: Any) -> Mismatch:
    mismatch = why_not(Pattern.parse(pattern), event)
    assert mismatch is not None
    return mismatch


def test_an_event_that_matches_has_no_deciding_field() -> None:
    assert why_not(Pattern.parse({"a": [1]}), {"a": 1.0}) is None


def test_a_mismatch_says_what_is_there_and_what_should_be() -> None:
    pattern = {"detail": {"data": {"total": [{"numeric": [">", 0]}], "country": ["DE"]}}}
    sentence = 'detail.data.total is "12", text; the pattern wants a number above 0'
    event = {"detail": {"data": {"total": "12", "country": "DE"}}}
    assert mismatch_of(pattern, event) == Mismatch("detail.data.total", "a number above 0", '"12" (text)', sentence)


SENTENCES = [
    (["DE", {"prefix": "F"}], "GB", 'a is "GB"; the pattern wants "DE" or text that begins with "F"'),
    (["1"], 1, 'a is 1, a number; the pattern wants "1"'),
    ([1], "1", 'a is "1", text; the pattern wants 1'),
    ([True], "true", 'a is "true", text; the pattern wants true'),
    (["null"], None, 'a is null; the pattern wants "null"'),
    ([1], [], "a is an empty array; the pattern wants 1"),
    ([{"exists": True}], {"b": 1}, "a is an object; the pattern wants any text, number, true, false or null"),
    ([{"exists": False}], [1, "x"], 'a has 1 and "x"; the pattern wants no value there'),
    ([0], [1, 2, 3, 4, 5], "a has 1, 2, 3 and 2 more; the pattern wants 0"),
    ([{"anything-but": [1, 2]}], 2, "a is 2; the pattern wants anything but 1 and 2"),
    (list("abcdefg"), "h", 'a is "h"; the pattern wants "a", "b", "c", "d", "e" or 2 more'),
    (["x"], "y" * 1_000_000, f'a is "{"y" * 100}..."; the pattern wants "x"'),
    (["x"], 10**5_000, 'a is a number of about 5,001 digits, a number; the pattern wants "x"'),
    (["x"], Decimal("1e400"), 'a is 1E+400, a number; the pattern wants "x"'),
    (["x"], float("nan"), 'a is nan, a number; the pattern wants "x"'),
]


@pytest.mark.parametrize(("accepted", "value", "sentence"), SENTENCES, ids=[case[2][:40] for case in SENTENCES])
def test_a_sentence_says_why_a_value_does_not_match(accepted: Any, value: object, sentence: str) -> None:
    assert mismatch_of({"a": accepted}, {"a": value}).sentence == sentence


def test_a_field_that_is_missing_is_said_to_be() -> None:
    mismatch = mismatch_of({"a": {"b": [1]}}, {"a": {"B": 1, "c": 1, "d": 1}})
    assert (mismatch.found, mismatch.sentence) == ("nothing", "a.b is not there; the pattern wants 1")


def test_the_envelope_decides_before_the_data() -> None:
    pattern = {"detail": {"a": [1], "b": [1]}, "source": ["orders"], "version": ["0"]}
    assert mismatch_of(pattern, {"detail": {"a": 2, "b": 2}, "source": "billing", "version": "0"}).path == "source"


def test_the_choice_with_most_matching_fields_speaks() -> None:
    pattern = {"s": [1], "$or": [{"a": [1], "b": [1]}, {"c": [1], "d": [1]}, {"e": [1], "f": [1]}]}
    assert mismatch_of(pattern, {"s": 1, "c": 1}).path == "d"
    assert mismatch_of(pattern, {"s": 1, "f": 1, "d": 1}).path == "c"
    assert mismatch_of({"$or": [{"a": [1], "b": [1], "c": [1]}, {"d": [1], "e": [1]}]}, {"a": 1, "d": 1}).path == "e"


OWN = "match, but not in the same array element; the pattern wants that"


def test_fields_that_match_in_different_elements_are_told() -> None:
    pattern = {"source": ["x"], "items": {"kind": ["book"], "price": [{"numeric": [">", 9]}]}}
    mismatch = mismatch_of(
        pattern, {"source": "x", "items": [{"kind": "book", "price": 5}, {"kind": "pen", "price": 10}]}
    )
    assert mismatch.path == "items.price"
    assert mismatch.expected == "a number above 9 in the same array element as items.kind"
    assert mismatch.sentence == f"items.price and items.kind {OWN}"


def test_only_fields_that_disagree_are_told() -> None:
    pattern = {"i": {"a": [1], "b": {"c": [1], "d": [1]}, "z": [1]}}
    event = {"i": {"a": 1, "b": [{"c": 1}, {"d": 1}], "z": 1}}
    assert mismatch_of(pattern, event).sentence == f"i.b.d and i.b.c {OWN}"


def test_a_field_that_must_be_absent_decides_in_the_element_of_the_others() -> None:
    pattern = {"i": {"a": [1], "b": [{"exists": False}], "c": [1]}}
    assert why_not(Pattern.parse(pattern), {"i": [{"a": 1, "c": 1}, {"b": 2}]}) is None
    mismatch = mismatch_of(pattern, {"i": [{"a": 1, "b": 2, "c": 1}, {"a": 3}]})
    assert mismatch.sentence == "i.b is 2; the pattern wants no value there"
    assert mismatch_of(pattern, {"i": [{"a": 1}, {"b": 2, "c": 1}]}).sentence == f"i.c, i.a and i.b {OWN}"


@pytest.mark.bounds
def test_of_very_many_values_all_fields_are_named_instead_of_searched() -> None:
    event = {"i": [{name: 1} for name in "abcdefgh"] * 5_000}
    with without_exploding():
        assert mismatch_of({"i": {name: [1] for name in "abcdefgh"}}, event).sentence == (
            f"i.h, i.a, i.b, i.c, i.d and 3 more {OWN}"
        )


def test_every_recorded_verdict_of_aws_is_explained() -> None:
    explained = [why_not(Pattern.parse(pattern), event) for _, pattern, event, _ in CASES]
    assert [mismatch is None for mismatch in explained] == [verdict for *_, verdict in CASES]


NAMES = st.sampled_from(["a", "b", "a.b"])
VALUES = st.sampled_from([1, 2, "1", "x", "X", None, True, 1e300, 10**400, "\ud800", "10.0.0.1"])
EVENTS = st.dictionaries(
    NAMES,
    st.recursive(VALUES, lambda below: st.lists(below, max_size=3) | st.dictionaries(NAMES, below), max_leaves=12),
    max_size=3,
)
ACCEPTED = st.lists(
    VALUES
    | st.sampled_from(
        [
            {"exists": True},
            {"exists": False},
            {"prefix": "x"},
            {"suffix": {"equals-ignore-case": "x"}},
            {"anything-but": ["x"]},
            {"anything-but": {"wildcard": "*x"}},
            {"numeric": [">", 1, "<=", 2]},
            {"cidr": "10.0.0.0/8"},
            {"wildcard": "*x*"},
        ]
    ),
    min_size=1,
    max_size=2,
)
FIELDS = st.recursive(
    st.dictionaries(NAMES, ACCEPTED, min_size=1, max_size=3),
    lambda inner: st.dictionaries(NAMES, inner, min_size=1, max_size=3),
    max_leaves=5,
)
PATTERNS = FIELDS | st.builds(
    lambda fields, choices: fields | {"$or": choices}, FIELDS, st.lists(FIELDS, min_size=2, max_size=3)
)


@given(PATTERNS, EVENTS)
def test_there_is_a_deciding_field_exactly_where_an_event_does_not_match(pattern: Any, event: Any) -> None:
    parsed = Pattern.parse(pattern)
    mismatch = why_not(parsed, event)
    assert (mismatch is None) is parsed.matches(event)
    if mismatch:
        assert mismatch.path in {".".join(field.path.names) for branch in parsed.branches for field in branch}
        assert mismatch == why_not(Pattern.parse(pattern), event)


@given(FIELDS, EVENTS)
def test_a_deciding_field_alone_keeps_the_event_from_matching(pattern: Any, event: Any) -> None:
    parsed = Pattern.parse(pattern)
    mismatch = why_not(parsed, event)
    if mismatch and not mismatch.sentence.endswith(OWN):
        [field] = [field for field in parsed.branches[0] if ".".join(field.path.names) == mismatch.path]
        assert not Pattern(((field,),)).matches(event)


def deep(levels: int, core: object, wrap: Any) -> Any:
    return reduce(lambda inside, _: wrap(inside), range(levels), core)


@pytest.mark.bounds
@pytest.mark.parametrize(
    "event",
    [
        {"a": deep(10_000, "x", lambda inside: [inside])},
        deep(10_000, "x", lambda inside: {"a": inside}),
        {"a": [{"b": n} for n in range(100_000)]},
        {"a": ["x" * 1_000] * 1_000},
        [1, 2],
        None,
    ],
    ids=["arrays", "objects", "elements", "texts", "a list", "null"],
)
def test_a_deep_large_or_odd_event_is_explained(event: Any) -> None:
    with without_exploding():
        assert len(mismatch_of({"a": {"b": [-1], "c": [-1]}, "d": [0]}, event).sentence) < 1_000


@pytest.mark.bounds
def test_a_pattern_of_many_choices_over_a_large_event_is_explained() -> None:
    ten = [{f"f{n}": [1]} for n in range(10)]
    with without_exploding():
        assert mismatch_of({"a": {"$or": ten}, "b": {"$or": ten}, "c": {"$or": ten}}, {"a": [{"f1": 2}] * 5_000})


class Counted(dict[str, Any]):
    """An object of an event that calls a function whenever it is asked for a key."""

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key)


def test_a_small_object_is_not_asked_for_every_field_of_a_large_pattern() -> None:
    paths = [Path().down(f"a.f{n}") for n in range(400)]
    event = {"a": [Counted(f1=n) for n in range(100)]}
    assert calls_of(lambda: values_at(paths, event)) < 100 * 400
