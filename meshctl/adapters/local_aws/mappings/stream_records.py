"""The records that Lambda makes of a stream's, and what it tells of a batch that it gives up. Pure, apart from a fresh id."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from meshctl.adapters.local_aws.clock import timestamp
from meshctl.adapters.local_aws.functions.function import RunnableFunction
from meshctl.adapters.local_aws.functions.outcomes import InvocationOutcome
from meshctl.adapters.local_aws.mappings.mapping import FunctionMapping


def record_of(record: Any, shard_id: str, mapping: FunctionMapping, function: RunnableFunction) -> dict[str, Any]:
    """Give Lambda's record of one of moto's."""
    return {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record.partition_key,
            "sequenceNumber": str(record.sequence_number),
            "data": record.data,
            "approximateArrivalTimestamp": round(record.created_at, 3),
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{shard_id}:{record.sequence_number}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": function.role_arn,
        "awsRegion": mapping.region,
        "eventSourceARN": mapping.source.text,
    }


@dataclass(frozen=True)
class GivenUpBatch:
    """Records of a shard that a function did not handle; they stay in the stream, and only a bucket is told them.

    https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
    """

    records: Sequence[Any]
    shard_id: str
    stream_arn: str
    condition: str
    attempts: int

    def told(
        self, function: RunnableFunction, request_id: str, outcome: InvocationOutcome | None, now: float
    ) -> dict[str, Any]:
        """Give what a destination is told; `now` is in seconds since the epoch, `outcome` of the last attempt, if it counts."""
        first, last = self.records[0], self.records[-1]
        context = {
            "requestId": request_id,
            "functionArn": function.arn,
            "condition": self.condition,
            "approximateInvokeCount": self.attempts,
        }
        batch = {
            "shardId": self.shard_id,
            "startSequenceNumber": str(first.sequence_number),
            "endSequenceNumber": str(last.sequence_number),
            "approximateArrivalOfFirstRecord": timestamp(first.created_at),
            "approximateArrivalOfLastRecord": timestamp(last.created_at),
            "batchSize": len(self.records),
            "streamArn": self.stream_arn,
        }
        told = {
            "requestContext": context,
            **_response(function, outcome),
            "version": "1.0",
            "timestamp": timestamp(now),
        }
        return {**told, "KinesisBatchInfo": batch}

    def key(self, mapping_id: str, now: float) -> str:
        """Give the name of the object that a bucket keeps the record under."""
        at = datetime.fromtimestamp(now, UTC)
        return f"aws/lambda/{mapping_id}/{self.shard_id}/{at:%Y/%m/%d}/{at:%Y-%m-%dT%H.%M.%S}-{uuid.uuid4()}"


def _response(function: RunnableFunction, outcome: InvocationOutcome | None) -> dict[str, Any]:
    if outcome is None:
        return {}
    error = None if outcome.handled else "Unhandled"
    return {"responseContext": {"statusCode": 200, "executedVersion": function.version, "functionError": error}}
