"""Choices of filters, each judged as if it were the only one."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from meshctl.contracts.filters.choices import dead_choices
from meshctl.patterns import Pattern

from .small_worlds import EVENTS, PATTERNS, SCHEMAS, valid

REASON = {"enum": ["payment-failed", "customer-request"]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["reason", "total"],
    "properties": {
        "reason": REASON,
        "total": {"type": "number", "minimum": 0},
        "code": {"type": "string", "pattern": "^[A-Z]{2}-"},
        "lines": {"type": "array", "items": {"type": "object", "properties": {"sku": {"enum": ["A", "B"]}}, "additionalProperties": False}},
    },
    "additionalProperties": False,
}  # fmt: skip

DEAD = [
    ({"reason": ["payment-failed", "customer-reqest"]}, ("reason", 1)),
    ({"reason": ["payment-failed", {"prefix": "customers"}]}, ("reason", 1)),
    ({"reason": ["payment-failed", {"exists": False}]}, ("reason", 1)),
    ({"total": [{"numeric": ["<", 0]}, {"numeric": [">", 9]}]}, ("total", 0)),
    ({"code": [{"prefix": "EU-"}, {"prefix": "eu-"}]}, ("code", 1)),
    ({"code": [{"wildcard": "*x"}, {"suffix": "y"}, 7]}, ("code", 2)),
    ({"reason": [{"anything-but": ["payment-failed", "customer-reqest"]}]}, ("reason", 0, "anything-but", 1)),
    ({"reason": [{"anything-but": "customer-reqest"}]}, ("reason", 0, "anything-but")),
    (
        {"reason": [{"anything-but": {"equals-ignore-case": ["PAYMENT-FAILED", "CUSTOMER-REQEST"]}}]},
        ("reason", 0, "anything-but", "equals-ignore-case", 1),
    ),
    ({"$or": [{"reason": ["payment-failed"]}, {"raeson": ["payment-failed"]}]}, ("$or", 1)),
    ({"$or": [{"total": [7]}, {"reason": ["payment-failed", "nothing"]}]}, ("$or", 1, "reason", 1)),
    ({"lines": {"sku": ["A", "C"]}}, ("lines", "sku", 1)),
    ({"lines.sku": ["A", "C"]}, ("lines.sku", 1)),
    ({"total": [1, 2], "$or": [{"code": ["EU-1", "eu"]}, {"lines": {"sku": ["B"]}}]}, ("$or", 0, "code", 1)),
]


@pytest.mark.parametrize(("where", "place"), DEAD)
def test_a_choice_that_never_holds_is_found_among_others(where: dict[str, Any], place: tuple[str | int, ...]) -> None:
    assert [one.place for one in dead_choices(where, SCHEMA)] == [place]


def test_a_text_in_any_case_is_told_with_what_was_meant() -> None:
    (dead,) = dead_choices({"reason": [{"equals-ignore-case": "PAYMENT-FAILD"}, "customer-request"]}, SCHEMA)
    assert dead.obstacle.help == 'did you mean "payment-failed"?'


@pytest.mark.parametrize(
    "where",
    [
        {"reason": ["payment-failed", "customer-request"]},
        {"reason": ["customer-reqest"]},  # all of the filter, and another check's to tell
        {"reason": [{"anything-but": ["refused"]}]},  # like nothing that the schema has
        {"reason": [{"anything-but": {"prefix": ["payment", "x"]}}]},
        {"code": ["EU-1", {"prefix": "EU-"}]},
        {"$or": [{"total": [7]}, {"reason": ["payment-failed"]}]},
    ],
)
def test_nothing_is_said_of_choices_that_may_hold(where: dict[str, Any]) -> None:
    assert dead_choices(where, SCHEMA) == ()


def test_a_misspelt_choice_is_answered_with_the_one_that_was_meant() -> None:
    (one,) = dead_choices({"reason": ["payment-failed", "customer-reqest"]}, SCHEMA)
    assert one.obstacle.help == 'did you mean "customer-request"?'


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(SCHEMAS, PATTERNS)
def test_no_small_event_passes_by_a_choice_that_never_holds(schema: Any, written: Any) -> None:
    validator = valid(schema)
    for one in dead_choices(written, schema):
        if not one.excludes and not one.obstacle.assumed:
            alone = Pattern.parse(only(written, one.place))
            assert [event for event in EVENTS if alone.matches(event) and validator.is_valid(event)] == []


def only(written: Any, place: tuple[str | int, ...]) -> Any:
    """The pattern with one choice alone; a branch is there twice, since `$or` wants two."""
    step, *rest = place
    if isinstance(written, dict):
        return {**written, step: only(written[step], tuple(rest))}
    inner = only(written[step], tuple(rest)) if rest else written[step]
    return (
        [inner, inner] if isinstance(inner, dict) and not isinstance(inner, list) and _is_branch(written) else [inner]
    )


def _is_branch(choices: list[Any]) -> bool:
    return (
        all(isinstance(one, dict) and all(isinstance(below, dict | list) for below in one.values()) for one in choices)
        and len(choices) > 1
    )
