"""What is wrong with a document's shape is told once, and as much of it as can be mended in one go."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.catalogue.documents.yaml_documents import read_document
from meshctl.catalogue.language.shape import MOST_FINDINGS, READ_IN_FULL, check_shape, language
from meshctl.model.findings import Finding


def shape(text: str) -> list[Finding]:
    document, _ = read_document("orders/a.yaml", text.encode())
    assert document
    return check_shape(document, "service")


def test_every_wrong_name_is_told_once_at_its_place() -> None:
    found = shape("service: a\nqueues:\n  One: {}\n  two: {}\n  Three: {}\n")
    assert [(one.check, one.place.line, one.place.column) for one in found] == [
        ("wrong-name", 3, 3),
        ("wrong-name", 5, 3),
    ]
    assert {one.help for one in found} == {"A name: lower-case words joined by hyphens."}


def test_a_wrong_name_is_told_beside_what_is_wrong_below_a_right_one() -> None:
    found = shape("service: a\nqueues:\n  One: {}\n  two: {size: 5}\n")
    assert sorted(one.check for one in found) == ["unknown-key", "wrong-name"]


@given(st.lists(st.text("aB-1", min_size=1, max_size=4), unique=True, min_size=1, max_size=6))
def test_names_are_judged_each_by_itself(names: list[str]) -> None:
    wrong = [name for name in names if shape(f'service: a\nqueues: {{"{name}": {{}}}}\n')]
    together = shape("service: a\nqueues:\n" + "".join(f'  "{name}": {{}}\n' for name in names))
    assert [one.message for one in together] == [f'"{name}" is no name' for name in wrong]


@pytest.mark.parametrize("line", ["k{}: 1\n", "K{}: 1\n"])
def test_of_a_file_that_is_wrong_everywhere_a_hundred_findings_are_told(line: str) -> None:
    assert len(shape("service: a\n" + "".join(line.format(number) for number in range(1_000)))) == MOST_FINDINGS


def test_of_a_very_large_file_the_first_error_is_told() -> None:
    comment = "#" * READ_IN_FULL + "\n"
    assert len(shape(f"{comment}service: a\nqueues: 1\nfunctions: 2\n")) == 1
    assert shape(f"{comment}service: a\n") == []


def rules_of_names(schema: Any) -> Iterator[dict[str, Any]]:
    """Every `propertyNames` in `schema`, with what it refers to."""
    below = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and "propertyNames" in schema:
        names = schema["propertyNames"]
        yield names | language()["$defs"].get(names.get("$ref", "").rpartition("/")[2], {})
    for one in below:
        yield from rules_of_names(one)


def test_names_are_ruled_by_nothing_but_a_pattern() -> None:
    """For `check_shape` asks for names by their pattern alone."""
    rules = list(rules_of_names(language()))
    assert len(rules) > 5
    assert all(rule.keys() - {"$ref", "type", "description", "examples"} == {"pattern"} for rule in rules)


def test_too_many_of_a_thing_are_counted() -> None:
    stages = "".join(f"  stage-{number}: {{cloud: local}}\n" for number in range(51))
    document, _ = read_document("mesh.yaml", f"mesh: shop\nregion: eu-west-1\nstages:\n{stages}".encode())
    assert document
    (finding,) = check_shape(document, "mesh")
    assert finding.message == "at most 50 may stand here, and there are more"
