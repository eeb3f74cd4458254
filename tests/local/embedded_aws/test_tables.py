"""A table remembers what functions have handled: for those who may, and one write at a time."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError
from meshkit import DynamoStore, InProgress

from .accounts import REGION, Account

pytestmark = pytest.mark.local


@pytest.fixture
def table(orders: Account) -> str:
    """With a time to live, as the module makes it."""
    dynamodb, name = orders.client("dynamodb"), f"{orders.prefix}-handled"
    dynamodb.create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    dynamodb.update_time_to_live(
        TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires_at"}
    )
    return name


def test_of_many_who_begin_at_once_one_does(orders: Account, table: str) -> None:
    store = DynamoStore(table, client=orders.client("dynamodb"))
    with ThreadPoolExecutor(8) as pool:
        began = [*pool.map(lambda _: begun(store, "a"), range(24))]
    assert began.count(True) == 1
    store.finish("a")
    assert begun(store, "a") is False


def begun(store: DynamoStore, key: str) -> bool | None:
    try:
        return store.begin(key, 900)
    except InProgress:
        return None


@pytest.mark.parametrize("call", ["delete_item", "get_item", "put_item", "update_item"])
def test_what_a_call_costs_is_told_to_who_asks_for_it(orders: Account, table: str, call: str) -> None:
    ask, item = getattr(orders.client("dynamodb"), call), {"id": {"S": "a"}}
    asked: dict[str, Any] = {"TableName": table, ("Item" if call == "put_item" else "Key"): item}
    assert "ConsumedCapacity" not in ask(**asked)
    told = ask(**asked, ReturnConsumedCapacity="TOTAL")["ConsumedCapacity"]
    assert told == {"TableName": table, "CapacityUnits": 0.5 if call == "get_item" else 1.0}


@pytest.mark.parametrize("call", ["scan", "query", "batch_write_item", "transact_write_items", "create_backup"])
def test_a_call_that_the_mesh_does_not_need_is_told_as_unknown(orders: Account, call: str) -> None:
    dynamodb = orders.client("dynamodb")
    item = {"t": [{"DeleteRequest": {"Key": {"id": {"S": "a"}}}}]}
    said: dict[str, dict[str, Any]] = {
        "batch_write_item": {"RequestItems": item},
        "transact_write_items": {"TransactItems": [{"Delete": {"TableName": "tab", "Key": {"id": {"S": "a"}}}}]},
        "create_backup": {"TableName": "tab", "BackupName": "backup"},
    }
    with pytest.raises(ClientError) as refused:
        getattr(dynamodb, call)(**said.get(call, {"TableName": "tab"}))
    assert refused.value.response["Error"]["Code"] == "NotImplemented"


def test_a_role_does_what_its_policy_says_on_the_items_that_it_says(orders: Account, table: str) -> None:
    own = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["pack/*"]}}
    arn = f"arn:aws:dynamodb:{REGION}:{orders.number}:table/{table}"
    may = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": arn, "Condition": own}
    role = orders.client("dynamodb", orders.role("packer", "lambda.amazonaws.com", may))
    role.put_item(TableName=table, Item={"id": {"S": "pack/1"}})
    refused(lambda: role.put_item(TableName=table, Item={"id": {"S": "bill/1"}}))
    refused(lambda: role.get_item(TableName=table, Key={"id": {"S": "pack/1"}}))
    refused(lambda: role.put_item(TableName="other", Item={"id": {"S": "pack/1"}}))


def test_a_policy_of_the_table_keeps_out_whom_it_names_until_it_is_taken_away(orders: Account, table: str) -> None:
    arn, dynamodb = f"arn:aws:dynamodb:{REGION}:{orders.number}:table/{table}", orders.client("dynamodb")
    may = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": arn}
    role = orders.client("dynamodb", orders.role("writer", "lambda.amazonaws.com", may))
    keeps_out = {**may, "Effect": "Deny", "Principal": "*"}
    dynamodb.put_resource_policy(ResourceArn=arn, Policy=json.dumps({"Statement": [keeps_out]}))
    refused(lambda: role.put_item(TableName=table, Item={"id": {"S": "a"}}))
    dynamodb.delete_resource_policy(ResourceArn=arn)
    role.put_item(TableName=table, Item={"id": {"S": "a"}})


def test_a_policy_of_the_table_that_is_not_evaluated_is_refused(orders: Account, table: str) -> None:
    arn = f"arn:aws:dynamodb:{REGION}:{orders.number}:table/{table}"
    strange = {"Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": arn, "Principal": "*", "Strange": 1}
    with pytest.raises(ClientError, match="does not evaluate it"):
        orders.client("dynamodb").put_resource_policy(ResourceArn=arn, Policy=json.dumps({"Statement": [strange]}))


def refused(call: Callable[[], object]) -> None:
    with pytest.raises(ClientError) as told:
        call()
    assert told.value.response["Error"]["Code"] == "AccessDeniedException"
