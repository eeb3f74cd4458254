import pytest

from meshctl.drift.changed_by_hand import CHANGED, DELETED, ChangedResource
from meshctl.drift.seen_resources import SeenAccount, SeenResource
from meshctl.drift.stage_drift import account_drift, changed_besides
from meshctl.plan.causes import Cause

from .standing import BUS_ARN, IN_STATE, NAMES_BEGIN, QUEUE_ARN, STACK, UNTOUCHED, stated

LETTERS, ORDERS = Cause("queue", "orders/care/letters"), Cause("bus", "orders")


def changed(policy_of: str, *differs: str, action: str = CHANGED) -> ChangedResource:
    return ChangedResource(STACK, LETTERS, "x", action, differs, policy_of)


def left(one: ChangedResource, *seen: SeenResource) -> tuple[ChangedResource, ...]:
    """What is told of a change, with what AWS tells of the account."""
    drift = account_drift([(STACK, IN_STATE)], SeenAccount(seen), NAMES_BEGIN)
    return changed_besides([one], {STACK[0]: drift})


@pytest.mark.parametrize(("policy_of", "arn"), [(QUEUE_ARN, QUEUE_ARN), ("shop_dev_orders", BUS_ARN)])
def test_a_policy_is_not_told_beside_its_statements(policy_of: str, arn: str) -> None:
    assert left(changed(policy_of, "policy"), *UNTOUCHED, *stated(arn, "stranger")) == ()


def test_what_differs_besides_the_policy_is_told() -> None:
    (told,) = left(changed(QUEUE_ARN, "delay_seconds", "policy"), *UNTOUCHED, *stated(QUEUE_ARN, "stranger"))
    assert told.differs == ("delay_seconds",)


def test_a_policy_that_lacks_a_statement_of_the_mesh_is_told() -> None:
    without = [one for one in UNTOUCHED if one not in stated(QUEUE_ARN, "placed")]
    assert left(changed(QUEUE_ARN, "policy"), *without, *stated(QUEUE_ARN, "stranger"))


def test_a_policy_of_which_no_statement_is_told_is_told() -> None:
    assert left(changed(QUEUE_ARN, "policy"), *UNTOUCHED)


def test_what_was_deleted_is_told_whatever_else_is() -> None:
    assert left(changed("", action=DELETED), *UNTOUCHED)
