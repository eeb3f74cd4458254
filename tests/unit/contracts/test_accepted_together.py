"""What accepts all values together, be it that none of it does alone."""

from typing import Any

import pytest

from meshctl.contracts.filters.judge import Matches, judge
from meshctl.patterns import Pattern

TEXT, NUMBER = {"type": "string"}, {"type": "number"}
SOME, ALWAYS, NEARLY = Matches.SOME, Matches.ALWAYS, Matches.PRESUMABLY_ALWAYS

TOGETHER = [
    ({**TEXT, "pattern": "^(ab|ac)$"}, ["ab", "ac"], ALWAYS),
    ({**TEXT, "pattern": "^(ab|ac)$"}, ["ab", "ad"], SOME),
    ({**TEXT, "pattern": "^EU-"}, [{"prefix": "EU-"}], ALWAYS),
    ({**TEXT, "pattern": "^[a-z]{2}$"}, [{"wildcard": "a*"}, {"anything-but": {"prefix": "a"}}], ALWAYS),
    (TEXT, ["a", {"anything-but": "a"}], ALWAYS),
    (TEXT, ["a", {"anything-but": ["a", "b"]}], SOME),
    (TEXT, [{"prefix": "a"}, {"anything-but": {"prefix": ["a", "b"]}}, {"prefix": "b"}], ALWAYS),
    ({"type": ["string", "null"]}, [None, {"prefix": ""}], ALWAYS),
    (NUMBER, [{"numeric": ["<", 5]}, {"numeric": [">=", 5]}], NEARLY),
    (NUMBER, [{"numeric": ["<", 5]}, 5, {"numeric": [">", 5]}], NEARLY),
    (NUMBER, [{"numeric": ["<", 5]}, {"numeric": [">", 5]}], SOME),
    (NUMBER, [5, {"anything-but": [5]}], NEARLY),
    ({"type": "integer", "minimum": 0, "maximum": 900}, [{"numeric": ["<", 9]}, {"numeric": [">", 8]}], ALWAYS),
]


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(("schema", "accepted", "matches"), TOGETHER)
def test_what_accepts_all_values_together_lets_all_pass(
    schema: Any, accepted: list[Any], matches: Matches, *, apart: bool
) -> None:
    where = {"$or": [{"a": [one], "b": ["x"]} for one in accepted]} if apart and len(accepted) > 1 else {"a": accepted}
    event = {"type": "object", "properties": {"a": schema, "b": {"const": "x"}}, "required": ["a", "b"]}
    assert judge(Pattern.parse(where), event).matches is matches


@pytest.mark.parametrize(
    "where",
    [{"$or": [{"a": [{"exists": True}]}, {"a": [{"exists": False}]}]}, {"a": [{"exists": True}, {"exists": False}]}],
)
def test_a_field_that_is_there_or_not_lets_all_pass(where: Any) -> None:
    assert judge(Pattern.parse(where), {"type": "object", "properties": {"a": TEXT}}).matches is ALWAYS
