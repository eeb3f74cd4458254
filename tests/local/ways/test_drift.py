"""One of each thing that people can add by hand, over three accounts: each is told once, with a command that takes it away; then
nothing is told any more. What Terraform knows, and was changed, is told with it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest

from meshctl.drift import seen_resources

from ..mesh.pasted import paste
from ..mesh.running_mesh import STAGE
from .arrivals import Arrivals
from .by_hand import VISIBLE_SECONDS, Hand

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("ways by hand")]


@dataclass(frozen=True)
class Told:
    """What is told of a mesh in which much was added and one thing changed, and when all commands were pasted and that was set back."""

    before: Any
    after: Any


@pytest.fixture(scope="module")
def told(ways: Arrivals) -> Told:
    """Both."""
    mesh, hand = ways.running, Hand(ways.running)
    for add in hand.additions:
        add()
    hand.change(VISIBLE_SECONDS)
    hand.upload()
    before = mesh.answer("drift", "--stage", STAGE, code=3)
    for one in before["added"]:
        paste(mesh, one["account"], one["remove"])
    paste(mesh, _code_of(before)["account"], _code_of(before)["set_back"])
    hand.change("60")
    after = mesh.answer("drift", "--stage", STAGE)
    hand.take_the_rest_away()
    return Told(before, after)


def _code_of(told: Any) -> Any:
    (found,) = [one for one in told["changed"] if one["differs"] == ["code"]]
    return found


def test_each_thing_is_told_once_in_its_account(ways: Arrivals, told: Told) -> None:
    aliases = {number: alias for alias, number in ways.running.accounts.items()}
    found = Counter((aliases[one["account"]], one["kind"]) for one in told.before["added"])
    three = [(account, kind) for account in ("near", "far", "hub") for kind in ("rule", "statement of the policy")]
    assert {key: count for key, count in found.items() if key[0] != "near"} == dict.fromkeys(three[2:], 1)
    words = {value for name, value in vars(seen_resources).items() if name.isupper() and isinstance(value, str)}
    kinds = words - {seen_resources.DEFAULT_BUS, seen_resources.CODE}
    often = {"statement of the policy": 5, "schedule": 2}
    wanted = {kind: often.get(kind, 1) for kind in {*kinds, "rule of the default bus"}}
    assert {kind: count for (account, kind), count in found.items() if account == "near"} == wanted


def test_what_terraform_knows_is_told_by_what_differs(told: Told) -> None:
    (changed,) = [one for one in told.before["changed"] if one != _code_of(told.before)]
    assert changed["address"] == 'module.queue["desk/noted-queue"].aws_sqs_queue.queue'
    assert changed["differs"] == [f"visibility_timeout_seconds: {VISIBLE_SECONDS}, applied as 60"]
    assert changed["about"] == "queue near/desk/noted-queue"


def test_other_code_is_told_of_the_function_that_runs_it(told: Told) -> None:
    assert _code_of(told.before)["about"].startswith("function near/")


def test_everything_is_told_for_somebody(told: Told) -> None:
    assert told.before["not_looked_at"] == []
    targets = [one["about"] for one in told.before["added"] if one["kind"] == "target"]
    assert targets[0].startswith("subscription near/")


def test_the_commands_that_are_told_leave_nothing(told: Told) -> None:
    assert told.after == {"stage": STAGE, "added": [], "changed": [], "not_looked_at": []}
