"""`meshctl check` tells the same findings in every format, and exits with the same code."""

import json
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from meshctl.app.check.all_rules import RULES
from tests.support.catalogues import CHECKOUT, write_catalogue
from tests.support.running import Done, check, in_process, meshctl

FORMATS = ["text", "json", "sarif", "github", "junit"]
BROKEN = {"orders/checkout.yaml": CHECKOUT + "colour: red\n"}


@pytest.mark.parametrize("shape", FORMATS)
def test_an_error_is_told_and_exits_with_1(tmp_path: Path, shape: str) -> None:
    done = check(write_catalogue(tmp_path, BROKEN), shape)
    assert done.code == 1
    assert "unknown-key" in done.out and "colour" in done.out
    assert done.err == ("\n1 error\n" if shape in ("text", "github") else "")


@pytest.mark.parametrize("shape", FORMATS)
def test_a_sound_catalogue_exits_with_0(tmp_path: Path, shape: str) -> None:
    done = check(write_catalogue(tmp_path), shape)
    assert (done.code, done.err) == (0, "")
    assert bool(done.out) == (shape != "github")  # no finding, no command


def sarif_files(done: Done) -> list[str]:
    results = json.loads(done.out)["runs"][0]["results"]
    return [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results]


def test_files_are_named_from_where_the_command_runs(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "shop" / "catalogue", BROKEN)
    assert sarif_files(meshctl(tmp_path / "shop", "check", "--format", "sarif")) == ["catalogue/orders/checkout.yaml"]
    done = meshctl(tmp_path, "check", "--format", "sarif", "--catalogue", str(catalogue))
    assert sarif_files(done) == ["shop/catalogue/orders/checkout.yaml"]
    done = meshctl(catalogue, "check", "--format", "github")
    assert done.out.startswith("::error file=orders/checkout.yaml,line=4,col=1,")


def test_sarif_tells_all_rules_that_can_be_explained(tmp_path: Path) -> None:
    driver = json.loads(check(write_catalogue(tmp_path), "sarif").out)["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.name for rule in RULES]
    assert all(rule["help"]["text"] for rule in driver["rules"])


def test_junit_has_a_case_for_each_rule_and_one_fails(tmp_path: Path) -> None:
    suites = fromstring(check(write_catalogue(tmp_path, BROKEN), "junit").out)  # noqa: S314  own text
    assert (suites.attrib["tests"], suites.attrib["failures"]) == (str(len(RULES)), "1")


@pytest.mark.parametrize("shape", FORMATS)
def test_a_hostile_file_name_is_told_in_every_format(tmp_path: Path, shape: str) -> None:
    write_catalogue(tmp_path, {"orders/a\nb,c:%<&\x1b\u202e.yaml": "colour: red\n"})
    done = in_process("check", "--catalogue", str(tmp_path), "--format", shape)
    assert done.code == 1
    assert not {"\x1b", "\u202e", "\r"} & set(done.out)
