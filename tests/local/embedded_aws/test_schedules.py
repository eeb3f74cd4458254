"""Schedules, and rules of the default bus that have a time, on a clock that is moved."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from meshctl.adapters.local_aws import control
from meshctl.adapters.local_aws.operating.asking import move_clock, read_clock
from meshctl.adapters.local_aws.schedules.due_times import is_expression

from .accounts import REGION, Account, allow, attributes_of, from_rule, let_in
from .conftest import ORDERS, EmbeddedAws

pytestmark = pytest.mark.local

DAY = 86_400
PUT_EVENTS = "arn:aws:scheduler:::aws-sdk:eventbridge:putEvents"


@pytest.fixture(scope="module")
def movable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    home = tmp_path_factory.mktemp("schedules") / "home"
    yield EmbeddedAws(control.up(home, 0, 1), home)
    control.down(home)


@pytest.fixture
def orders(movable: EmbeddedAws, prefix: str) -> Account:
    return Account(movable.running, ORDERS, prefix)


def receiver(account: Account) -> tuple[str, str]:
    """A bus of the account, and a queue that gets all that comes there."""
    queue, bus = account.queue("mine", from_rule(account.rule_arn())), account.bus()
    account.rule(bus, {"source": [{"prefix": ""}]}, Arn=queue)
    return bus, queue


def schedule(account: Account, bus: str, expression: str, *rights: dict[str, Any], **more: Any) -> None:
    role = account.role("schedule", "scheduler.amazonaws.com", *rights)
    target = {"Arn": bus, "Input": '{"due": "<aws.scheduler.scheduled-time>"}', "RoleArn": role} | more.pop(
        "target", {}
    )
    if target["Arn"] == bus:
        target["EventBridgeParameters"] = {"Source": "payments.clock", "DetailType": "NightBegan.v1"}
    account.client("scheduler").create_schedule(
        Name=account.prefix, ScheduleExpression=expression, FlexibleTimeWindow={"Mode": "OFF"}, Target=target, **more
    )


def received(account: Account, queue: str, count: int, more: float = 0) -> list[dict[str, Any]]:
    """So many events, and those that come besides within some seconds more."""
    events = [json.loads(message["Body"]) for message in account.receive_all(queue, count, more)]
    return sorted(events, key=lambda event: str(event["time"]))


def test_a_schedule_fires_once_for_each_time_that_comes(movable: EmbeddedAws, orders: Account) -> None:
    bus, queue = receiver(orders)
    schedule(orders, bus, "cron(0 3 * * ? *)", allow("events:PutEvents", bus))
    assert received(orders, queue, 0, 0.7) == []
    move_clock(movable.running, 3 * DAY)
    found = received(orders, queue, 3, 3)
    assert [event["time"][11:] for event in found] == ["03:00:00Z"] * 3
    assert len({event["time"] for event in found}) == 3
    assert found[0]["detail"] == {"due": found[0]["time"]}
    assert (found[0]["source"], found[0]["detail-type"], found[0]["account"]) == (
        "payments.clock",
        "NightBegan.v1",
        ORDERS,
    )


def test_a_rate_begins_at_once(movable: EmbeddedAws, orders: Account) -> None:
    bus, queue = receiver(orders)
    request = {"Entries": [{"EventBusName": bus, "Source": "a", "DetailType": "b", "Detail": "{}"}]}
    universal = {"Arn": PUT_EVENTS, "Input": json.dumps(request)}
    schedule(orders, bus, "rate(12 hours)", allow("events:PutEvents", bus), target=universal)
    assert len(received(orders, queue, 1)) == 1
    move_clock(movable.running, DAY)
    assert len(received(orders, queue, 2, 2)) == 2


def test_what_was_due_before_there_was_a_schedule_does_not_come(movable: EmbeddedAws, orders: Account) -> None:
    bus, queue = receiver(orders)
    begun = read_clock(movable.running).time - timedelta(hours=2, minutes=30)
    schedule(orders, bus, "rate(1 hour)", allow("events:PutEvents", bus), StartDate=begun)
    move_clock(movable.running, 3600)
    (event,) = received(orders, queue, 1, 1.5)
    assert datetime.fromisoformat(event["time"]) - begun.replace(microsecond=0) == timedelta(hours=3)


def test_what_comes_once_is_gone_afterwards_if_it_says_so(movable: EmbeddedAws, orders: Account) -> None:
    bus, queue = receiver(orders)
    once = f"at({read_clock(movable.running).time + timedelta(hours=1):%Y-%m-%dT%H:%M:%S})"
    schedule(orders, bus, once, allow("events:PutEvents", bus), ActionAfterCompletion="DELETE")
    assert received(orders, queue, 0, 0.7) == []
    move_clock(movable.running, DAY)
    assert len(received(orders, queue, 1, 1.2)) == 1
    with pytest.raises(ClientError, match="does not exist"):
        orders.client("scheduler").get_schedule(Name=orders.prefix)


def test_a_schedule_that_is_disabled_does_not_fire_later(movable: EmbeddedAws, orders: Account) -> None:
    bus, queue = receiver(orders)
    schedule(orders, bus, "rate(1 hour)", allow("events:PutEvents", bus), State="DISABLED")
    move_clock(movable.running, DAY)
    assert received(orders, queue, 0, 1.2) == []


def test_what_the_role_may_not_put_is_a_dead_letter(orders: Account) -> None:
    bus, _ = receiver(orders)
    dead = orders.queue("dead")
    schedule(orders, bus, "rate(1 day)", allow("sqs:SendMessage", dead), target={"DeadLetterConfig": {"Arn": dead}})
    (letter,) = orders.receive(dead)
    said = attributes_of(letter)
    assert (said["ERROR_CODE"], said["TARGET_ARN"]) == ("AccessDeniedException", bus)
    assert json.loads(letter["Body"]) == {"due": said["SCHEDULED_TIME"]}


@pytest.mark.parametrize(
    "expression", ["rate(10 seconds)", "rate(10)", " rate(10 minutes)", "cron(0 1 * * * *)", "cron()", "at(2021-12-31)"]
)
def test_what_is_no_schedule_is_refused(orders: Account, expression: str) -> None:
    with pytest.raises(ClientError, match="Invalid Schedule Expression") as refused:
        schedule(orders, orders.bus(), expression)
    assert refused.value.response["Message"] == f"Invalid Schedule Expression {expression}."


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)",
        "cron(1-31/30 1-1 ? * 1,7 *)",
        "cron(*/15 * * * ? *)",
        "cron(0-59/10 0-23/2 ? * * *)",
        "rate(1 hours)",
        "at(2022-12-31T23:59:59)",
    ],
)
def test_what_scheduler_takes_is_a_schedule(expression: str) -> None:
    assert is_expression(expression)


def test_a_role_has_to_let_scheduler_in(orders: Account) -> None:
    role = orders.role("other", "events.amazonaws.com")
    with pytest.raises(ClientError, match="must allow AWS EventBridge Scheduler to assume the role"):
        schedule(orders, orders.bus(), "rate(1 day)", target={"RoleArn": role})


def test_a_rule_with_a_time_gives_its_targets_a_scheduled_event(movable: EmbeddedAws, orders: Account) -> None:
    rule = f"arn:aws:events:{REGION}:{ORDERS}:rule/{orders.prefix}"
    queue = orders.queue("mine", let_in({"Service": "events.amazonaws.com"}, "sqs:SendMessage"))
    orders.events.put_rule(Name=orders.prefix, ScheduleExpression="rate(1 day)")
    orders.events.put_targets(Rule=orders.prefix, Targets=[{"Id": "only", "Arn": queue}])
    move_clock(movable.running, DAY)
    (event,) = received(orders, queue, 1)
    assert (event["source"], event["detail-type"], event["detail"]) == ("aws.events", "Scheduled Event", {})
    assert event["resources"] == [rule]
