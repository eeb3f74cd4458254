"""From a stream to its function: in order, from where it was said, around what cannot be handled."""

import base64
import json
import time
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..accounts import REGION, Account, allow, eventually, let_in, policy, root

pytestmark = pytest.mark.local

TELLS = """
import base64, json
def handle(event, context):
    data = [json.loads(base64.b64decode(one["kinesis"]["data"])) for one in event["Records"]]
    print(json.dumps([data, event["Records"]]))
    if "bad" in data:
        raise ValueError
"""
REPORTS = """
import base64, json
def handle(event, context):
    data = [(one["kinesis"]["sequenceNumber"], base64.b64decode(one["kinesis"]["data"])) for one in event["Records"]]
    print(json.dumps([[json.loads(told) for _, told in data], None]))
    return {"batchItemFailures": [{"itemIdentifier": number} for number, told in data if b"bad" in told]}
"""


class Streamed:
    """A stream before a function that says what it sees."""

    def __init__(self, aws: Any, account: Account, code: str = TELLS) -> None:
        self.account, self.kinesis = account, account.client("kinesis")
        self.name = f"{account.prefix}_stream"
        self.arn = f"arn:aws:kinesis:{REGION}:{account.number}:stream/{self.name}"
        self.kinesis.create_stream(StreamName=self.name, ShardCount=1)
        self.failed = account.queue("failed")
        may = allow("kinesis:*", "*"), allow("sqs:SendMessage", self.failed)
        self.function = account.function(code, account.role("function", "lambda.amazonaws.com", *may))
        self.log = aws.home / "logs" / f"{account.number}.{account.prefix}_function.log"

    def put(self, *data: Any, key: str = "a") -> None:
        records = [{"Data": json.dumps(one).encode(), "PartitionKey": key} for one in data]
        self.kinesis.put_records(StreamName=self.name, Records=records)

    def mapped(self, position: str = "TRIM_HORIZON", **more: Any) -> dict[str, Any]:
        spec = {"EventSourceArn": self.arn, "FunctionName": self.function, "StartingPosition": position}
        return dict(self.account.functions.create_event_source_mapping(**spec | more))

    def seen(self) -> list[Any]:
        """The data of each batch that the function was given."""
        return [data for data, _ in self._printed()]

    def records(self) -> list[dict[str, Any]]:
        return [one for _, records in self._printed() for one in records]

    def _printed(self) -> list[Any]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [json.loads(line) for line in lines if line.startswith("[[")]

    def letters(self, count: int = 1) -> list[dict[str, Any]]:
        return [json.loads(one["Body"]) for one in self.account.receive(self.failed, count)]


@pytest.fixture
def stream(aws: Any, orders: Account) -> Streamed:
    return Streamed(aws, orders)


def test_a_mapping_of_a_stream_answers_what_lambda_says_of_it(stream: Streamed) -> None:
    made = stream.mapped()
    assert (made["BatchSize"], made["StateTransitionReason"], made["State"]) == (100, "User action", "Creating")
    assert made["LastProcessingResult"] == "No records processed"
    assert (made["MaximumRetryAttempts"], made["MaximumRecordAgeInSeconds"]) == (-1, -1)
    assert (made["DestinationConfig"], made["BisectBatchOnFunctionError"]) == ({"OnFailure": {}}, False)


def test_records_come_in_order_and_as_lambda_shows_them(stream: Streamed) -> None:
    stream.put(*range(5))
    stream.mapped(BatchSize=2)
    assert eventually(lambda: stream.seen() == [[0, 1], [2, 3], [4]])
    record = stream.records()[0]
    assert base64.b64decode(record["kinesis"]["data"]) == b"0"
    assert (record["kinesis"]["partitionKey"], record["kinesis"]["kinesisSchemaVersion"]) == ("a", "1.0")
    assert record["eventID"] == f"shardId-000000000000:{record['kinesis']['sequenceNumber']}"
    assert len(record["kinesis"]["sequenceNumber"]) == 56
    assert (record["eventSource"], record["eventName"]) == ("aws:kinesis", "aws:kinesis:record")
    assert (record["eventSourceARN"], record["awsRegion"]) == (stream.arn, REGION)


def test_a_mapping_begins_at_the_end_or_at_a_time(stream: Streamed) -> None:
    stream.put("old")
    time.sleep(0.05)
    began = time.time()
    stream.put("middle")
    latest = stream.mapped("LATEST")
    stream.put("new")
    assert eventually(lambda: stream.seen() == [["new"]])
    stream.account.functions.delete_event_source_mapping(UUID=latest["UUID"])
    stream.mapped("AT_TIMESTAMP", StartingPositionTimestamp=began)
    assert eventually(lambda: stream.seen() == [["new"], ["middle", "new"]])


def test_a_batch_is_bisected_until_only_what_fails_is_given_up(stream: Streamed, told: Any) -> None:
    stream.put("a", "b", "bad", "d", "e")
    to = {"OnFailure": {"Destination": stream.failed}}
    made = stream.mapped(BisectBatchOnFunctionError=True, MaximumRetryAttempts=1, DestinationConfig=to)
    (letter,) = stream.letters()
    assert letter["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert letter["requestContext"]["approximateInvokeCount"] == 2
    assert letter["requestContext"]["functionArn"] == stream.function
    context = {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"}
    assert letter["responseContext"] == context
    batch = letter["KinesisBatchInfo"]
    assert (batch["batchSize"], batch["streamArn"], batch["shardId"]) == (1, stream.arn, "shardId-000000000000")
    assert eventually(lambda: stream.seen()[-1] == ["d", "e"])
    handled = [one for data in stream.seen() if "bad" not in data for one in data]
    assert handled == ["a", "b", "d", "e"]
    told("dead-lettered")
    mapping = stream.account.functions.get_event_source_mapping
    assert eventually(lambda: mapping(UUID=made["UUID"])["LastProcessingResult"] == "OK")


def test_a_bucket_keeps_what_is_given_up_with_the_records_themselves(stream: Streamed) -> None:
    account, bucket = stream.account, f"{stream.account.prefix.replace('_', '-')}-given-up"
    s3 = account.client("s3")
    s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    own = {"RoleName": f"{account.prefix}_function", "PolicyName": "bucket"}
    account.iam.put_role_policy(**own, PolicyDocument=policy(allow("s3:PutObject", f"arn:aws:s3:::{bucket}/*")))
    stream.put("bad")
    to = {"OnFailure": {"Destination": f"arn:aws:s3:::{bucket}"}}
    made = stream.mapped(MaximumRetryAttempts=0, DestinationConfig=to)
    assert eventually(lambda: s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 1)
    key = s3.list_objects_v2(Bucket=bucket)["Contents"][0]["Key"]
    kept = json.loads(s3.get_object(Bucket=bucket, Key=key)["Body"].read())
    day = kept["timestamp"][:10].replace("-", "/")
    assert key.startswith(f"aws/lambda/{made['UUID']}/shardId-000000000000/{day}/")
    assert kept["payload"]["Records"] == stream.records()
    assert kept["requestContext"]["condition"] == "RetryAttemptsExhausted"


def test_what_a_function_reports_is_tried_again_and_nothing_before_it(aws: Any, orders: Account) -> None:
    stream = Streamed(aws, orders, REPORTS)
    stream.put("a", "bad", "c")
    to = {"OnFailure": {"Destination": stream.failed}}
    reports: dict[str, Any] = {"FunctionResponseTypes": ["ReportBatchItemFailures"], "BisectBatchOnFunctionError": True}
    stream.mapped(MaximumRetryAttempts=1, DestinationConfig=to, **reports)
    (letter,) = stream.letters()
    assert (letter["KinesisBatchInfo"]["batchSize"], letter["responseContext"]["functionError"]) == (1, None)
    assert eventually(lambda: stream.seen()[-1] == ["c"])
    assert stream.seen() == [["a", "bad", "c"], ["bad", "c"], ["bad"], ["bad"], ["c"]]


def test_records_that_no_filter_lets_pass_are_skipped(stream: Streamed, told: Any) -> None:
    stream.put({"kind": "a"}, {"kind": "b"}, "text")
    pattern = json.dumps({"data": {"kind": ["a"]}, "partitionKey": ["a"]})
    stream.mapped(FilterCriteria={"Filters": [{"Pattern": pattern}]})
    told("filtered", 2)
    assert eventually(lambda: stream.seen() == [[{"kind": "a"}]])


def test_a_stream_that_was_resharded_is_read_in_order(stream: Streamed) -> None:
    stream.put("before")
    stream.kinesis.update_shard_count(StreamName=stream.name, TargetShardCount=2, ScalingType="UNIFORM_SCALING")
    stream.put("after")
    stream.mapped()
    assert eventually(lambda: stream.seen() == [["before"], ["after"]])


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (
            {"StartingPosition": None},
            "Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
        ),
        (
            {"StartingPosition": "LATEST", "StartingPositionTimestamp": 1},
            "Timestamp only valid with StartingPosition AT_TIMESTAMP",
        ),
        (
            {"EventSourceArn": f"arn:aws:kinesis:{REGION}:222222222222:stream/none"},
            "Stream not found: arn:aws:kinesis:",
        ),
        ({"TumblingWindowInSeconds": 30}, "tumbling windows"),
        ({"ScalingConfig": {"MaximumConcurrency": 2}}, "Unsupported ScalingConfig parameter"),
    ],
)
def test_a_mapping_of_a_stream_that_cannot_be_is_refused(stream: Streamed, spec: dict[str, Any], message: str) -> None:
    sound = {"EventSourceArn": stream.arn, "FunctionName": stream.function, "StartingPosition": "LATEST"} | spec
    with pytest.raises(ClientError) as refusal:
        stream.account.functions.create_event_source_mapping(**{name: one for name, one in sound.items() if one})
    assert message in refusal.value.response["Error"]["Message"]


def test_a_function_reads_only_what_its_role_may(stream: Streamed) -> None:
    stream.account.iam.delete_role_policy(RoleName=f"{stream.account.prefix}_function", PolicyName="own")
    with pytest.raises(ClientError, match="Please ensure the role can perform the GetRecords"):
        stream.mapped()


def test_another_account_puts_records_where_the_stream_lets_it_in(stream: Streamed, payments: Account) -> None:
    sender, record = payments.client("kinesis"), {"StreamARN": stream.arn, "Data": b"1", "PartitionKey": "a"}
    with pytest.raises(ClientError, match="AccessDeniedException"):
        sender.put_record(**record)
    opened = policy(let_in(root(payments), "kinesis:PutRecord"), resource=stream.arn)
    stream.kinesis.put_resource_policy(ResourceARN=stream.arn, Policy=opened)
    assert sender.put_record(**record)["ShardId"] == "shardId-000000000000"
    with pytest.raises(ClientError, match="AccessDeniedException"):
        sender.delete_stream(StreamARN=stream.arn)


def test_a_role_puts_records_only_where_it_may(stream: Streamed) -> None:
    role = stream.account.role("sender", "lambda.amazonaws.com", allow("kinesis:PutRecords", stream.arn))
    sender = stream.account.client("kinesis", role)
    sender.put_records(StreamName=stream.name, Records=[{"Data": b"1", "PartitionKey": "a"}])
    with pytest.raises(ClientError, match=r"not authorized to perform: kinesis:PutRecord on"):
        sender.put_record(StreamName=stream.name, Data=b"1", PartitionKey="a")
