"""`pattern test`, `trace`, TestEventPattern, a bus of the embedded AWS and `check` say the same of one filter and one event."""

import json
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meshctl.adapters.local_aws.event_bridge.rules import compiled
from meshctl.app.events.ask_pattern import match_event
from meshctl.app.events.read_event import decoded_event
from meshctl.contracts.filters.judge import Matches, judge
from meshctl.patterns import InvalidPattern, Pattern, RuleSet, read_event, why_not

NUMBERS = ["0", "1", "1.0", "1e0", "-0", "0.10", "1E2", "100", "1e2", "1e400", "1E400", "1e+400"]
NUMBERS += ["9007199254740993", "9007199254740993.0", "100000000000000000001", "0.1000000000000000055511"]
LONG = "1" * 4_301  # no pattern may be as long
NAMES = st.sampled_from(["a", "b", "c", "a.b", "b.c", "a.b.c"])
TEXTS = st.sampled_from(['""', '"a"', '"ab"', '"1"', '"10.0.0.1"', '"\\u00e4"'])
SCALARS = st.one_of(st.sampled_from(NUMBERS), TEXTS, st.sampled_from(["null", "true", "false"]))
OPERATORS = st.one_of(
    st.sampled_from(['{"exists": true}', '{"exists": false}', '{"prefix": "a"}', '{"suffix": "b"}', '{"wildcard": "*a*"}']),
    st.sampled_from(['{"anything-but": ["a"]}', '{"anything-but": [1]}', '{"equals-ignore-case": "AB"}', '{"cidr": "10.0.0.0/24"}']),
    st.builds(
        lambda sign, number: f'{{"numeric": ["{sign}", {number}]}}',
        st.sampled_from(["<", "<=", "=", ">", ">="]),
        st.sampled_from(["0", "1", "1.0", "100"]),
    ),
)  # fmt: skip


def an_object(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{name}": {below}' for name, below in fields.items()) + "}"


def a_list(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3).map(a_list) | st.dictionaries(NAMES, inner, max_size=3).map(an_object),
    max_leaves=8,
)
EVENTS = st.dictionaries(NAMES, VALUES, max_size=4).map(an_object)
ACCEPTED = st.lists(SCALARS | OPERATORS, min_size=1, max_size=2).map(a_list)
FILTERS = st.recursive(
    st.dictionaries(NAMES, ACCEPTED, min_size=1, max_size=2).map(an_object),
    lambda inner: (
        st.dictionaries(NAMES, inner | ACCEPTED, min_size=1, max_size=2).map(an_object)
        | st.builds(lambda one, other: f'{{"$or": [{one}, {other}]}}', inner, inner)
    ),
    max_leaves=3,
)
BELOW = st.sampled_from([{"type": "string"}, {"type": "number"}, {"type": "integer", "minimum": 1}, {"enum": ["a", 1, None]}, {"type": "array", "items": {"type": "string"}}, {}])  # fmt: skip
OBJECTS = st.fixed_dictionaries(
    {"type": st.just("object")},
    optional={
        "properties": st.dictionaries(NAMES, BELOW, max_size=3),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "additionalProperties": BELOW | st.just(False),
        "patternProperties": st.dictionaries(st.sampled_from(["^a", r"\.", "b$"]), BELOW, max_size=1),
    },
)
SCHEMAS = st.builds(
    lambda top, below: {**top, "properties": {"a": below, **top.get("properties", {})}}, OBJECTS, OBJECTS
)
steadily = settings(max_examples=250, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@steadily
@given(FILTERS, EVENTS)
@example('{"a": [1e400]}', '{"a": 1E400}')
@example('{"a": [1e400]}', '{"a": 1e400}')
def test_whoever_is_asked_says_the_same_of_an_event(where: str, event: str) -> None:
    try:
        pattern = compiled(where)
    except InvalidPattern:
        return
    said = pattern.matches(read_event(event))  # TestEventPattern
    assert match_event(where, event.encode(), where=False).matches is said
    assert match_event(where, event.encode(), where=True).matches is said
    assert (why_not(Pattern.parse(where), decoded_event(event.encode(), "it")) is None) is said
    assert list(RuleSet({"rule": pattern}).matching(read_event(event))) == ["rule"] * said


@steadily
@given(SCHEMAS, FILTERS, st.lists(EVENTS, min_size=1, max_size=20))
def test_check_proves_nothing_that_an_event_contradicts(schema: Any, where: str, events: list[str]) -> None:
    try:
        pattern = Pattern.parse(where)
    except InvalidPattern:
        return
    validator, matches = jsonschema_rs.Draft202012Validator(schema), judge(pattern, schema).matches
    for event in events:
        if matches in (Matches.NEVER, Matches.ALWAYS) and validator.is_valid(json.loads(event)):
            assert pattern.matches(read_event(event)) is (matches is Matches.ALWAYS)


@pytest.mark.parametrize("number", [*NUMBERS, LONG])
def test_a_number_is_the_one_that_is_written_for_all(number: str) -> None:
    matching = {
        other: match_event(f'{{"a": [{other}]}}', f'{{"a": {number}}}'.encode(), where=False).matches
        for other in NUMBERS
    }
    assert matching == {
        other: compiled(f'{{"a": [{other}]}}').matches(read_event(f'{{"a": {number}}}')) for other in matching
    }
