"""Targets that only some channels need: log groups and streams."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from .accounts import REGION, Account, allow, eventually, let_in, policy, root

pytestmark = pytest.mark.local

ANY = {"source": [{"prefix": ""}]}


def log_group(account: Account, principal: dict[str, str] | None = None) -> str:
    """A log group that lets events of the account's rule in, or another principal."""
    name = f"/aws/events/{account.prefix}"
    arn = f"arn:aws:logs:{REGION}:{account.number}:log-group:{name}"
    logs = account.client("logs")
    logs.create_log_group(logGroupName=name)
    served = let_in(principal or {"Service": "events.amazonaws.com"}, "logs:CreateLogStream")
    written = let_in(principal or {"Service": "events.amazonaws.com"}, "logs:PutLogEvents")
    written["Condition"] = {"ArnEquals": {"aws:SourceArn": account.rule_arn()}}
    document = policy({**served, "Resource": f"{arn}:*"}, {**written, "Resource": f"{arn}:*:*"})
    logs.put_resource_policy(policyName=account.prefix, policyDocument=document)
    return arn


def logged(account: Account) -> list[dict[str, Any]]:
    events = account.client("logs").filter_log_events(logGroupName=f"/aws/events/{account.prefix}")["events"]
    return [{"timestamp": one["timestamp"], "message": one["message"]} for one in events]


def stream(account: Account, *statements: dict[str, Any]) -> str:
    kinesis = account.client("kinesis")
    kinesis.create_stream(StreamName=account.prefix, ShardCount=1)
    arn = f"arn:aws:kinesis:{REGION}:{account.number}:stream/{account.prefix}"
    if statements:
        kinesis.put_resource_policy(ResourceARN=arn, Policy=policy(*statements, resource=arn))
    return arn


def records(account: Account) -> list[dict[str, Any]]:
    kinesis, shard = account.client("kinesis"), "shardId-000000000000"
    where = kinesis.get_shard_iterator(StreamName=account.prefix, ShardId=shard, ShardIteratorType="TRIM_HORIZON")
    return list(kinesis.get_records(ShardIterator=where["ShardIterator"])["Records"])


def test_a_log_group_is_given_the_event_at_its_time(orders: Account) -> None:
    orders.rule(bus := orders.bus(), ANY, Arn=f"{log_group(orders)}:*")
    event_id = orders.publish(bus, Time=1_700_000_000)["EventId"]
    assert eventually(lambda: bool(logged(orders)))
    (one,) = logged(orders)
    assert (json.loads(one["message"])["id"], one["timestamp"]) == (event_id, 1_700_000_000_000)


def test_a_log_groups_input_says_message_and_time(orders: Account) -> None:
    paths = {"time": "$.time", "type": "$.detail-type"}
    template = '{"timestamp": <time>, "message": "got <type>"}'
    transformer = {"InputPathsMap": paths, "InputTemplate": template}
    orders.rule(bus := orders.bus(), ANY, Arn=log_group(orders), InputTransformer=transformer)
    orders.publish(bus, Time=1_700_000_000)
    assert eventually(lambda: bool(logged(orders)))
    assert logged(orders) == [{"timestamp": 1_700_000_000_000, "message": "got OrderPlaced.v1"}]


def test_a_log_group_lets_in_only_whom_its_policies_name(orders: Account, told: Callable[..., Any]) -> None:
    arn = log_group(orders, {"Service": "delivery.logs.amazonaws.com"})
    orders.rule(bus := orders.bus(), ANY, Arn=arn)
    orders.publish(bus)
    assert told("lost")[0]["code"] == "NO_PERMISSIONS"
    assert logged(orders) == []


@pytest.mark.parametrize("path", [None, "$.detail-type", "$.detail.nothing"])
def test_a_stream_is_given_a_record_by_the_key_that_its_path_finds(orders: Account, path: str | None) -> None:
    arn = stream(orders)
    role = orders.role("delivery", "events.amazonaws.com", allow("kinesis:PutRecord", arn))
    parameters: dict[str, Any] = {"KinesisParameters": {"PartitionKeyPath": path}} if path else {}
    orders.rule(bus := orders.bus(), ANY, Arn=arn, RoleArn=role, **parameters)
    event_id = orders.publish(bus)["EventId"]
    assert eventually(lambda: bool(records(orders)))
    (one,) = records(orders)
    key = "OrderPlaced.v1" if path == "$.detail-type" else event_id
    assert (json.loads(one["Data"])["id"], one["PartitionKey"]) == (event_id, key)


@pytest.mark.parametrize("let", [True, False])
def test_a_stream_of_another_account_lets_the_role_in(
    hub: Account, orders: Account, told: Callable[..., Any], let: bool
) -> None:
    arn = stream(orders, *[let_in(root(hub), "kinesis:PutRecord")] if let else [])
    role = hub.role("delivery", "events.amazonaws.com", allow("kinesis:PutRecord", arn))
    hub.rule(bus := hub.bus(), ANY, Arn=arn, RoleArn=role)
    hub.publish(bus)
    assert told("delivered" if let else "lost")
    assert len(records(orders)) == let


def test_a_stream_wants_a_role_in_its_own_account_as_well(orders: Account, told: Callable[..., Any]) -> None:
    orders.rule(bus := orders.bus(), ANY, Arn=stream(orders))
    orders.publish(bus)
    assert "needs a delivery role" in told("lost")[0]["reason"]


def test_policies_that_are_not_evaluated_are_refused_where_they_are_put(orders: Account) -> None:
    strange = policy({"Effect": "Allow", "Principal": "*", "Action": "*", "Strange": 1}, resource="*")
    arn = stream(orders)
    with pytest.raises(ClientError, match="Strange"):
        orders.client("kinesis").put_resource_policy(ResourceARN=arn, Policy=strange)
    with pytest.raises(ClientError, match="Strange"):
        orders.client("logs").put_resource_policy(policyName=orders.prefix, policyDocument=strange)


@pytest.mark.parametrize("trace", ["Root=1\0x", "Root=\n", "Root=é", "Root=\ud800", "\0"])
def test_what_is_no_trace_ends_no_function(orders: Account, told: Any, trace: str) -> None:
    function = orders.function("def handle(event, context): pass")
    orders.rule(bus := orders.bus(), ANY, Arn=function)
    grant = {"Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com", "SourceArn": orders.rule_arn()}
    orders.functions.add_permission(FunctionName=function, StatementId="events", **grant)
    orders.publish(bus, TraceHeader=trace)
    assert told("invoked")[0]["outcome"] == "handled"


@pytest.mark.parametrize("said_by", ["the call", "the entry"])
def test_a_function_is_run_with_the_trace_that_an_event_came_with(orders: Account, said_by: str) -> None:
    trace = "Root=1-67f4141f-e1cd7672871da115129f8b19;Parent=d0ee9531727135a0;Sampled=1"
    code = "import os\ndef handle(event, context): print('trace', os.environ['_X_AMZN_TRACE_ID'])"
    function = orders.function(code, orders.role("logging", "lambda.amazonaws.com", allow("logs:*", "*")))
    orders.rule(bus := orders.bus(), ANY, Arn=function)
    grant = {"Action": "lambda:InvokeFunction", "Principal": "events.amazonaws.com", "SourceArn": orders.rule_arn()}
    orders.functions.add_permission(FunctionName=function, StatementId="events", **grant)
    if said_by == "the call":
        said = {"X-Amzn-Trace-Id": trace}
        orders.events.meta.events.register("before-send.events", lambda request, **_: request.headers.update(said))
    orders.publish(bus, **({"TraceHeader": trace} if said_by == "the entry" else {}))
    group = f"/aws/lambda/{function.rsplit(':', 1)[-1]}"
    asked = {"logGroupNamePrefix": group}
    assert eventually(lambda: bool(orders.client("logs").describe_log_groups(**asked)["logGroups"]))
    lines = orders.client("logs").filter_log_events
    assert eventually(lambda: f"trace {trace}\n" in [one["message"] for one in lines(logGroupName=group)["events"]])
