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
from tests.support.drawn_filters import EVENTS, FILTERS, NAMES, NUMBERS

LONG = "1" * 4_301  # no pattern may be as long
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
