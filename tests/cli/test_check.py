"""`meshctl check` finds everything that is wrong, at its place, and says so as text or as JSON."""

import json
import re
from pathlib import Path

import pytest

from meshctl.app.check.all_rules import RULES
from meshctl.model.findings import Severity
from tests.support.broken_catalogues import BROKEN
from tests.support.catalogues import MESH, ORDERS, write_catalogue
from tests.support.running import check, in_process, meshctl

SHOP = Path(__file__).parents[2] / "examples" / "shop"
ELSEWHERE = {"unreadable-file"}  # needs more than a file's text: see test_hostile_files.py


def test_the_shop_is_sound() -> None:
    done = meshctl(SHOP, "check")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("The catalogue is sound: 3 systems, ")


def test_a_sound_catalogue_has_no_findings_as_json(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "check", "--format", "json")
    assert (done.code, done.findings, done.err) == (0, [], "")


def test_there_is_a_broken_catalogue_for_every_check() -> None:
    assert {name for name, _, _ in BROKEN} | ELSEWHERE == {rule.name for rule in RULES}


@pytest.mark.parametrize(("name", "files", "places"), BROKEN, ids=[name for name, _, _ in BROKEN])
def test_a_broken_catalogue_is_found_at_its_place(
    tmp_path: Path, name: str, files: dict[str, str | bytes | None], places: list[str]
) -> None:
    done = check(write_catalogue(tmp_path, files), "json")
    assert (done.code, done.err) == (int("error" in [one["severity"] for one in done.findings]), "")
    severity = next((rule.severity for rule in RULES if rule.name == name), Severity.ERROR)
    assert {one["severity"] for one in done.findings if one["check"] == name} == {severity}
    assert [shown for shown in done.shown if shown.startswith(f"{name} ")] == [f"{name} {place}" for place in places]
    assert all(one["message"] and one["help"] for one in done.findings)


def test_all_findings_of_all_files_are_told_at_once_and_in_order(tmp_path: Path) -> None:
    chosen = ("unknown-account", "duplicate-key", "unexpected-file", "invalid-pattern", "wrong-name")
    broken = [(check, files, places) for check, files, places in BROKEN if check in chosen]
    files = {path: text for _, written, _ in broken for path, text in written.items()}
    done = meshctl(write_catalogue(tmp_path, files), "check", "--format", "json")
    assert done.code == 1
    assert {f"{check} {place}" for check, _, places in broken for place in places} <= set(done.shown)
    told = [(one["file"], one["line"], one["column"]) for one in done.findings]
    assert told == sorted(told)


def test_a_broken_service_does_not_accuse_those_who_subscribe_to_it(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path, {"orders/checkout.yaml": "service: ["}), "check", "--format", "json")
    assert [one["check"] for one in done.findings] == ["invalid-yaml"]


def test_a_finding_as_text_shows_the_line_why_and_help(tmp_path: Path) -> None:
    _, files, _ = next(one for one in BROKEN if one[0] == "crosses-system-boundary")
    done = meshctl(write_catalogue(tmp_path, files), "check")
    assert done.code == 1
    assert done.out == (
        'error[crosses-system-boundary]: "payments/capture" subscribes to the topic "orders/updates" of another system\n'
        " --> payments/capture.yaml:8:12\n"
        "  |\n"
        "8 |     topic: orders/updates\n"
        "  |            ^^^^^^^^^^^^^^\n"
        "  = why: between systems, events travel over EventBridge; a topic's ARN would couple payments to orders\n"
        "  = help: subscribe to an event of orders instead: orders/OrderPlaced\n"
    )
    assert done.err == "\n1 error\n"


def test_a_secret_is_not_repeated(tmp_path: Path) -> None:
    files = {"orders/system.yaml": ORDERS + "# AKIAIOSFODNN7EXAMPLE\n"}
    for shape in ("text", "json"):
        done = check(write_catalogue(tmp_path, files), shape)
        assert "an AWS access key id stands here in plain text" in done.out
        assert "AKIA" not in done.out + done.err


@pytest.mark.parametrize("name", [rule.name for rule in RULES])
def test_every_check_is_explained(name: str) -> None:
    done = in_process("explain", name)
    assert done.code == 0
    assert done.out.startswith(f"{name}\n\n")
    assert len(done.out.split()) > 5


def test_explain_lists_every_check(tmp_path: Path) -> None:
    done = meshctl(tmp_path, "explain")
    assert set(re.findall(r"^[a-z-]+$", done.out, re.MULTILINE)) == {rule.name for rule in RULES}


@pytest.mark.parametrize("command", ["render", "package", "plan", "apply", "destroy"])
def test_a_broken_catalogue_renders_and_applies_nothing(tmp_path: Path, command: str) -> None:
    write_catalogue(tmp_path, {"orders/system.yaml": "system: [\n"})
    yes = ["--yes"] if command in ("apply", "destroy") else []
    done = meshctl(tmp_path, command, "--stage", "local", "--format", "json", *yes)
    assert (done.code, done.out) == (1, "")
    assert "error[invalid-yaml]" in done.err
    assert "orders/system.yaml:1:10" in done.err
    assert not (tmp_path / ".meshctl").exists()


def test_a_sound_catalogue_is_rendered(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path), "render", "--stage", "dev", "--format", "json")
    assert done.code == 0, done.err
    rendered = json.loads(done.out)
    assert rendered["stacks"] == ["hub", "system-orders", "system-payments", "routes"]
    assert (tmp_path / rendered["directory"] / "manifest.json").is_file()


def test_what_is_no_error_is_counted_wherever_the_catalogue_is_opened(tmp_path: Path) -> None:
    expected = "exceptions: [{check: name-too-long, where: orders/checkout, reason: x, until: 2999-01-01}]\n"
    done = meshctl(write_catalogue(tmp_path, {"mesh.yaml": MESH + expected}), "render", "--stage", "dev")
    assert (done.code, done.err) == (0, "The catalogue has 1 warning; `meshctl check` shows them.\n")
