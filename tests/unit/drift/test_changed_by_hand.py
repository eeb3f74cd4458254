from json import dumps
from typing import Any

import pytest

from meshctl.drift.changed_by_hand import CHANGED, DELETED, changed_by_hand

from .standing import QUEUE_ARN, STACK

ADDRESS = 'module.queue["care/letters"].aws_sqs_queue.queue'
QUEUE = {"arn": QUEUE_ARN, "visibility_timeout_seconds": 30, "name": "shop_dev_letters", "fifo_queue": False}


def plan(
    before: Any, after: Any, *actions: str, drifted: bool = True, sensitive: Any = False, address: str = ADDRESS
) -> bytes:
    """As Terraform shows a plan of one resource."""
    change = {"actions": [*actions], "before": before, "after": after, "before_sensitive": sensitive}
    one = {"mode": "managed", "address": address, "type": address.split(".")[-2], "change": change}
    return dumps({"resource_changes": [one], "resource_drift": [one] if drifted else []}).encode()


def differing(**stands: Any) -> tuple[str, ...]:
    (told,) = changed_by_hand(plan({**QUEUE, **stands}, QUEUE, "update"), STACK, same_code=True)
    assert told.action == CHANGED
    return told.differs


def test_a_number_is_told_as_it_stands_and_as_it_was_applied() -> None:
    assert differing(visibility_timeout_seconds=61) == ("visibility_timeout_seconds: 61, applied as 30",)


def test_switches_and_words_of_aws_are_told() -> None:
    rule = plan({"state": "DISABLED", "on": True}, {"state": "ENABLED", "on": False}, "update")
    (told,) = changed_by_hand(rule, STACK, same_code=True)
    assert told.differs == ("on: true, applied as false", "state: DISABLED, applied as ENABLED")


@pytest.mark.parametrize("secret", ["hunter2", "SECRET-42", ["a"], {"KEY": "value"}, None])
def test_what_may_be_a_secret_is_only_named(secret: Any) -> None:
    assert differing(name=secret) == ("name",)


def test_what_terraform_holds_for_secret_is_only_named() -> None:
    told = changed_by_hand(plan({"pin": 1}, {"pin": 2}, "update", sensitive={"pin": True}), STACK, same_code=True)
    assert told[0].differs == ("pin",)


def test_what_was_deleted_is_told_without_values() -> None:
    (told,) = changed_by_hand(plan(None, QUEUE, "create"), STACK, same_code=True)
    assert (told.action, told.differs, str(told.cause)) == (DELETED, (), "queue orders/care/letters")


def test_nothing_is_told_of_what_is_as_it_was_applied() -> None:
    assert changed_by_hand(plan(QUEUE, QUEUE, "no-op"), STACK, same_code=True) == ()


def test_what_another_meshctl_would_make_otherwise_is_no_drift() -> None:
    later = plan(QUEUE, {**QUEUE, "visibility_timeout_seconds": 60}, "update", drifted=False)
    assert changed_by_hand(later, STACK, same_code=False) == ()


def test_what_terraform_finds_otherwise_is_drift_whoever_made_it() -> None:
    assert changed_by_hand(plan({**QUEUE, "fifo_queue": True}, QUEUE, "update"), STACK, same_code=False)


def test_the_policy_of_a_bus_is_known_by_the_name_of_the_bus() -> None:
    before = {"event_bus_name": "shop_dev_orders", "policy": "{}"}
    address = "aws_cloudwatch_event_bus_policy.local[0]"
    changed = plan(before, {**before, "policy": "[]"}, "update", address=address)
    (told,) = changed_by_hand(changed, STACK, same_code=True)
    assert told.policy_of == "shop_dev_orders"
