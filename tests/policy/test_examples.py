"""Every check of the pack passes one example and fails another, as a plan and as HCL. checkov itself judges."""

import json

import pytest

from .asking import EXAMPLES, Asked, ask_of_directory, ask_of_plans
from .make_plans import examples
from .pack import check_ids, every_id

pytestmark = [pytest.mark.policy, pytest.mark.xdist_group("policy")]
BOTH = pytest.mark.parametrize("wanted", ["passes", "fails"])
RESULT = {"passes": "PASSED", "fails": "FAILED"}
WITHOUT_A_PAIR = {
    "CKV_MESH_25": "never fails: what a module from elsewhere makes is unread, not wrong, and a plan has all of it (test_traps.py)",
}
PLANS = tuple(one / "plan.json" for one in examples())


@pytest.fixture(scope="module")
def plans() -> Asked:
    return ask_of_plans(PLANS)


@pytest.fixture(scope="module")
def directory() -> Asked:
    return ask_of_directory(EXAMPLES)


def test_every_check_has_both_examples() -> None:
    assert {(one.parent.name, one.name) for one in examples()} == {
        (check, wanted) for check in every_id() - set(WITHOUT_A_PAIR) for wanted in RESULT
    }


def test_a_check_without_a_pair_says_why() -> None:
    assert every_id() - set(check_ids()) == set(WITHOUT_A_PAIR)
    assert all(WITHOUT_A_PAIR.values())


def test_checkov_sees_every_resource_of_the_plans(plans: Asked) -> None:
    planned = [json.loads(path.read_text())["planned_values"]["root_module"]["resources"] for path in PLANS]
    assert plans.resources == sum(one["mode"] == "managed" for resources in planned for one in resources)


@BOTH
@pytest.mark.parametrize("check", check_ids())
def test_a_check_judges_its_example_as_a_plan(check: str, wanted: str, plans: Asked) -> None:
    assert plans.of(check, EXAMPLES / check / wanted / "plan.json") >= {RESULT[wanted]}


@pytest.mark.parametrize("check", check_ids())
def test_a_check_finds_nothing_in_the_plan_that_passes(check: str, plans: Asked) -> None:
    assert plans.of(check, EXAMPLES / check / "passes" / "plan.json") == {"PASSED"}


@BOTH
@pytest.mark.parametrize("check", check_ids())
def test_a_check_judges_its_example_as_hcl(check: str, wanted: str, directory: Asked) -> None:
    assert directory.of(check, EXAMPLES / check / wanted / "main.tf") >= {RESULT[wanted]}


@pytest.mark.parametrize("check", check_ids())
def test_a_failure_says_what_is_wrong_and_no_more(check: str, plans: Asked) -> None:
    words = plans.words(check, EXAMPLES / check / "fails" / "plan.json")
    assert words
    assert "cannot be read" not in words and "cannot be judged" not in words
