"""Who may publish what on a bus, and what PutEvents answers."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import REGION, Account, allow, let_in, root
from .conftest import ORGANIZATION

pytestmark = pytest.mark.local

EVENT = json.dumps({"id": "1", "account": "2", "source": "a", "time": "t", "region": REGION, "detail-type": "T"})
SOURCES = {"StringEquals": {"events:source": ["orders.checkout"]}}


def test_an_account_publishes_its_own_source_on_the_hub(hub: Account, orders: Account, told: Any) -> None:
    bus = hub.bus(let_in(root(orders), "events:PutEvents", **SOURCES))
    event_id = orders.publish(bus)["EventId"]
    (line,) = told("published")
    assert (line["id"], line["account"], line["bus"]) == (event_id, orders.number, bus)
    assert (line["event_id"], line["correlation_id"], line["causation_id"]) == ("e-1", "c-1", None)


def test_a_forged_source_is_refused(hub: Account, orders: Account, told: Any) -> None:
    bus = hub.bus(let_in(root(orders), "events:PutEvents", **SOURCES))
    assert orders.publish(bus, source="payments.capture")["ErrorCode"] == "AccessDeniedException"
    (line,) = told("refused")
    assert (line["source"], line["account"], line["code"]) == (
        "payments.capture",
        orders.number,
        "AccessDeniedException",
    )


def test_an_account_the_policy_does_not_name_is_refused(hub: Account, orders: Account, payments: Account) -> None:
    bus = hub.bus(let_in(root(orders), "events:PutEvents", **SOURCES))
    assert payments.publish(bus)["ErrorCode"] == "AccessDeniedException"


@pytest.mark.parametrize(("organization", "answer"), [(ORGANIZATION, "EventId"), ("o-zzzzzzzzzz", "ErrorCode")])
def test_all_accounts_belong_to_the_organisation_that_is_named_at_the_start(
    hub: Account, orders: Account, organization: str, answer: str
) -> None:
    of_organization = {"StringEquals": {"aws:PrincipalOrgID": organization}}
    bus = hub.bus(let_in("*", "events:PutEvents", **of_organization))
    assert answer in orders.publish(bus)


def test_a_role_publishes_only_what_its_own_policy_allows(orders: Account) -> None:
    bus = orders.bus()
    types = {"ForAnyValue:StringEquals": {"events:detail-type": ["OrderPlaced.v1"]}}
    role = orders.role("publisher", "lambda.amazonaws.com", allow("events:PutEvents", bus, Condition=types))
    assert "EventId" in orders.publish(bus, role=role)
    assert orders.publish(bus, role=role, DetailType="OrderLost.v1")["ErrorCode"] == "AccessDeniedException"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"Source": ""}, "InvalidArgument"),
        ({"DetailType": ""}, "InvalidArgument"),
        ({"Detail": ""}, "InvalidArgument"),
        ({"Detail": "{"}, "MalformedDetail"),
        ({"Detail": "[]"}, "MalformedDetail"),
        ({"Source": "aws.s3"}, "NotAuthorizedForSourceException"),
    ],
)
def test_a_faulty_entry_is_refused_with_its_own_code(orders: Account, entry: dict[str, str], code: str) -> None:
    assert orders.publish("default", **entry)["ErrorCode"] == code


def test_an_event_for_a_bus_that_is_not_there_has_an_id_and_is_gone(orders: Account, told: Any) -> None:
    bus = f"{orders.prefix}_nowhere"
    answer = orders.events.put_events(Entries=[{"Source": "a", "DetailType": "b", "Detail": "{}", "EventBusName": bus}])
    assert answer["FailedEntryCount"] == 0
    (line,) = told("lost")
    assert (line["id"], line["target"].split("/")[1]) == (answer["Entries"][0]["EventId"], bus)
    assert line["reason"] == "there is no such bus"


def test_another_accounts_bus_that_is_not_there_lets_nobody_in(hub: Account, orders: Account) -> None:
    nowhere = f"arn:aws:events:{REGION}:{hub.number}:event-bus/{orders.prefix}_nowhere"
    assert orders.publish(nowhere)["ErrorCode"] == "AccessDeniedException"


def test_a_faulty_entry_does_not_hold_up_the_others(orders: Account) -> None:
    good = {"Source": "orders.checkout", "DetailType": "OrderPlaced.v1", "Detail": "{}"}
    answer = orders.events.put_events(Entries=[good, {**good, "Detail": "{"}, good])
    assert answer["FailedEntryCount"] == 1
    assert [sorted(one) for one in answer["Entries"]] == [["EventId"], ["ErrorCode", "ErrorMessage"], ["EventId"]]


@pytest.mark.parametrize("entries", [11, 2])
def test_a_call_with_too_many_entries_or_bytes_is_refused(orders: Account, entries: int) -> None:
    detail = json.dumps({"data": "x" * (600_000 if entries == 2 else 1)})
    entry = {"Source": "orders.checkout", "DetailType": "OrderPlaced.v1", "Detail": detail}
    with pytest.raises(ClientError, match="ValidationException"):
        orders.events.put_events(Entries=[entry] * entries)


def test_an_event_no_rule_wants_is_journaled(orders: Account, told: Any) -> None:
    event_id = orders.publish(orders.bus())["EventId"]
    assert [line["id"] for line in told("unmatched")] == [event_id]


def test_an_invalid_pattern_is_refused(orders: Account) -> None:
    bus = orders.bus().rsplit("/", 1)[-1]
    said = "InvalidEventPatternException.*Event pattern is not valid. Reason: prefix match pattern must be a string"
    with pytest.raises(ClientError, match=said):
        orders.events.put_rule(Name="r", EventBusName=bus, EventPattern='{"source": [{"prefix": ["a"]}]}')


def test_patterns_can_be_tried_out(orders: Account) -> None:
    def matches(pattern: str) -> bool:
        return bool(orders.events.test_event_pattern(EventPattern=pattern, Event=EVENT)["Result"])

    assert matches('{"source": ["a"]}')
    assert not matches('{"source": ["b"]}')
    said = "InvalidEventPatternException.*Event pattern is not valid. Reason: Empty objects are not allowed"
    with pytest.raises(ClientError, match=said):
        matches("{}")


@pytest.mark.parametrize("event", ["[]", "{", '{"a":' * 100_000], ids=["a list", "no JSON", "too deep"])
def test_what_is_no_event_cannot_be_tried_out(orders: Account, event: str) -> None:
    with pytest.raises(ClientError, match=r"ValidationException.*Parameter Event is not valid"):
        orders.events.test_event_pattern(EventPattern='{"source": ["a"]}', Event=event)


def test_a_bus_keeps_a_policy_that_says_not(hub: Account, orders: Account, payments: Account) -> None:
    everybody = let_in("*", "events:PutEvents")
    others = {"Effect": "Deny", "NotPrincipal": root(orders), "NotAction": "events:DescribeRule"}
    bus = hub.bus(everybody, others)
    assert "(statement s1)" in payments.publish(bus)["ErrorMessage"]
    described = json.loads(hub.events.describe_event_bus(Name=bus.rsplit("/", 1)[1])["Policy"])
    assert described["Statement"][1] == others | {"Sid": "s1", "Resource": bus}
