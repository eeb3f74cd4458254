"""What holds for every pattern and every schema: what is proved is so, and a witness is one."""

from collections import Counter
from typing import Any

from hypothesis import given, settings, note
from hypothesis import strategies as st
from small_worlds import EVENTS, PATTERNS, SCHEMAS, valid

from meshctl.contracts.satisfying import Outcome, judge
from meshctl.patterns import Pattern

SEEN = Counter()

@settings(max_examples=3000, deadline=None)
@given(SCHEMAS, PATTERNS)
def test_it(schema, written):
    pattern, validator = Pattern.parse(written), valid(schema)
    verdict = judge(pattern, schema)
    note(str(verdict))
    SEEN[verdict.outcome] += 1
    if verdict.outcome is Outcome.UNKNOWN: SEEN[verdict.reason]+=1
    if verdict.witness is not None:
        assert validator.is_valid(verdict.witness) and pattern.matches(verdict.witness)
    if verdict.outcome is Outcome.SOME:
        assert verdict.witness is not None
    if verdict.outcome is Outcome.NEVER:
        for event in EVENTS:
            assert not (pattern.matches(event) and validator.is_valid(event)), event
    if verdict.outcome is Outcome.ALWAYS:
        for event in EVENTS:
            assert pattern.matches(event) or not validator.is_valid(event), event
    if verdict.outcome is Outcome.UNKNOWN:
        if any(validator.is_valid(event) and pattern.matches(event) for event in EVENTS): SEEN["unknown but some"]+=1
    
def test_print():
    for k,v in SEEN.most_common(25): print(v,k)
