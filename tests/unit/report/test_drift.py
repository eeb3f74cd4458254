"""The drift of a stage, for a terminal and for programs."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from meshctl.drift.added_by_hand import AddedResource
from meshctl.drift.changed_by_hand import CHANGED, ChangedResource
from meshctl.drift.seen_resources import LOG_POLICY, RULE, STATEMENT, UnseenResources
from meshctl.drift.stage_drift import StageDrift
from meshctl.passes.generations import StackKey
from meshctl.plan.causes import Cause
from meshctl.report.drift.programs import drift_as_json
from meshctl.report.drift.text import drift_as_text
from meshctl.report.plain import plain

HUB: StackKey = ("111111111111", "hub")
ORDERS: StackKey = ("222222222222", "system-orders")
SPY = AddedResource(
    HUB, Cause("bus", "hub"), RULE, "spy", "bus", "shop_dev_hub", "to nothing", "aws events delete-rule", "say it"
)
STATED = replace(SPY, kind=STATEMENT, name="", says="{}", remove="")
QUEUE = ChangedResource(
    ORDERS, Cause("queue", "orders/care/letters"), "module.queue", CHANGED, ("delay: 1, applied as 0",)
)
DENIED = UnseenResources("333333333333", "policies of queues", "AWS says no", "ask for the right")
NOTHING = StageDrift("dev", {"111111111111": "hub", "222222222222": "orders"}, (), (), ())


def test_of_no_drift_there_is_one_line() -> None:
    assert drift_as_text(NOTHING) == "No drift in dev."


def test_nobody_takes_what_was_not_looked_at_for_no_drift() -> None:
    assert drift_as_text(replace(NOTHING, unseen=(DENIED,))) == (
        "Not looked at: whether there is drift, nobody knows:\n"
        "  333333333333, which the catalogue has no more\n"
        "    policies of queues: AWS says no\n"
        "      = help: ask for the right\n"
        "\n"
        "No drift in dev as far as was looked."
    )


def test_a_reason_of_several_lines_stays_several_lines() -> None:
    told = drift_as_text(replace(NOTHING, unseen=(replace(DENIED, why="no role\nno rule"),)))
    assert "    policies of queues: no role\n      no rule\n      = help" in told


def test_each_thing_is_told_in_its_account_with_the_way_out() -> None:
    assert drift_as_text(replace(NOTHING, added=(SPY, STATED), changed=(QUEUE,))) == (
        "Added by hand:\n"
        "  111111111111 (hub)\n"
        '    the rule "spy" on the bus shop_dev_hub, of the hub, stack hub\n'
        "      to nothing\n"
        "      to remove it: aws events delete-rule\n"
        "      to keep it: say it\n"
        "    a statement of the policy without a name on the bus shop_dev_hub, of the hub, stack hub\n"
        "      {}\n"
        "      to remove it: meshctl apply --stage dev --refresh\n"
        "      to keep it: say it\n"
        "\n"
        "Changed or deleted by hand:\n"
        "  222222222222 (orders)\n"
        "    module.queue was changed, of the queue orders/care/letters, stack system-orders\n"
        "      delay: 1, applied as 0\n"
        "\n"
        "To set back what was changed: meshctl apply --stage dev --refresh. To keep it, say it in the catalogue first.\n"
        "Each command of AWS's is for a shell that acts in the account above it, with the rights of its deploy role.\n"
        "3 things in dev differ."
    )


def test_a_policy_that_opens_others_logs_as_well_is_to_be_changed_by_hand() -> None:
    told = drift_as_text(replace(NOTHING, added=(replace(SPY, kind=LOG_POLICY, remove=""),)))
    assert "to remove it: in AWS's console: take the log groups of the mesh out of it by hand" in told


def test_code_is_set_back_by_no_apply() -> None:
    code = replace(QUEUE, differs=("code",), upload="aws lambda update-function-code")
    told = drift_as_text(replace(NOTHING, changed=(code,)))
    assert "      to set it back: meshctl package --stage dev && aws lambda update-function-code" in told
    assert "apply" not in told
    both = replace(code, differs=("memory_size", "code"))
    (changed,) = json.loads(drift_as_json(replace(NOTHING, changed=(both,))))["changed"]
    assert changed["set_back"] == (
        "meshctl apply --stage dev --refresh && meshctl package --stage dev && aws lambda update-function-code"
    )


@given(st.text(), st.text())
def test_what_a_stranger_writes_turns_no_line_around(name: str, says: str) -> None:
    hostile = replace(SPY, name=name, says=says)
    lines = drift_as_text(replace(NOTHING, added=(hostile,))).split("\n")
    assert len(lines) == (9 if says else 8)
    assert lines == [plain(line) for line in lines]


def test_programs_get_all_of_it() -> None:
    told = json.loads(drift_as_json(replace(NOTHING, added=(SPY, STATED), changed=(QUEUE,), unseen=(DENIED,))))
    assert [one["remove"] for one in told["added"]] == ["aws events delete-rule", None]
    assert told["added"][0]["on"] == {"kind": "bus", "name": "shop_dev_hub"}
    assert told["changed"][0]["set_back"] == "meshctl apply --stage dev --refresh"
    assert told["not_looked_at"][0]["why"] == "AWS says no"
