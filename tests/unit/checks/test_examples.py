"""The documentation of every check runs: its wrong example is found by this check alone, its right one by none."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
from catalogues import write_catalogue

from meshctl.adapters.files import read_catalogue_files
from meshctl.app.read import check_catalogue
from meshctl.checks import CHECKS, Check
from meshctl.model.findings import Finding

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def findings(directory: Path, example: Mapping[str, str]) -> tuple[Finding, ...]:
    return check_catalogue(read_catalogue_files(write_catalogue(directory, example)), date(2026, 11, 23)).findings


def besides(check: Check, found: Iterable[Finding]) -> list[Finding]:
    """What is found but that meshctl cannot build something yet, which examples of the whole language may use."""
    return [one for one in found if "not-available-yet" not in {one.check} - {check.name}]


@every_check
def test_the_wrong_example_is_found_by_its_check_alone(check: Check, tmp_path: Path) -> None:
    found = besides(check, findings(tmp_path, check.wrong))
    assert {(one.check, one.severity) for one in found} == {(check.name, check.severity)}


@every_check
def test_the_right_example_is_sound(check: Check, tmp_path: Path) -> None:
    assert besides(check, findings(tmp_path, check.right)) == []


@every_check
def test_a_check_shows_a_wrong_and_a_right_way_that_differ(check: Check) -> None:
    assert check.wrong and check.right
    assert check.wrong != check.right


@every_check
def test_a_finding_says_more_than_what_is_wrong(check: Check, tmp_path: Path) -> None:
    assert all(one.why or one.help for one in findings(tmp_path, check.wrong))


def test_checks_are_listed_once_and_in_alphabetical_order() -> None:
    names = [check.name for check in CHECKS]
    assert names == sorted(set(names))


def test_what_the_examples_are_laid_over_is_sound(tmp_path: Path) -> None:
    assert findings(tmp_path, {}) == ()
