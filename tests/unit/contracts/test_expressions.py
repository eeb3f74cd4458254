"""Regular expressions as automata: what fits, what fits several at once, and that none takes long."""

import re
from time import process_time

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meshctl.contracts.filters.texts.expression import Demand, read_expression
from meshctl.contracts.filters.texts.fitting_texts import fitting_texts, has_none
from meshctl.contracts.filters.texts.wanted import wanted_by
from meshctl.patterns import Pattern
from tests.support.bounded import without_exploding
from tests.support.event_shapes.corpus import CORPUS

steadily = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
PIECES = st.sampled_from(
    ["a", "b", "-", "0", ".", "[ab0]", "[a-c]", "[^b]", r"\d", r"\w", r"\S", "(a|b0)", "(?:ab)", "(?=a)", "(?!b)"]
)
COUNTS = st.sampled_from(["", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?"])
PARTS = st.builds(
    lambda piece, count: piece + ("" if piece.startswith("(?=") or piece.startswith("(?!") else count), PIECES, COUNTS
)
SPELLINGS = st.builds(
    lambda start, parts, grouped, end: start + ("(" + "".join(parts) + ")+" if grouped else "".join(parts)) + end,
    st.sampled_from(["", "^"]),
    st.lists(PARTS, max_size=4),
    st.booleans(),
    st.sampled_from(["", "$"]),
)  # fmt: skip
TEXTS = st.lists(st.text("ab0-", max_size=5), min_size=1, max_size=20)
OPERATORS = st.sampled_from(
    [{"prefix": "a"}, {"suffix": "0b"}, {"wildcard": "*a*0"}, {"equals-ignore-case": "AB"}, {"anything-but": ["a", "b"]}, {"anything-but": {"prefix": "a"}}, {"exists": True}]
)  # fmt: skip


@steadily
@given(SPELLINGS, TEXTS)
def test_an_expression_fits_what_python_says(spelling: str, texts: list[str]) -> None:
    expression = read_expression(spelling)
    if expression is not None:
        python = re.compile(spelling)
        assert [text for text in texts if expression.accepts(text) not in (None, bool(python.search(text)))] == []


@steadily
@given(st.lists(SPELLINGS, min_size=1, max_size=2), OPERATORS, TEXTS, st.integers(0, 3), st.integers(0, 5))
def test_texts_that_fit_all_do_and_where_none_is_found_there_is_none(
    spellings: list[str], operator: dict[str, object], texts: list[str], shortest: int, longest: int
) -> None:
    expressions = [one for one in map(read_expression, spellings) if one]
    (field,) = Pattern.parse({"a": [operator]}).branches[0]
    wanted = tuple(one for each in expressions for one in each.wanted) + (wanted_by(field.accepted.operators[0]) or ())
    found, _ = fitting_texts(wanted, shortest, longest)
    assert all(field.accepted.accepts(text) and shortest <= len(text) <= longest for text in found)
    assert all(one.accepts(text) is not False for text in found for one in expressions)
    if has_none(wanted, shortest, longest):
        known = [text for text in texts if shortest <= len(text) <= longest and field.accepted.accepts(text)]
        assert [text for text in known if all(one.accepts(text) for one in expressions)] == []


def expressions_of(schema: object) -> set[str]:
    if isinstance(schema, list):
        return set().union(*map(expressions_of, schema))
    if not isinstance(schema, dict):
        return set()
    own = {schema["pattern"]} if isinstance(schema.get("pattern"), str) else set()
    named = schema.get("patternProperties")
    own |= set(named) if isinstance(named, dict) else set()
    return own.union(*map(expressions_of, schema.values()))


@pytest.mark.parametrize("spelling", sorted(set().union(*map(expressions_of, CORPUS.values()))))
def test_expressions_that_people_write_are_read_and_fitted(spelling: str) -> None:
    expression = read_expression(spelling)
    assert expression is not None
    found, _ = fitting_texts(expression.wanted, 0, 1_000)
    judge = jsonschema_rs.Draft202012Validator({"pattern": spelling})
    assert found and all(judge.is_valid(text) is expression.accepts(text) for text in found)


@pytest.mark.parametrize(
    ("spelling", "text", "fits"),
    [
        (r"^[^@\s]+@[^@\s]+$", "ada@example.org", True),
        (r"^[^@\s]+@[^@\s]+$", "ada example.org", False),
        ("^(?!x)[a-z]+$", "xy", False),
        ("^(?=.*[0-9])[A-Z0-9]+$", "AB", False),
        ("^(?i)(debug|info)$", "DeBuG", True),
        (r"^\u0041\x42$", "AB", True),
        ("^é$", "é", True),
        ("^.$", "\r", None),
        (r"^a\b$", "a", None),
        (r"^a\b$", "b", False),
    ],
)
def test_a_text_fits_does_not_fit_or_dialects_differ(spelling: str, text: str, fits: bool | None) -> None:
    expression = read_expression(spelling)
    assert expression is not None and expression.accepts(text) is fits


@pytest.mark.parametrize(
    "spelling", [r"(a)\1", "[a-z", "a**", "(?<1>a)", "[a&&b]", "x{201}", "(" * 40 + ")" * 40, "a" * 3_000]
)
def test_what_is_not_read_is_not_judged(spelling: str) -> None:
    assert read_expression(spelling) is None


@pytest.mark.bounds
@pytest.mark.parametrize(
    "spelling", ["^(a+)+$", "^(a|a)*$", "[a-z]{0,99}" * 20 + "!", "^((((a*)*)*)*)*b$", "(.*a){50}", "(a?){200}" * 9]
)
def test_expressions_that_are_built_to_explode_take_no_time(spelling: str) -> None:
    begin = process_time()
    with without_exploding():
        expression = read_expression(spelling)
        if expression:
            expression.accepts("a" * 150 + "b")
            fitting_texts((*expression.wanted, Demand(expression.wanted[0].automaton, found=False)), 0, 200)
    assert process_time() - begin < 1
