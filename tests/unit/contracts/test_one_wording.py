"""Findings about a filter and explanations of a pattern say the same of each operator."""

from importlib import import_module
from inspect import getmembers, isclass
from pkgutil import iter_modules
from typing import Any

import pytest

from meshctl.contracts.filters.judge import judge
from meshctl.patterns import Accepted, Pattern, described, operators, why_not
from meshctl.patterns.explaining.field_wording import expectation
from meshctl.patterns.syntax.read_operator import OPERATORS

PLAIN: dict[str, Any] = {"a text": "DE", "a number": 1.5, "true": True, "null": None, "an address": "10.0.0.1"}
WRITTEN: dict[str, list[Any]] = {
    "anything-but": [
        "DE",
        [1, 2],
        {"prefix": "F"},
        {"suffix": ["F", "G"]},
        {"equals-ignore-case": "f"},
        {"wildcard": "F*"},
    ],
    "cidr": ["10.0.0.0/24", "2001:db8::/32"],
    "equals-ignore-case": ["de"],
    "exactly": ["DE"],
    "exists": [True],
    "numeric": [["=", 1], [">", 0], [">=", 0, "<", 9]],
    "prefix": ["F", {"equals-ignore-case": "f"}],
    "suffix": ["F", {"equals-ignore-case": "f"}],
    "wildcard": ["F*x", "F"],
}
SAID = [{name: operand} for name, operands in WRITTEN.items() for operand in operands]


def test_every_operator_of_a_pattern_is_asked_about_here() -> None:
    assert WRITTEN.keys() == OPERATORS.keys()


@pytest.mark.parametrize("accepted", [*PLAIN.values(), *SAID], ids=str)
def test_a_finding_says_an_operator_as_the_explanation_does(accepted: Any) -> None:
    pattern = Pattern.parse({"field": [accepted]})
    mismatch = why_not(pattern, {"field": {}})
    assert mismatch is not None
    finding = judge(pattern, {"properties": {"field": {"type": "object"}}, "required": ["field"]})
    assert finding.reason == f"the schema allows an object, the pattern wants {mismatch.expected}"


@pytest.mark.parametrize("accepted", [*PLAIN.values(), *SAID], ids=str)
def test_a_line_about_a_field_holds_the_words_of_the_finding(accepted: Any) -> None:
    [line] = described(Pattern.parse({"field": [accepted]}))
    noun = expectation(Pattern.parse({"field": [accepted]}).branches[0][0].accepted, 6)
    assert line in (f"field: is {noun}", f"field: {noun.removeprefix('text that ')}", "field: is there")


@pytest.mark.parametrize("name", [module.name for module in iter_modules(operators.__path__)])
def test_every_kind_of_operator_is_named(name: str) -> None:
    module = import_module(f"{operators.__name__}.{name}")
    known = {type(one) for one in _operators()}
    kinds = {
        one for _, one in getmembers(module, isclass) if one.__module__ == module.__name__ and hasattr(one, "accepts")
    }
    assert {one.__name__ for one in kinds - known} <= {"Operator"}


def _operators() -> list[Any]:
    parsed = [Pattern.parse({"field": [one]}).branches[0][0].accepted for one in [*PLAIN.values(), *SAID]]
    return [*parsed, *(operator for accepted in parsed for operator in accepted.operators)]


def test_an_operator_that_nobody_has_named_is_no_other_one() -> None:
    class New:
        def accepts(self, value: object) -> bool:
            return value == 1

    with pytest.raises(TypeError, match="New"):
        expectation(Accepted(operators=(New(),)), 6)
