"""What a team says against checks shows in every format, decides the exit code, and never makes a bundle that is wrong."""

import json
from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, MESH, write_catalogue
from tests.support.running import check, in_process, meshctl

FORMATS = ["text", "json", "sarif", "github", "junit"]
CROSSING = CAPTURE.replace("event: orders/OrderPlaced\n    w", "topic: orders/updates\n    w")
PASSED = "exceptions: [{check: crosses-system-boundary, reason: their next release, until: 9999-12-31}]\n"
EXCEPTED = {"payments/capture.yaml": CROSSING + PASSED}
UNUSED = {"payments/capture.yaml": CAPTURE + PASSED}
LEVELS = {"text": "{}[", "json": '"severity": "{}"', "sarif": '"level": "{}"', "github": "::{} ", "junit": "{}: "}


@pytest.mark.parametrize("shape", FORMATS)
def test_an_exception_is_told_in_every_format_and_fails_nothing(tmp_path: Path, shape: str) -> None:
    done = check(write_catalogue(tmp_path, EXCEPTED), shape)
    assert done.code == 0
    assert "(excepted until 9999-12-31: their next release)" in done.out
    assert LEVELS[shape].format("notice" if shape == "github" else "note") in done.out


@pytest.mark.parametrize("shape", FORMATS)
def test_a_warning_is_told_in_every_format_and_fails_nothing(tmp_path: Path, shape: str) -> None:
    done = check(write_catalogue(tmp_path, UNUSED), shape)
    assert done.code == 0
    assert LEVELS[shape].format("warning") in done.out


@pytest.mark.parametrize("shape", FORMATS)
def test_strictly_a_warning_is_an_error_in_every_format(tmp_path: Path, shape: str) -> None:
    done = in_process("check", "--strict", "--catalogue", str(write_catalogue(tmp_path, UNUSED)), "--format", shape)
    assert done.code == 1
    assert LEVELS[shape].format("error") in done.out


def test_strictly_a_note_is_a_note(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path, EXCEPTED), "check", "--strict")
    assert (done.code, done.err) == (0, "\n1 note\n")


def test_the_summary_counts_by_severity(tmp_path: Path) -> None:
    said = (
        MESH + "checks: {loup: note}\nexceptions: [{check: name-too-long, where: orders, reason: x, until: 9999-1-1}]\n"
    )
    files = {"mesh.yaml": said.replace("9999-1-1", "9999-12-31"), **EXCEPTED}
    done = meshctl(write_catalogue(tmp_path, files), "check")
    assert (done.code, done.err) == (1, "\n1 error, 1 warning, 1 note\n")


def test_junit_has_no_case_for_a_check_that_is_switched_off(tmp_path: Path) -> None:
    files = {"mesh.yaml": MESH + "checks: {name-too-long: off, dead-letters-too-short: warning}\n"}
    out = check(write_catalogue(tmp_path, files), "junit").out
    assert 'name="name-too-long"' not in out and 'name="dead-letters-too-short"' in out


def test_sarif_tells_the_severity_that_the_mesh_sets(tmp_path: Path) -> None:
    done = check(write_catalogue(tmp_path, {"mesh.yaml": MESH + "checks: {name-too-long: note}\n"}), "sarif")
    rules = {rule["id"]: rule for rule in json.loads(done.out)["runs"][0]["tool"]["driver"]["rules"]}
    assert rules["name-too-long"]["defaultConfiguration"] == {"level": "note"}


@pytest.mark.parametrize("command", ["render", "plan"])
def test_what_is_excepted_and_cannot_be_built_is_refused_in_a_sentence(tmp_path: Path, command: str) -> None:
    done = meshctl(write_catalogue(tmp_path, EXCEPTED), command, "--stage", "dev")
    assert (done.code, done.out) == (1, "")
    assert "Traceback" not in done.err
    assert (
        'error: meshctl cannot build a subscription to a topic ("orders/updates") yet (payments/capture.yaml:8:12)'
        in (done.err)
    )


def test_what_is_excepted_and_can_be_built_is_rendered(tmp_path: Path) -> None:
    long = "exceptions: [{check: name-too-long, reason: painted on the building, until: 9999-01-01}]\n"
    files = {"payments/capture.yaml": CAPTURE.replace("  kept:", f"  {'k' * 33}:") + long}
    assert meshctl(write_catalogue(tmp_path, files), "render", "--stage", "dev").code == 0
    (tmp_path / "payments/capture.yaml").write_text(files["payments/capture.yaml"].replace("9999-01-01", "2020-01-01"))
    assert meshctl(tmp_path, "render", "--stage", "dev").code == 1


@pytest.mark.parametrize("shape", FORMATS)
def test_a_hostile_reason_is_told_in_every_format(tmp_path: Path, shape: str) -> None:
    said = PASSED.replace("their next release", '"a%0A\\e[31m\\u202e\\n::error::b]]><c>[d](e)\\ufffe"')
    done = check(write_catalogue(tmp_path, {"payments/capture.yaml": CROSSING + said}), shape)
    assert done.code == 0
    assert not {"\x1b", "\u202e"} & set(done.out)
    assert not [line for line in done.out.splitlines() if line.startswith("::error")]
