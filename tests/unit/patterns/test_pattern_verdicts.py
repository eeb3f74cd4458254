"""Every line of `verdicts.jsonl` (name, pattern, event, verdict) agrees with event-ruler 2.0.1, AWS's own engine."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from meshctl.patterns import Pattern

LINES = Path(__file__).with_name("verdicts.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [json.loads(line, parse_float=Decimal) for line in LINES]
NAMES = [case[0] for case in CASES]


@pytest.mark.parametrize(("pattern", "event", "verdict"), [case[1:] for case in CASES], ids=NAMES)
def test_a_pattern_judges_an_event_as_aws_does(pattern: Any, event: Any, verdict: bool) -> None:
    assert Pattern.parse(pattern).matches(event) is verdict


@pytest.mark.parametrize("line", LINES, ids=NAMES)
def test_a_pattern_read_from_text_judges_alike(line: str) -> None:
    _, pattern, event, verdict = json.loads(line)
    if "1e40" not in line:  # a float knows no such number; only Decimal keeps it apart
        assert Pattern.parse(json.dumps(pattern)).matches(event) is verdict


def test_every_case_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)
