"""Stands before moto's calls on tables: only the known ones, only for those who may, one at a time. Changes moto's class."""

from threading import Lock
from typing import Any

from moto.dynamodb.models import dynamodb_backends
from moto.dynamodb.models.dynamo_type import Item
from moto.dynamodb.responses import DynamoHandler, include_consumed_capacity

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.enforcement.hook import checked
from meshctl.adapters.local_aws.enforcement.put_policies import check_table_policy
from meshctl.adapters.local_aws.enforcement.table_calls import authorize_table_call
from meshctl.adapters.local_aws.tables.expired_items import forget_expired_items

_FOR_TERRAFORM = (
    *("CreateTable", "DeleteTable", "DescribeTable", "ListTables", "UpdateTable"),
    *("DescribeTimeToLive", "UpdateTimeToLive", "DescribeContinuousBackups", "UpdateContinuousBackups"),
    *("ListTagsOfResource", "TagResource", "UntagResource"),
)
_BY_HAND = ("DeleteResourcePolicy", "GetResourcePolicy", "PutResourcePolicy")
_FOR_FUNCTIONS = ("DeleteItem", "GetItem", "PutItem", "UpdateItem")
KNOWN = frozenset((*_FOR_TERRAFORM, *_FOR_FUNCTIONS, *_BY_HAND))


def install(clock: Clock) -> None:
    """Have moto answer so, in this process and for good."""
    DynamoHandler.call_action = _one_at_a_time(
        checked(DynamoHandler.call_action, (_refuse_unknown, _authorize, check_table_policy))
    )
    for call in ("delete_item", "update_item"):
        setattr(DynamoHandler, call, _costing_one(getattr(DynamoHandler, call)))
    Item.update_with_attribute_updates = _if_any(Item.update_with_attribute_updates)
    clock.when_moved(lambda: forget_expired_items(clock.time()))


def _one_at_a_time(stock: Any) -> Any:
    """Between a condition and its write, moto lets other threads in; on AWS they are one step."""
    one_at_a_time = Lock()

    def call_action(response: Any) -> Any:
        with one_at_a_time:
            return stock(response)

    return call_action


def _costing_one(stock: Any) -> Any:
    """What a write costs is told to who asks for it; moto tells half of it to everybody, or nobody."""

    def call(handler: Any) -> Any:
        answer = stock(handler)
        answer.result.pop("ConsumedCapacity", None)
        return answer

    return include_consumed_capacity(1.0)(call)


def _if_any(stock: Any) -> Any:
    """Who updates nothing makes an item of the key alone, if there is none."""

    def update(item: Any, updates: Any) -> None:
        stock(item, updates or {})

    return update


def _refuse_unknown(response: Any) -> None:
    if response._get_action() not in KNOWN:
        raise NotImplementedError(response._get_action())


def _authorize(response: Any) -> None:
    authorize_table_call(response, _key_of, _policy_of)


def _policy_of(arn: Arn) -> str | None:
    """The resource policy of a table, which moto keeps beside it and forgets with nothing."""
    backend = dynamodb_backends[arn.account][arn.region]
    kept = backend.resource_policies.get(arn.text) if arn.name in backend.tables else None
    return str(kept.policy_doc) if kept else None


def _key_of(account: str, region: str, table: str) -> str:
    """The attribute that is a table's partition key; none where there is no such table."""
    found = dynamodb_backends[account][region].tables.get(table)
    return str(found.hash_key_attr) if found else ""
