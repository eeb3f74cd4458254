"""A mesh says how bad findings are; what holds for every mesh it cannot lessen."""

import pytest

from meshctl.app.check.all_rules import RULES, rules_in_force
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.catalogue.reading_rules import READING_RULES
from meshctl.model.finding_rules import Leeway
from tests.support.catalogues import CAPTURE, MESH

from .overridden import CROSSING, LONG, catalogue, found, told


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
def test_a_finding_is_as_bad_as_the_mesh_says(severity: str) -> None:
    assert told(found(f"checks: {{name-too-long: {severity}}}\n", LONG)) == [(severity, "name-too-long")]


def test_a_check_that_is_switched_off_finds_nothing() -> None:
    assert found("checks: {name-too-long: off}\n", LONG) == []


def test_a_severity_that_is_not_set_is_that_of_the_check() -> None:
    assert told(found("checks: {dead-letters-too-short: off}\n", LONG)) == [("error", "name-too-long")]


@pytest.mark.parametrize("word", ["off", "note", "warning"])
def test_the_boundary_between_systems_cannot_be_switched_off(word: str) -> None:
    findings = found(f"checks: {{crosses-system-boundary: {word}}}\n", CROSSING)
    assert told(findings) == [("error", "fixed-check"), ("error", "crosses-system-boundary")]
    assert "exception" in findings[0].help


@pytest.mark.parametrize("name", [rule.name for rule in RULES if rule.leeway is Leeway.NONE])
def test_what_reading_finds_and_building_needs_cannot_be_switched_off(name: str) -> None:
    assert told(found(f"checks: {{{name}: off}}\n")) == [("error", "fixed-check")]


def test_to_call_an_error_an_error_is_no_finding() -> None:
    assert found("checks: {crosses-system-boundary: error, invalid-yaml: error}\n") == []


def test_a_misspelt_check_is_answered_with_the_right_one() -> None:
    (finding,) = found("checks: {name-to-long: off}\n")
    assert (finding.check, str(finding.place)) == ("unknown-check", "mesh.yaml:9:10")
    assert finding.help == 'did you mean "name-too-long"?'


@pytest.mark.parametrize("said", ["{name-too-long: of}", "{name-too-long: false}", "{Name: off}", "[name-too-long]"])
def test_a_severity_that_is_none_is_a_finding(said: str) -> None:
    assert {check for _, check in told(found(f"checks: {said}\n"))} <= {"wrong-value", "wrong-name"}
    assert found(f"checks: {said}\n")


def test_the_rules_that_are_asked_are_those_not_switched_off_as_bad_as_the_mesh_says() -> None:
    said = MESH + "checks: {name-too-long: note, dead-letters-too-short: off, unknown-event: off}\n"
    mesh = read_catalogue(catalogue({"mesh.yaml": said, "payments/capture.yaml": CAPTURE})).mesh
    severities = {rule.name: rule.severity.value for rule in rules_in_force(mesh)}
    assert {rule.name for rule in RULES} - set(severities) == {"dead-letters-too-short"}
    assert (severities["name-too-long"], severities["unknown-event"]) == ("note", "error")


def test_without_a_mesh_only_reading_is_asked() -> None:
    assert {rule.name for rule in rules_in_force(None)} == set(READING_RULES)
