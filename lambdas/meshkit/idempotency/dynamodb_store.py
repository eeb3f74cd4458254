"""Remembers in a DynamoDB table which events were handled. It imports boto3 only once an event arrives.

Table: partition key `id` (text), time to live on `expires_at`. It needs the rights to put, update and delete items of that table.
"""

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from typing import Any, Protocol

from meshkit.errors import InProgress, NoStore
from meshkit.idempotency.once import BEGUN

TABLE, ON_LAMBDA = "MESH_IDEMPOTENCY_TABLE", "AWS_LAMBDA_FUNCTION_NAME"
TWO_WEEKS = 14 * 24 * 3600
"""Seconds: for as long SQS keeps a message at most, and so for as long the same one may come."""
_FREE = "attribute_not_exists(id) OR (is_done = :no AND begun_until < :now) OR expires_at < :seconds"


class DynamoDb(Protocol):
    """The part of boto3's `dynamodb` client that the store needs."""

    def put_item(self, **request: Any) -> Mapping[str, Any]:
        """PutItem."""

    def update_item(self, **request: Any) -> Mapping[str, Any]:
        """UpdateItem."""

    def delete_item(self, **request: Any) -> Mapping[str, Any]:
        """DeleteItem."""


class DynamoStore:
    """A store that all invocations of a function share. The table is the one named, or that of `MESH_IDEMPOTENCY_TABLE`.

    `keep` is for how many seconds an event stays done. Raises NoStore where no table is named: on Lambda at once, elsewhere when the
    first event comes, so that tests may import the function.
    """

    def __init__(self, table: str | None = None, keep: int = TWO_WEEKS, client: DynamoDb | None = None) -> None:
        self._table, self._keep, self._client = table, keep, client
        self._mark = os.urandom(8).hex()
        if ON_LAMBDA in os.environ:
            _ = self._name  # now, as the function starts, and not at its first event

    def begin(self, key: str, seconds: float) -> bool:
        """Marks `key` as begun, if it is free: one conditional write, so that of two invocations one succeeds."""
        table, now = self._name, time.time()
        item = {
            "id": {"S": key},
            "is_done": {"BOOL": False},
            "begun_until": {"N": f"{now + seconds:.3f}"},
            "expires_at": {"N": str(int(now + seconds + self._keep))},
            "begun_by": {"S": self._mark},
        }
        values = {":no": {"BOOL": False}, ":now": {"N": f"{now:.3f}"}, ":seconds": {"N": str(int(now))}}
        try:
            self._dynamodb.put_item(
                TableName=table,
                Item=item,
                ConditionExpression=_FREE,
                ExpressionAttributeValues=values,
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except Exception as error:
            return self._found(error)
        return True

    def finish(self, key: str) -> None:
        """Marks `key` as done, whoever may have begun it once more meanwhile."""
        self._dynamodb.update_item(
            TableName=self._name,
            Key={"id": {"S": key}},
            UpdateExpression="SET is_done = :yes, expires_at = :expires",
            ExpressionAttributeValues={
                ":yes": {"BOOL": True},
                ":expires": {"N": str(int(time.time() + self._keep))},
            },
        )

    def give_up(self, key: str) -> None:
        """Takes the mark back, if it is still this process's and not done. Where that fails, it ends by itself."""
        with suppress(Exception):  # what the handler failed with is what counts
            self._dynamodb.delete_item(
                TableName=self._name,
                Key={"id": {"S": key}},
                ConditionExpression="begun_by = :mark AND is_done = :no",
                ExpressionAttributeValues={":mark": {"S": self._mark}, ":no": {"BOOL": False}},
            )

    @property
    def _name(self) -> str:
        """Raises NoStore where nothing names a table."""
        if name := self._table or os.environ.get(TABLE):
            return name
        raise NoStore(
            "no table is named: say `idempotent: true` of this function in the catalogue, or DynamoStore(TABLE)"
        )

    @property
    def _dynamodb(self) -> DynamoDb:
        return self._client or _client()

    @staticmethod
    def _found(error: Exception) -> bool:
        """What stood there instead. Raises all other errors as they are."""
        response = getattr(error, "response", None) or {}
        if response.get("Error", {}).get("Code") != "ConditionalCheckFailedException":
            raise error
        if response.get("Item", {}).get("is_done", {}).get("BOOL"):
            return False
        raise InProgress(BEGUN) from None


@cache
def _client() -> DynamoDb:
    """boto3's own client, with the Region, endpoint and credentials of the environment."""
    import boto3  # noqa: PLC0415  late: most functions do without

    client: DynamoDb = boto3.client("dynamodb")
    return client
