"""What holds for every pattern and every schema: what is proved is so, and a witness is one."""

from typing import Any

from hypothesis import HealthCheck, given, settings

from meshctl.contracts.filters.judge import Matches, judge
from meshctl.contracts.filters.validity import Validity
from meshctl.json_schema.references import References
from meshctl.patterns import Pattern

from .small_worlds import EVENT_OBJECTS, EVENTS, MANY_BRANCHES, PATTERNS, SCHEMAS, valid

steadily = settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@steadily
@given(SCHEMAS, PATTERNS)
def test_never_and_always_survive_all_small_events(schema: Any, written: Any) -> None:
    pattern, validator = Pattern.parse(written), valid(schema)
    assert contradicting(pattern, judge(pattern, schema).matches, validator) == []


@steadily
@given(EVENT_OBJECTS, MANY_BRANCHES)
def test_what_many_branches_accept_together_survives_all_small_events(schema: Any, written: Any) -> None:
    closed = {**schema, "$defs": {"one": {}, "other": {"type": "string"}}}
    pattern = Pattern.parse(written)
    assert contradicting(pattern, judge(pattern, closed).matches, valid(closed)) == []


def contradicting(pattern: Pattern, matches: Matches, validator: Any) -> list[Any]:
    """The valid small events that are not as the verdict says."""
    if matches not in (Matches.NEVER, Matches.ALWAYS):
        return []
    wrong = (event for event in EVENTS if pattern.matches(event) is (matches is Matches.NEVER))
    return [event for event in wrong if validator.is_valid(event)]


@steadily
@given(SCHEMAS, PATTERNS)
def test_a_witness_is_valid_and_matches(schema: Any, written: Any) -> None:
    pattern = Pattern.parse(written)
    verdict = judge(pattern, schema)
    assert verdict.matches is not Matches.SOME or verdict.witness is not None
    assert verdict.witness is None or (valid(schema).is_valid(verdict.witness) and pattern.matches(verdict.witness))


@steadily
@given(SCHEMAS)
def test_what_is_known_of_validity_is_what_a_validator_says(schema: Any) -> None:
    validator = valid(schema)
    for event in EVENTS[::40]:
        known = Validity(References(schema)).holds(event, schema)
        assert known in (None, validator.is_valid(event))


def test_a_schema_that_is_made_on_the_way_is_taken_for_no_other_one() -> None:
    validity = Validity(References(True))
    assert [number for number in range(200) if not validity.holds(number, {"const": number})] == []
