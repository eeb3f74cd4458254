"""Calls on mappings, answered and refused in Lambda's words."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..accounts import Account, allow, eventually

pytestmark = pytest.mark.local

NESTED = '{"body": {"shop": [{"anything-but": {"prefix": "a"}}]}}'
PASS = "def handle(event, context): pass"
OF_A_QUEUE = {
    "BatchSize": 10,
    "FunctionResponseTypes": [],
    "MaximumBatchingWindowInSeconds": 0,
    "State": "Creating",
    "StateTransitionReason": "USER_INITIATED",
}
ALONE = ("UUID", "EventSourceMappingArn", "EventSourceArn", "FunctionArn", "LastModified", "ResponseMetadata")


def function(account: Account) -> str:
    return account.function(PASS, account.role("function", "lambda.amazonaws.com", allow("sqs:*", "*")))


def refused(account: Account, **spec: Any) -> tuple[str, str]:
    """The error of a mapping that is not made."""
    with pytest.raises(ClientError) as refusal:
        account.functions.create_event_source_mapping(**spec)
    error = refusal.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_mapping_is_accepted_and_enabled_soon(orders: Account) -> None:
    queue, arn = orders.queue("buffer"), function(orders)
    made = orders.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=arn)
    assert made["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert {name: value for name, value in made.items() if name not in ALONE} == OF_A_QUEUE
    assert (made["FunctionArn"], made["EventSourceArn"]) == (arn, queue)
    assert made["EventSourceMappingArn"].endswith(f":event-source-mapping:{made['UUID']}")
    assert eventually(lambda: state(orders, made) == "Enabled")


def state(account: Account, made: dict[str, Any]) -> str:
    return str(account.functions.get_event_source_mapping(UUID=made["UUID"])["State"])


def test_a_mapping_is_changed_and_taken_away_by_states(orders: Account) -> None:
    made = orders.functions.create_event_source_mapping(
        EventSourceArn=orders.queue("buffer"), FunctionName=function(orders), Enabled=False
    )
    assert made["State"] == "Disabled"
    change = orders.functions.update_event_source_mapping
    assert change(UUID=made["UUID"], Enabled=True)["State"] == "Enabling"
    assert change(UUID=made["UUID"], BatchSize=5)["State"] == "Updating"
    assert change(UUID=made["UUID"], Enabled=False)["State"] == "Disabling"
    assert eventually(lambda: state(orders, made) == "Disabled")
    gone = orders.functions.delete_event_source_mapping(UUID=made["UUID"])
    assert (gone["State"], gone["BatchSize"], gone["ResponseMetadata"]["HTTPStatusCode"]) == ("Deleting", 5, 202)
    with pytest.raises(ClientError) as missing:
        state(orders, made)
    assert missing.value.response["Message"] == "The resource you requested does not exist."
    assert missing.value.response["Type"] == "User"


def test_a_second_mapping_of_a_pair_names_the_first(orders: Account) -> None:
    queue, arn = orders.queue("buffer"), function(orders)
    made = orders.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=arn)
    code, message = refused(orders, EventSourceArn=queue, FunctionName=arn)
    name = f"{orders.prefix}_function"
    assert code == "ResourceConflictException"
    assert message == (
        f'An event source mapping with SQS arn (" {queue} ") and function (" {name} ") already exists. '
        f"Please update or delete the existing mapping with UUID {made['UUID']}"
    )


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ({"EventSourceArn": None}, "Unrecognized event source."),
        ({"FunctionName": "nobody"}, "Function does not exist"),
        ({"EventSourceArn": "arn:aws:sqs:eu-central-1:222222222222:nothing"}, "The specified queue does not exist."),
        ({"BatchSize": 11}, "must be greater than 0 if maximum batch size is greater than 10"),
        ({"StartingPosition": "LATEST"}, "StartingPosition is not valid for SQS event sources."),
        ({"StartingPosition": "0"}, "Member must satisfy enum value set: [LATEST, AT_TIMESTAMP, TRIM_HORIZON]"),
        (
            {"ParallelizationFactor": 2},
            "Unsupported ParallelizationFactor parameter for given event source mapping type.",
        ),
        ({"FilterCriteria": {"Filters": [{"Pattern": "{}"}] * 6}}, "at most 5 filters"),
        ({"FilterCriteria": {"Filters": [{"Pattern": "null"}]}}, "Invalid filter pattern definition."),
        ({"FilterCriteria": {"Filters": [{"Pattern": '{"body": [{"wildcard": "a*"}]}'}]}}, "Invalid filter pattern"),
        ({"FilterCriteria": {"Filters": [{"Pattern": NESTED}]}}, "Invalid filter pattern definition."),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(orders: Account, spec: dict[str, Any], message: str) -> None:
    sound = {"EventSourceArn": orders.queue("buffer"), "FunctionName": function(orders)}
    assert message in refused(orders, **{name: value for name, value in (sound | spec).items() if value})[1]


def test_mappings_are_listed_page_by_page_and_by_what_they_join(orders: Account) -> None:
    arn = function(orders)
    made = {
        orders.functions.create_event_source_mapping(EventSourceArn=orders.queue(name), FunctionName=arn)["UUID"]
        for name in ("a", "b", "c")
    }
    pages = orders.functions.get_paginator("list_event_source_mappings")
    found = [page["EventSourceMappings"] for page in pages.paginate(FunctionName=arn, PaginationConfig={"PageSize": 2})]
    assert [len(page) for page in found] == [2, 1]
    assert {one["UUID"] for page in found for one in page} == made
    queue = f"arn:aws:sqs:eu-central-1:{orders.number}:{orders.prefix}_b"
    with pytest.raises(ClientError, match="InvalidParameterValueException"):
        orders.functions.list_event_source_mappings(Marker="3")
    assert len(orders.functions.list_event_source_mappings(EventSourceArn=queue)["EventSourceMappings"]) == 1


def test_a_mapping_needs_a_role_that_may_receive(orders: Account) -> None:
    queue, function = orders.queue("buffer"), orders.function(PASS)
    with pytest.raises(ClientError, match="does not have permissions to call ReceiveMessage"):
        orders.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=function)
    assert orders.functions.list_event_source_mappings(EventSourceArn=queue)["EventSourceMappings"] == []


def test_a_mapping_needs_a_queue_as_patient_as_the_function(orders: Account) -> None:
    queue = orders.queue("buffer", VisibilityTimeout="2")
    role = orders.role("function", "lambda.amazonaws.com", allow("sqs:*", queue))
    function = orders.function(PASS, role, timeout=3)
    with pytest.raises(ClientError, match="visibility timeout"):
        orders.functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=function)


def test_what_is_changed_is_checked_with_what_was_told_before(orders: Account) -> None:
    made = orders.functions.create_event_source_mapping(
        EventSourceArn=orders.queue("buffer"), FunctionName=function(orders)
    )
    with pytest.raises(ClientError, match="Maximum batch window in seconds must be greater than 0"):
        orders.functions.update_event_source_mapping(UUID=made["UUID"], BatchSize=11)
    pattern = json.dumps({"body": {"kind": ["a"]}})
    change = {
        "BatchSize": 11,
        "MaximumBatchingWindowInSeconds": 1,
        "FilterCriteria": {"Filters": [{"Pattern": pattern}]},
    }
    told = orders.functions.update_event_source_mapping(UUID=made["UUID"], **change)
    assert {name: told[name] for name in change} == change
    assert "FilterCriteria" not in orders.functions.update_event_source_mapping(UUID=made["UUID"], FilterCriteria={})
