"""`meshctl plan --only SYSTEM` and `apply --only SYSTEM` ask what is wrong with that system, and with no other."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, write_catalogue
from tests.support.running import Done, meshctl

EXPIRED = "{{check: {}, reason: x, until: 2020-01-01}}"
AS_FAR_AS_THE_CATALOGUE_GOES = "error: the embedded AWS is not running\n"


def plan(directory: Path, files: Mapping[str, str], *systems: str) -> Done:
    only = [word for system in systems for word in ("--only", system)]
    return meshctl(write_catalogue(directory, files), "plan", "--stage", "local", *only)


@pytest.mark.parametrize(
    "files",
    [
        {"payments/capture.yaml": "service: [\n"},
        {"payments/system.yaml": "system: [\n"},
        {"payments/capture.yaml": CAPTURE.replace("orders/OrderPlaced\n    w", "orders/OrderPlacd\n    w")},
        {"payments/capture.yaml": CAPTURE + f"exceptions: [{EXPIRED.format('no-such-check')}]\n"},
        {"payments/lambdas/charge/handler.py": "def other():\n    return None\n"},
    ],
)
def test_what_is_wrong_with_another_system_does_not_stop_it(tmp_path: Path, files: Mapping[str, str]) -> None:
    assert AS_FAR_AS_THE_CATALOGUE_GOES in plan(tmp_path, files, "orders").err


@pytest.mark.parametrize("systems", [["payments"], ["orders", "payments"], []])
def test_its_own_errors_stop_it_and_are_shown(tmp_path: Path, systems: list[str]) -> None:
    done = plan(tmp_path, {"payments/capture.yaml": "service: [\n"}, *systems)
    assert "error[invalid-yaml]" in done.err
    assert done.code == 1


def test_only_the_errors_that_touch_it_are_shown_and_the_others_counted(tmp_path: Path) -> None:
    files = {"payments/capture.yaml": "service: [\n", "orders/basket.yaml": "publishes: [\n"}
    done = plan(tmp_path, files, "payments")
    assert "payments/capture.yaml" in done.err
    assert "basket" not in done.err
    assert "The catalogue has 1 error" in plan(tmp_path, {**files, "payments/capture.yaml": CAPTURE}, "payments").err


def test_an_exception_that_ran_out_stops_the_system_that_it_was_made_for(tmp_path: Path) -> None:
    files = {
        "mesh.yaml": MESH + f"exceptions: [{EXPIRED.format('event-without-schema, where: orders/checkout')}]\n",
        "orders/checkout.yaml": CHECKOUT.replace("schema: events/OrderPlaced.v1.json, ", ""),
    }
    assert AS_FAR_AS_THE_CATALOGUE_GOES in plan(tmp_path, files, "payments").err
    assert "error[expired-exception]" in plan(tmp_path, files, "orders").err


def test_a_receiver_is_stopped_by_what_makes_its_event_unclear(tmp_path: Path) -> None:
    assert "error[invalid-yaml]" in plan(tmp_path, {"orders/checkout.yaml": "service: [\n"}, "payments").err


def test_who_changes_all_systems_is_told_which_of_them_can_be_changed_by_themselves(tmp_path: Path) -> None:
    broken = {"payments/capture.yaml": "service: [\n"}
    way_out = "mend what is listed above, or change systems that it does not touch (orders): --only SYSTEM\n"
    assert way_out in plan(tmp_path, broken).err
    assert AS_FAR_AS_THE_CATALOGUE_GOES in plan(tmp_path, broken, "orders").err


@pytest.mark.parametrize(
    "files",
    [{"orders/checkout.yaml": "service: [\n"}, {"mesh.yaml": "mesh: [\n"}, {"mesh.yaml": MESH + "checks: []\n"}],
)
def test_where_everybody_is_touched_nothing_but_mending_is_named(tmp_path: Path, files: Mapping[str, str]) -> None:
    assert "= help: mend what is listed above\n" in plan(tmp_path, files).err
