"""SARIF holds every finding at its place, and what `meshctl explain` says of its rule."""

import json
from dataclasses import replace
from os import fsdecode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding, Severity
from meshctl.model.places import Place
from meshctl.report.findings.sarif import findings_as_sarif

WRONG, RIGHT = {"a/b.yaml": "event: a/No\n"}, {"a/b.yaml": "event: a/Yes\n"}
RULE = Rule(name="unknown-event", why="It waits for ever.", wrong=WRONG, right=RIGHT)
FINDING = Finding("unknown-event", Place("orders/a.yaml", 2, 8, 9), "nobody publishes it", "it waits", "publish it")


def run_of(*findings: Finding) -> dict[str, Any]:
    told = json.loads(findings_as_sarif(findings, [RULE], "1.2.3"))
    assert (told["version"], list(told)) == ("2.1.0", ["$schema", "version", "runs"])
    run: dict[str, Any]
    (run,) = told["runs"]
    return run


def test_a_result_has_its_rule_level_message_and_place() -> None:
    (result,) = run_of(FINDING)["results"]
    assert (result["ruleId"], result["level"]) == ("unknown-event", "error")
    assert result["message"] == {"text": "nobody publishes it\nwhy: it waits\nhelp: publish it"}
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "orders/a.yaml"},
        "region": {"startLine": 2, "startColumn": 8, "endColumn": 17},
    }


@pytest.mark.parametrize("severity", Severity)
def test_a_severity_is_the_level(severity: Severity) -> None:
    (result,) = run_of(replace(FINDING, severity=severity))["results"]
    assert result["level"] == severity.value


def test_the_rules_are_told_with_their_examples_also_without_a_finding() -> None:
    run = run_of()
    (rule,) = run["tool"]["driver"]["rules"]
    assert (run["results"], run["tool"]["driver"]["version"], rule["id"]) == ([], "1.2.3", "unknown-event")
    assert rule["fullDescription"]["text"] == "It waits for ever."
    assert "```yaml\nevent: a/No\n```" in rule["help"]["markdown"]
    assert "Right, a/b.yaml:\n\nevent: a/Yes" in rule["help"]["text"]


def test_places_are_counted_in_characters_as_the_reader_counts_them() -> None:
    assert run_of()["columnKind"] == "unicodeCodePoints"


@pytest.mark.parametrize(
    ("file", "uri"),
    [("a b/ü:x?.yaml", "a%20b/%C3%BC%3Ax%3F.yaml"), ("caf\udce9.yaml", "caf%E9.yaml"), ("../c.yaml", "../c.yaml")],
)
def test_a_file_is_a_relative_reference(file: str, uri: str) -> None:
    (result,) = run_of(replace(FINDING, place=Place(file)))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_text_of_a_catalogue_does_not_become_a_link() -> None:
    (result,) = run_of(replace(FINDING, message="see [this](https://evil.test), not [that]"))["results"]
    assert result["message"]["text"].startswith(r"see \[this](https://evil.test), not [that]")


@given(st.text(st.characters()), st.binary().map(fsdecode))
def test_any_text_is_told_without_control_characters(message: str, file: str) -> None:
    text = findings_as_sarif([replace(FINDING, message=message, place=Place(file))], [RULE], "1")
    (result,) = json.loads(text)["runs"][0]["results"]
    assert all(ord(character) >= 32 or character == "\n" for character in result["message"]["text"])
    assert text.isascii()
