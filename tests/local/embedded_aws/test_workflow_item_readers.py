"""Maps whose items stand in an object, and how many of them they take."""

import json
from typing import Any

import pytest

from .accounts import Account
from .test_workflow_tasks import run

pytestmark = pytest.mark.local

INNER = {"StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": True}}}
ITEMS = ["a", "b", "c"]


def reading(bucket: str, **config: Any) -> dict[str, Any]:
    """A workflow whose items are read from a bucket."""
    reader = {
        "Resource": "arn:aws:states:::s3:getObject",
        "ReaderConfig": {"InputType": "JSON", **config},
        "Parameters": {"Bucket": bucket, "Key": "items.json"},
    }
    processor = INNER | {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}
    state = {"Type": "Map", "ItemReader": reader, "ItemProcessor": processor, "MaxConcurrency": 1, "End": True}
    return {"StartAt": "Map", "States": {"Map": state}}


def bucket_of(account: Account) -> str:
    """A bucket with items."""
    s3, bucket = account.client("s3"), f"{account.prefix.replace('_', '-')}-items"
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": account.session.region_name})
    s3.put_object(Bucket=bucket, Key="items.json", Body=json.dumps(ITEMS))
    return bucket


@pytest.mark.parametrize(("most", "taken"), [(0, 3), (1, 1), ("2", 2), (100_000_001, 3)])
def test_a_map_takes_as_many_items_as_its_input_says(orders: Account, most: Any, taken: int) -> None:
    done = run(orders, reading(bucket_of(orders), MaxItemsPath="$.most"), given={"most": most})
    assert json.loads(done["output"]) == ITEMS[:taken]


def test_a_map_that_is_to_take_less_than_no_items_fails(orders: Account) -> None:
    done = run(orders, reading(bucket_of(orders), MaxItemsPath="$.most"), given={"most": -1})
    why = {"error": "States.ItemReaderFailed", "cause": "field MaxItems must be positive"}
    assert {name: done[name] for name in why} == why
    history = orders.client("stepfunctions").get_execution_history(executionArn=done["executionArn"])["events"]
    assert [one["mapRunFailedEventDetails"] for one in history if one["type"] == "MapRunFailed"] == [why]


@pytest.mark.parametrize(("most", "told"), [(1.5, "1.5"), (True, "true"), ("many", "many"), (None, "null"), ({}, "{}")])
def test_a_map_that_is_to_take_no_number_of_items_fails_before_it_reads_them(
    orders: Account, most: Any, told: str
) -> None:
    done = run(orders, reading(bucket_of(orders), MaxItemsPath="$.most"), given={"most": most})
    assert done["error"] == "States.Runtime"
    within = "An error occurred while executing the state 'Map' (entered at the event id #2)."
    words = f'The MaxItemsPath field refers to value "{told}" which is not a valid integer: $.most'
    assert done["cause"] == f"{within} {words}"
    history = orders.client("stepfunctions").get_execution_history(executionArn=done["executionArn"])["events"]
    assert [one["type"] for one in history][2:] == ["MapStateStarted", "ExecutionFailed"]
