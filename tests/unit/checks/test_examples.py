"""The documentation of every check runs: its wrong example is found by this check alone, its right one by none.

Examples may show what meshctl cannot build yet; the notes that say so are for an example of their own.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from meshctl.adapters.catalogue_files import read_catalogue_files
from meshctl.app.check.check_catalogue import check_catalogue
from meshctl.checks import CHECKS, Check
from meshctl.checks.not_available_yet import NOT_AVAILABLE_YET
from meshctl.model.findings import Finding
from tests.support.catalogues import write_catalogue

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def told(directory: Path, example: Mapping[str, str], check: Check) -> list[Finding]:
    """What is found but for notes that something cannot be built yet, unless these are what the check is about."""
    let_pass = {NOT_AVAILABLE_YET.name} - {check.name}
    return [one for one in findings(directory, example) if one.check not in let_pass]


def findings(directory: Path, example: Mapping[str, str]) -> tuple[Finding, ...]:
    return check_catalogue(read_catalogue_files(write_catalogue(directory, example)), date(2026, 11, 23)).findings


@every_check
def test_the_wrong_example_is_found_by_its_check_alone(check: Check, tmp_path: Path) -> None:
    found = told(tmp_path, check.wrong, check)
    assert {(one.check, one.severity) for one in found} == {(check.name, check.severity)}


@every_check
def test_the_right_example_is_sound(check: Check, tmp_path: Path) -> None:
    assert told(tmp_path, check.right, check) == []


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
