"""What is wrong with one team's files keeps no question about another's from being answered."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, write_catalogue
from tests.support.running import Done, meshctl

BROKEN = {"payments/capture.yaml": "service: [\n"}
PLACED = json.dumps({"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"meta": {}, "data": {}}})


def ask(directory: Path, files: Mapping[str, str | bytes | None], *question: str) -> Done:
    return meshctl(write_catalogue(directory, files), *question, stdin=PLACED.encode())


@pytest.mark.parametrize(
    "question",
    [
        ["list", "events"],
        ["list", "services"],
        ["list", "systems"],
        ["list", "routes", "--stage", "dev"],
        ["show", "orders"],
        ["show", "orders/checkout"],
        ["show", "orders/OrderPlaced"],
        ["trace", "-"],
    ],
)
def test_a_question_about_others_is_answered_and_says_which_file_it_lacks(tmp_path: Path, question: list[str]) -> None:
    done = ask(tmp_path, BROKEN, *question)
    assert done.code == 0
    assert done.out
    assert "warning: what payments/capture.yaml declares is not told: it has 1 error\n" in done.err
    assert "The catalogue has 1 error" in done.err
    assert "`meshctl check` shows them." in done.err


@pytest.mark.parametrize("name", ["payments/capture", "payments/capture/placed", "payments/capture/charge"])
def test_what_would_stand_in_the_broken_file_is_refused_with_its_findings(tmp_path: Path, name: str) -> None:
    done = ask(tmp_path, BROKEN, "show", name)
    assert (done.code, done.out) == (1, "")
    assert "error[invalid-yaml]" in done.err
    assert f'error: what "{name}" is cannot be told: payments/capture.yaml cannot be read\n' in done.err


def test_a_system_whose_own_file_is_broken_is_refused_and_its_services_are_told(tmp_path: Path) -> None:
    broken = {"payments/system.yaml": "system: [\n"}
    assert "error[invalid-yaml]" in ask(tmp_path, broken, "show", "payments").err
    done = ask(tmp_path, broken, "show", "payments/capture")
    assert done.code == 0
    assert "settings that it may say are told as those of the mesh" in done.err
    assert "payments" not in ask(tmp_path, broken, "list", "systems").out


def test_a_name_that_no_broken_file_could_hold_is_not_there(tmp_path: Path) -> None:
    done = ask(tmp_path, BROKEN, "show", "orders/OrderPlacd")
    assert 'error: there is no event "orders/OrderPlacd"' in done.err


def test_an_event_of_a_system_with_a_broken_file_may_be_there(tmp_path: Path) -> None:
    files = {**BROKEN, "orders/checkout.yaml": None, "orders/basket.yaml": "publishes: [\n"}
    for question in (
        ["show", "orders/OrderPlaced"],
        ["send", "orders/OrderPlaced", "--data", "{}", "--stage", "local"],
    ):
        done = ask(tmp_path, files, *question)
        assert 'what "orders/OrderPlaced" is cannot be told: orders/basket.yaml cannot be read\n' in done.err


def test_nobody_receives_it_is_said_of_what_is_known_only(tmp_path: Path) -> None:
    done = ask(tmp_path, BROKEN, "trace", "-")
    assert "It is delivered to nobody of whom the catalogue tells." in done.out
    assert "1 file could not be read: what is declared there is not known." in done.out
    assert json.loads(ask(tmp_path, BROKEN, "trace", "-", "--format", "json").out)["foresight"]["unread"] == [*BROKEN]


def test_programs_are_told_which_files_an_answer_lacks(tmp_path: Path) -> None:
    for question in (["list", "events"], ["show", "orders/OrderPlaced"]):
        assert json.loads(ask(tmp_path, BROKEN, *question, "--format", "json").out)["unread"] == [*BROKEN]


@pytest.mark.parametrize(
    ("files", "because"),
    [
        ({"payments/capture.yaml": CAPTURE.replace('[{numeric: [">", 0]}]', "5")}, "AWS would refuse its filter"),
        (
            {"orders/checkout.yaml": CHECKOUT + "  OrderPlaced.v2: {schema: events/OrderPlaced.v1.json}\n"},
            '"orders/OrderPlaced" is published more than once',
        ),
        (
            {"mesh.yaml": MESH.replace(', payments: "333333333333"', "")},
            'the stage "dev" lacks an account on its way',
        ),
    ],
)
def test_a_subscription_that_is_not_clear_is_told_as_not_known(
    tmp_path: Path, files: dict[str, str], because: str
) -> None:
    done = ask(tmp_path, files, "trace", "-", "--stage", "dev")
    assert done.code == 0
    assert f"  payments/capture/placed   {because}\n" in done.out


def test_an_event_of_a_system_without_account_is_refused_in_a_sentence(tmp_path: Path) -> None:
    files = {"mesh.yaml": MESH.replace(' orders: "222222222222",', "")}
    for question in (
        ["trace", "-", "--stage", "dev"],
        ["send", "orders/OrderPlaced", "--data", "{}", "--stage", "dev"],
    ):
        done = ask(tmp_path, files, *question)
        assert 'error: the stage "dev" has no account for the system "orders"\n' in done.err
        assert "Traceback" not in done.err


def test_without_a_readable_mesh_yaml_nothing_is_told_but_what_is_wrong_with_it(tmp_path: Path) -> None:
    done = ask(tmp_path, {**BROKEN, "mesh.yaml": "mesh: [\n"}, "list", "events")
    assert (done.code, done.out) == (1, "")
    assert "--> mesh.yaml:1:8" in done.err
    assert "payments" not in done.err


def test_a_system_behind_a_link_is_not_taken_for_one_that_is_not_there(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    (tmp_path / "orders").rename(tmp_path / ".elsewhere")
    (tmp_path / "orders").symlink_to(tmp_path / ".elsewhere")
    done = meshctl(tmp_path, "check", "--format", "json")
    assert done.shown == ["unreadable-file orders:1:1"]
    assert 'error: what "orders" is cannot be told: orders cannot be read\n' in meshctl(tmp_path, "show", "orders").err
    assert meshctl(tmp_path, "list", "subscriptions").code == 0
