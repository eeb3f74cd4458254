"""Who may publish what on a bus, and what PutEvents answers."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import REGION, Account, allow, let_in, root
from .conftest import ORGANIZATION

pytestmark = pytest.mark.local

FROM_EVENTBRIDGE = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sqs:SendMessage"}
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
        ({"Detail": '{"a": NaN}'}, "MalformedDetail"),
        ({"Detail": '{"a": "\\ud800"}'}, "MalformedDetail"),
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
    answer = orders.publish(nowhere)
    assert answer["ErrorCode"] == "AccessDeniedException"
    assert answer["ErrorMessage"].startswith(f"there is no bus {nowhere}")


def test_a_faulty_entry_does_not_hold_up_the_others(orders: Account) -> None:
    good = {"Source": "orders.checkout", "DetailType": "OrderPlaced.v1", "Detail": "{}"}
    answer = orders.events.put_events(Entries=[good, {**good, "Detail": "{"}, good])
    assert answer["FailedEntryCount"] == 1
    assert [sorted(one) for one in answer["Entries"]] == [["EventId"], ["ErrorCode", "ErrorMessage"], ["EventId"]]


def test_a_list_that_is_too_long_is_told_as_java_writes_it(orders: Account) -> None:
    entry = {"Source": "a", "DetailType": "b", "Detail": "{}"}
    shown = (
        "PutEventsRequestEntry(time=null, source=a, resources=null, detailType=b, detail={}, eventBusName=null, "
        "traceHeader=null, kmsKeyIdentifier=null, internalMetadata=null)"
    )
    with pytest.raises(ClientError) as refusal:
        orders.events.put_events(Entries=[entry] * 11)
    said = "at 'entries' failed to satisfy constraint: Member must have length less than or equal to 10"
    told = f"1 validation error detected: Value '[{', '.join([shown] * 11)}]' {said}"
    assert refusal.value.response["Error"]["Message"] == told


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
    pattern = '{"source": [{"prefix": ["a"]}]}'
    with pytest.raises(ClientError) as refused:
        orders.events.put_rule(Name="r", EventBusName=bus, EventPattern=pattern)
    told = "Event pattern is not valid. Reason: prefix match pattern must be a string"
    place = f'\n at [Source: (String)"{pattern}"; line: 1, column: 25]'
    assert refused.value.response["Error"] == {"Code": "InvalidEventPatternException", "Message": told + place}


def test_patterns_can_be_tried_out(orders: Account) -> None:
    def matches(pattern: str) -> bool:
        return bool(orders.events.test_event_pattern(EventPattern=pattern, Event=EVENT)["Result"])

    assert matches('{"source": ["a"]}')
    assert not matches('{"source": ["b"]}')
    said = "InvalidEventPatternException.*Event pattern is not valid. Reason: Empty objects are not allowed"
    with pytest.raises(ClientError, match=said):
        matches("{}")


def test_a_pattern_is_tried_out_on_what_is_written(orders: Account) -> None:
    def matches(pattern: str, more: str) -> bool:
        event = f"{EVENT[:-1]}, {more}}}"
        return bool(orders.events.test_event_pattern(EventPattern=pattern, Event=event)["Result"])

    assert matches('{"detail": {"x": [1]}, "detail": {"y": [2]}}', '"detail": {"x": 1}, "detail": {"y": 2}')
    assert not matches('{"detail": {"x": [1]}, "detail": {"y": [2]}}', '"detail": {"y": 2}')
    assert matches('{"detail": {"x": [0.1234567890123456789]}}', '"detail": {"x": 0.1234567890123456789}')
    assert not matches('{"detail": {"x": [0.1234567890123456789]}}', '"detail": {"x": 0.1234567890123456788}')
    with pytest.raises(ClientError, match="length less than or equal to 4096"):
        matches(json.dumps({"source": ["a" * 4_096]}), '"detail": {}')


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


def test_a_bucket_tells_the_default_bus_of_its_objects_once(orders: Account) -> None:
    s3, name = orders.client("s3"), f"{orders.prefix.replace('_', '-')}-bucket"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}})
    queue = orders.queue("mine", FROM_EVENTBRIDGE)
    pattern = json.dumps({"source": ["aws.s3"], "detail": {"bucket": {"name": [name]}}})
    for bus in ("default", orders.bus().rsplit("/", 1)[1]):
        orders.events.put_rule(Name=orders.prefix, EventBusName=bus, EventPattern=pattern)
        target = {"Id": "t", "Arn": queue}
        orders.events.put_targets(Rule=orders.prefix, EventBusName=bus, Targets=[target])
    s3.put_object(Bucket=name, Key="a/b.txt", Body=b"data")
    s3.delete_object(Bucket=name, Key="a/b.txt")
    put, deleted = sorted(
        (json.loads(one["Body"]) for one in orders.receive_all(queue, 2, more=1)),
        key=lambda one: str(one["detail-type"]),
    )
    assert (put["detail-type"], put["account"], put["resources"]) == (
        "Object Created",
        orders.number,
        [f"arn:aws:s3:::{name}"],
    )
    assert (
        put["detail"]["object"].items()
        >= {"key": "a/b.txt", "size": 4, "etag": "8d777f385d3dfec8815d20f7496026dc"}.items()
    )
    assert put["detail"]["reason"] == "PutObject"
    assert (deleted["detail-type"], deleted["detail"]["deletion-type"]) == ("Object Deleted", "Permanently Deleted")
    assert not {"size", "etag"} & set(deleted["detail"]["object"])
    assert put["id"] != deleted["id"]


def test_a_bucket_with_versions_tells_of_markers_and_of_versions_that_are_deleted(orders: Account) -> None:
    s3, name = orders.client("s3"), f"{orders.prefix.replace('_', '-')}-bucket"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_notification_configuration(Bucket=name, NotificationConfiguration={"EventBridgeConfiguration": {}})
    queue = orders.queue("mine", FROM_EVENTBRIDGE)
    pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": [name]}}}
    orders.events.put_rule(Name=orders.prefix, EventPattern=json.dumps(pattern))
    orders.events.put_targets(Rule=orders.prefix, Targets=[{"Id": "t", "Arn": queue}])
    kept = s3.put_object(Bucket=name, Key="a", Body=b"data")["VersionId"]
    s3.put_object_acl(Bucket=name, Key="a", ACL="private")
    marker = s3.delete_object(Bucket=name, Key="a")["VersionId"]
    s3.delete_object(Bucket=name, Key="a", VersionId=kept)
    events = [json.loads(one["Body"]) for one in orders.receive_all(queue, 4, more=2)]
    told = {
        (one["detail-type"], one["detail"].get("deletion-type"), one["detail"]["object"]["version-id"])
        for one in events
    }
    assert told == {
        ("Object Created", None, kept),
        ("Object ACL Updated", None, kept),
        ("Object Deleted", "Delete Marker Created", marker),
        ("Object Deleted", "Permanently Deleted", kept),
    }
