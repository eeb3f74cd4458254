"""Terraform's own plan beside what differs: resources by whom they serve, what people changed by hand, and what is lost."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from meshctl.changes.losses import LOSSES, lost_with_destroyed
from meshctl.changes.plan_change import ORDER_OF_KINDS, plan_change, plan_destruction
from meshctl.changes.planned_change import PlannedChange
from meshctl.passes.generations import Generation, PassesOfChange, Retired, StackKey, StandingStacks
from meshctl.plan.causes import SERVED
from meshctl.plan.changes import ResourceChange
from meshctl.report.planned.programs import planned_as_json
from meshctl.report.planned.text import planned_as_text
from tests.support.shop_generations import (
    FULFILMENT,
    HUB,
    ORDERS,
    PAYMENTS,
    ROUTES,
    SILENT,
    in_one_pass,
    shop_generation,
    standing,
    terraform_plan,
)

RULE = 'module.route["payments/capture/order-placed"].aws_cloudwatch_event_rule.route'
BUFFER = 'module.buffer["capture/order-placed"].module.queue.aws_sqs_queue.queue'
FUNCTION = 'module.function["capture/capture"].aws_lambda_function.function'
FUNCTION_ROLE = 'module.function["capture/capture"].aws_iam_role_policy.function'
BOOK = 'module.function["ledger/book"].aws_lambda_function.function'
PERMISSION = 'module.function["ledger/book"].aws_lambda_permission.invoker["captured"]'
NOTHING_STANDS = StandingStacks({}, {})


def resource(address: str, action: str, *, drifted: bool = False) -> ResourceChange:
    return ResourceChange("routes" if ".route[" in f".{address}" else "system-payments", address, action, drifted)


def planned(stands: StandingStacks, *resources: ResourceChange, new: Generation | None = None) -> PlannedChange:
    generation = new or shop_generation()
    by_stack: dict[StackKey, list[ResourceChange]] = {}
    for one in resources:
        by_stack.setdefault(ROUTES if one.stack == "routes" else PAYMENTS, []).append(one)
    return plan_change("dev", stands, generation, in_one_pass(generation), terraform_plan(by_stack))


def sentences(stands: StandingStacks, *resources: ResourceChange) -> list[str]:
    return [one.sentence for one in planned(stands, *resources).changes]


@pytest.mark.parametrize(
    ("address", "action", "words"),
    [
        (BUFFER, "update", "something of the subscription payments/capture/order-placed was changed by hand, and meshctl sets it back"),
        (FUNCTION, "create", "something of the function payments/capture/capture was deleted by hand, and meshctl makes it again"),
    ],
)  # fmt: skip
def test_what_people_changed_by_hand_is_said_to_be_so(address: str, action: str, words: str) -> None:
    assert sentences(standing(shop_generation()), resource(address, action, drifted=True)) == [words]


def test_what_an_apply_made_that_was_stopped_is_said_to_be_adopted_with_each_part() -> None:
    adopted = (
        replace(resource(FUNCTION_ROLE, "adopt"), adopted=True),
        replace(resource(FUNCTION, "update"), adopted=True),
    )
    found = planned(standing(shop_generation()), *adopted)
    assert [one.sentence for one in found.changes] == [
        "something of the function payments/capture/capture exists and Terraform does not know it: it is adopted"
    ]
    assert f"""Adopted: made by an earlier apply, and known to Terraform from now on:
  of the function payments/capture/capture: 2 resources
      {FUNCTION_ROLE}
      {FUNCTION} (update)
""" in planned_as_text(found)  # fmt: skip
    told = json.loads(planned_as_json(found))["changes"][0]["resources"]
    assert [(one["action"], one["adopted"]) for one in told] == [("adopt", True), ("update", True)]


def test_what_another_meshctl_applied_is_said_to_be_so() -> None:
    assert sentences(standing(shop_generation()), resource(FUNCTION, "update")) == [
        "the function payments/capture/capture is built otherwise by this meshctl than by the one that applied it"
    ]


@pytest.mark.parametrize(
    ("section", "part", "rights", "address", "said"),
    [
        ("functions", "capture/capture", "consumes", FUNCTION_ROLE, "function payments/capture/capture"),
        ("functions", "ledger/book", "invokers", BOOK, "function payments/ledger/book"),
    ],
)
@pytest.mark.parametrize("drifted", [False, True])
def test_rights_that_come_with_a_subscription_are_not_said_to_be_another_meshctls_or_somebodys(
    section: str, part: str, rights: str, address: str, said: str, drifted: bool
) -> None:
    before = shop_generation()
    before[PAYMENTS].inputs[section][part][rights] = type(before[PAYMENTS].inputs[section][part][rights])()
    found = sentences(standing(before), resource(address, "update", drifted=drifted))
    assert f"the rights of the {said} change with its subscriptions" in found
    assert not [one for one in found if "by this meshctl" in one or "by hand" in one]


def test_what_was_deleted_by_hand_is_said_to_be_so_though_its_rights_change_too() -> None:
    before = shop_generation()
    before[PAYMENTS].inputs["functions"]["capture/capture"]["consumes"] = []
    found = sentences(standing(before), resource(FUNCTION, "create", drifted=True))
    assert "something of the function payments/capture/capture was deleted by hand, and meshctl makes it again" in found


def test_a_log_policy_that_follows_the_logs_is_not_said_to_be_another_meshctls() -> None:
    before = shop_generation()
    before[PAYMENTS].inputs["logs"].clear()
    policy = "module.log_policy[0].aws_cloudwatch_log_resource_policy.events"
    found = sentences(standing(before), resource(policy, "update"))
    assert "the rights of the local bus of payments change with its subscriptions" in found
    assert not [one for one in found if "by this meshctl" in one]


def test_a_permission_beside_an_older_one_is_told_of_its_subscription() -> None:
    beside = PERMISSION.replace("captured", "captured-2")
    assert sentences(NOTHING_STANDS, resource(beside, "update")) == sentences(
        NOTHING_STANDS, resource(PERMISSION, "update")
    )


def test_what_goes_and_is_in_no_record_is_said_to_be_so() -> None:
    assert sentences(standing(shop_generation()), resource(FUNCTION, "delete")) == [
        "something of the function payments/capture/capture stands that is in no record, and goes"
    ]


def test_what_is_made_in_the_account_that_a_system_moves_to_is_said_to_be_so() -> None:
    before = shop_generation()
    before["555555555555", PAYMENTS[1]] = replace(before.pop(PAYMENTS), account="555555555555")
    assert sentences(standing(before), resource(FUNCTION, "create")) == [
        "the function payments/capture/capture is made in the new account as well"
    ]


def test_what_differs_is_not_said_to_be_changed_by_hand_for_what_aws_has_filled_in() -> None:
    new = shop_generation()
    new[PAYMENTS].inputs["functions"]["capture/capture"]["memory_mb"] = 512
    text = planned_as_text(planned(standing(shop_generation()), resource(FUNCTION, "update", drifted=True), new=new))
    assert "memory: 256MB -> 512MB" in text
    assert "by hand" not in text


def test_a_stage_that_stands_without_a_record_is_told_by_what_terraform_does() -> None:
    found = planned(NOTHING_STANDS, resource(RULE, "update"), resource(FUNCTION, "update"))
    assert [one.sentence for one in found.changes] == [
        "payments/capture receives orders/OrderPlaced in another way",
        "the function payments/capture/capture",
    ]
    assert [one.differences for one in found.changes] == [(), ()]
    assert found.unrecorded == (PAYMENTS, ROUTES)


def test_what_has_no_record_and_is_as_it_should_be_is_not_spoken_of() -> None:
    assert sentences(NOTHING_STANDS) == []


def test_a_first_apply_says_what_everybody_receives() -> None:
    found = planned(
        NOTHING_STANDS, resource(RULE, "create"), resource(BUFFER, "create"), resource(PERMISSION, "create")
    )
    assert [one.sentence for one in found.changes] == [
        "payments/capture now receives orders/OrderPlaced",
        "payments/ledger receives payments/PaymentCaptured in another way",
    ]
    assert found.unrecorded == ()


def test_a_queue_that_is_mended_is_no_new_subscription() -> None:
    found = planned(NOTHING_STANDS, resource(BUFFER, "create"), resource(RULE, "update"))
    assert [one.sentence for one in found.changes] == ["payments/capture receives orders/OrderPlaced in another way"]


def test_a_replaced_queue_says_that_its_messages_are_lost() -> None:
    found = planned(standing(shop_generation()), resource(BUFFER, "replace"))
    assert found.losses == (f"{BUFFER} of system-payments is replaced: the messages in it",)


def test_what_was_retired_goes_without_a_loss() -> None:
    retired = Retired(PAYMENTS, "buffer", "capture/order-placed", datetime(2026, 11, 26, tzinfo=UTC))
    new = shop_generation()
    del new[PAYMENTS].inputs["buffers"]["capture/order-placed"]
    kept = planned(standing(shop_generation(), retired), resource(BUFFER, "delete"), new=new)
    lost = planned(standing(shop_generation()), resource(BUFFER, "delete"), new=new)
    assert (kept.losses, lost.losses) == ((), (f"{BUFFER} of system-payments is deleted: the messages in it",))


def test_a_destroyed_stage_says_who_receives_nothing_more_and_how_much_is_lost() -> None:
    stands = standing(shop_generation())
    resources = {
        PAYMENTS: [resource(BUFFER, "delete"), resource(FUNCTION, "delete")],
        ROUTES: [resource(RULE, "delete")],
    }
    found = plan_destruction("dev", stands, terraform_plan(resources))
    assert [one.sentence for one in found.changes] == [
        "payments/capture no longer receives orders/OrderPlaced",
        "the function payments/capture/capture goes",
    ]
    assert found.losses == ("functions (1): what Lambda has taken for it and not handled yet",)


@pytest.mark.parametrize(
    ("stack", "address", "about"),
    [
        (ORDERS, 'module.function["tracker/tracker"].aws_lambda_function.function', "function orders/tracker/tracker"),
        (FULFILMENT, 'module.queue["returns/to-stop"].aws_sqs_queue.queue', "queue fulfilment/returns/to-stop"),
        (FULFILMENT, 'module.queue_dead_letters["returns/to-stop"].a.b', "queue fulfilment/returns/to-stop"),
        (PAYMENTS, 'module.function_dead_letters["ledger/book"].a.b', "function payments/ledger/book"),
        (PAYMENTS, PERMISSION, "subscription payments/ledger/captured"),
        (ORDERS, "aws_cloudwatch_event_bus.local", "bus orders"),
        (HUB, "module.hub.aws_cloudwatch_event_bus.hub", "bus hub"),
    ],
)  # fmt: skip
def test_every_resource_belongs_to_somebody(stack: StackKey, address: str, about: str) -> None:
    one = ResourceChange(stack[1], address, "update")
    plan = terraform_plan({stack: [one]})
    (change,) = plan_change(
        "dev", standing(shop_generation()), shop_generation(), in_one_pass(shop_generation()), plan
    ).changes
    assert (str(change.cause), change.resources) == (about, (one,))


def test_no_resource_is_lost_between_plan_and_report() -> None:
    found = planned(
        standing(shop_generation()), *(resource(BUFFER, action) for action in ("create", "update", "delete", "replace"))
    )
    told = json.loads(planned_as_json(found))
    assert [one["action"] for change in told["changes"] for one in change["resources"]] == [
        "create",
        "update",
        "delete",
        "replace",
    ]
    assert all(f"    {sign} {BUFFER}" in planned_as_text(found) for sign in "+~-±")


def test_what_changes_for_people_comes_before_the_resources() -> None:
    text = planned_as_text(planned(NOTHING_STANDS, resource(RULE, "create")))
    assert text.startswith(
        "What changes in dev:\n  payments/capture now receives orders/OrderPlaced: 1 to add in 1 stack\n"
    )
    assert text.index("now receives") < text.index("module.route") < text.index("In all: 1 to add.")


def test_where_nothing_is_to_be_done_that_is_said() -> None:
    stands, new = standing(shop_generation()), shop_generation()
    nothing = plan_change("dev", stands, new, PassesOfChange((), ()), SILENT)
    assert planned_as_text(nothing) == "Nothing to do: dev is as the catalogue says."
    gone = plan_destruction("dev", NOTHING_STANDS, SILENT)
    assert planned_as_text(gone) == "Nothing to do: nothing of dev is there."


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "functions (1): what Lambda has taken for it and not handled yet"),
        (2, "functions (2): what Lambda has taken for them and not handled yet"),
    ],
)
def test_several_things_lose_what_is_in_them(count: int, said: str) -> None:
    assert lost_with_destroyed([resource(FUNCTION, "delete")] * count) == (said,)


WITHOUT_LOSS = {
    "aws_cloudwatch_event_bus_policy", "aws_cloudwatch_log_resource_policy", "aws_cloudwatch_metric_alarm", "aws_iam_role", "aws_iam_role_policy",
    "aws_lambda_event_source_mapping", "aws_lambda_permission", "aws_organizations_policy",
    "aws_organizations_policy_attachment", "aws_scheduler_schedule_group",
}  # fmt: skip
"""They hold nothing; what fails meanwhile is tried again."""


def test_of_every_type_of_resource_it_is_known_what_is_lost_with_it() -> None:
    text = "".join(file.read_text() for root in ("modules", "terraform") for file in Path(root).glob("**/*.tf"))
    assert set(re.findall(r'^resource "(\w+)"', text, re.MULTILINE)) == {*LOSSES} | WITHOUT_LOSS


def test_changes_of_every_cause_have_their_place_in_a_plan() -> None:
    assert {*SERVED.values()} <= {*ORDER_OF_KINDS}
