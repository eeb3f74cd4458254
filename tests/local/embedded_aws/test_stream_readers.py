"""Kinesis tells consumers of their own what comes, and speaks CBOR with those who do."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from botocore.parsers import BaseCBORParser

from meshctl.adapters.local_aws.requests.cbor.writing import cbor_of

from .accounts import PATIENCE, REGION, Account, allow, refused
from .conftest import EmbeddedAws

pytestmark = pytest.mark.local
SHARD = "shardId-000000000000"
Read = Callable[..., Iterator[dict[str, Any]]]


@pytest.fixture
def kinesis(orders: Account) -> Any:
    client = orders.client("kinesis")
    client.create_stream(StreamName=orders.prefix, ShardCount=1)
    return client


@pytest.fixture
def reader(kinesis: Any, orders: Account) -> str:
    stream = f"arn:aws:kinesis:{REGION}:{orders.number}:stream/{orders.prefix}"
    return str(kinesis.register_stream_consumer(StreamARN=stream, ConsumerName="reader")["Consumer"]["ConsumerARN"])


@pytest.fixture
def read(kinesis: Any, reader: str) -> Iterator[Read]:
    """Read the shard from a position on; all readings end with the test."""
    with ExitStack() as readings:

        def begin(**position: Any) -> Iterator[dict[str, Any]]:
            asked = {"ConsumerARN": reader, "ShardId": SHARD, "StartingPosition": position}
            events = readings.enter_context(closing(kinesis.subscribe_to_shard(**asked)["EventStream"]))
            return (one["SubscribeToShardEvent"] for one in events)

        yield begin


def data_of(events: Iterator[dict[str, Any]], count: int) -> list[bytes]:
    found: list[bytes] = []
    while len(found) < count:
        found += [record["Data"] for record in next(events)["Records"]]
    return found


@pytest.mark.parametrize(
    ("position", "told"),
    [
        ({"Type": "TRIM_HORIZON"}, [b"a", b"b"]),
        ({"Type": "LATEST"}, [b"b"]),
        ({"Type": "AT_TIMESTAMP", "Timestamp": 0}, [b"a", b"b"]),
        ({"Type": "AT_SEQUENCE_NUMBER"}, [b"a", b"b"]),
        ({"Type": "AFTER_SEQUENCE_NUMBER"}, [b"b"]),
    ],
    ids=lambda one: one["Type"] if isinstance(one, dict) else "",
)
def test_a_consumer_hears_what_comes_from_where_it_begins(
    kinesis: Any, read: Read, orders: Account, position: dict[str, Any], told: list[bytes]
) -> None:
    put = {"StreamName": orders.prefix, "PartitionKey": "a"}
    first = kinesis.put_record(Data=b"a", **put)["SequenceNumber"]
    numbered = {"SequenceNumber": first} if position["Type"].endswith("NUMBER") else {}
    events = read(**position, **numbered)
    kinesis.put_record(Data=b"b", **put)
    assert data_of(events, len(told)) == told


def test_a_shard_that_is_split_ends_what_its_readers_hear(kinesis: Any, read: Read, orders: Account) -> None:
    events = read(Type="TRIM_HORIZON")
    kinesis.put_record(StreamName=orders.prefix, Data=b"a", PartitionKey="a")
    kinesis.split_shard(StreamName=orders.prefix, ShardToSplit=SHARD, NewStartingHashKey=str(2**127))
    *_, last = events
    assert [child["ParentShards"] for child in last["ChildShards"]] == [[SHARD], [SHARD]]


def test_a_consumer_reads_a_shard_once_at_a_time(read: Read) -> None:
    read(Type="LATEST")
    with pytest.raises(ClientError, match="ResourceInUseException"):
        read(Type="LATEST")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ShardId": "shardId-000000000009"}, "ResourceNotFoundException"),
        ({"StartingPosition": {"Type": "AT_SEQUENCE_NUMBER"}}, "InvalidArgumentException"),
        ({"StartingPosition": {"Type": "AT_TIMESTAMP"}}, "InvalidArgumentException"),
        ({"StartingPosition": {"Type": "AT_TIMESTAMP", "Timestamp": time.time() + 9_999}}, "InvalidArgumentException"),
    ],
    ids=["another shard", "no number", "no moment", "the future"],
)
def test_a_reading_begins_at_what_is_there(kinesis: Any, reader: str, given: dict[str, Any], code: str) -> None:
    asked = {"ConsumerARN": reader, "ShardId": SHARD, "StartingPosition": {"Type": "LATEST"}} | given
    assert refused(kinesis.subscribe_to_shard, **asked)[0] == code


def test_a_consumer_that_is_not_there_hears_nothing(kinesis: Any, reader: str) -> None:
    asked = {"ConsumerARN": f"{reader}0", "ShardId": SHARD, "StartingPosition": {"Type": "LATEST"}}
    assert refused(kinesis.subscribe_to_shard, **asked)[0] == "ResourceNotFoundException"


def test_who_reads_as_a_consumer_needs_a_right_on_the_consumer(orders: Account, reader: str) -> None:
    asked = {"ConsumerARN": reader, "ShardId": SHARD, "StartingPosition": {"Type": "LATEST"}}
    stream = reader.partition("/consumer/")[0]
    for name, resource in (("stream", stream), ("consumer", f"{stream}/consumer/reader:*")):
        role = orders.role(name, "lambda.amazonaws.com", allow("kinesis:SubscribeToShard", resource))
        call = orders.client("kinesis", role).subscribe_to_shard
        if name == "stream":
            assert refused(call, **asked)[0] == "AccessDeniedException"
        else:
            call(**asked)["EventStream"].close()


def in_cbor(aws: EmbeddedAws, call: str, body: bytes) -> tuple[int, str | None, Any]:
    scope = f"{aws.running.access_key}/20261126/{REGION}/kinesis/aws4_request"
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0",
        "Content-Type": "application/x-amz-cbor-1.1",
        "X-Amz-Target": f"Kinesis_20131202.{call}",
    }
    with closing(http.client.HTTPConnection(urlsplit(aws.endpoint).netloc, timeout=PATIENCE)) as connection:
        connection.request("POST", "/", body, headers)
        answer = connection.getresponse()
        said = answer.read()
    parser = BaseCBORParser(timestamp_parser=lambda moment: moment)
    told = parser.parse_data_item(parser.get_peekable_stream_from_bytes(said)) if said else None
    return answer.status, answer.getheader("Content-Type"), told


def test_what_was_put_in_cbor_is_got_in_cbor(aws: EmbeddedAws, prefix: str) -> None:
    in_cbor(aws, "CreateStream", cbor_of({"StreamName": prefix, "ShardCount": 1}))
    data = b"\xa3\x64Data\x43\x00\xff\x01" + cbor_of({"StreamName": prefix, "PartitionKey": "a"})[1:]
    number = in_cbor(aws, "PutRecord", data)[2]["SequenceNumber"]
    position = {"StreamName": prefix, "ShardId": SHARD, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = in_cbor(aws, "GetShardIterator", cbor_of(position))[2]["ShardIterator"]
    status, kind, told = in_cbor(aws, "GetRecords", cbor_of({"ShardIterator": iterator}))
    (record,) = told["Records"]
    assert (status, kind) == (200, "application/x-amz-cbor-1.1")
    assert (record["Data"], record["SequenceNumber"]) == (b"\x00\xff\x01", number)
    assert time.time() * 1000 - record["ApproximateArrivalTimestamp"] < 60_000


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (cbor_of({"StreamName": "missing"}), "ResourceNotFoundException"),
        (cbor_of({"StreamName": 7}), "SerializationException"),
        (b"\xff", "SerializationException"),
        (json.dumps({"StreamName": "missing"}).encode(), "SerializationException"),
    ],
    ids=["missing", "a number", "no CBOR", "JSON"],
)
def test_refusals_are_in_cbor_too(aws: EmbeddedAws, body: bytes, code: str) -> None:
    status, kind, told = in_cbor(aws, "DescribeStream", body)
    assert (status, kind, told["__type"]) == (400, "application/x-amz-cbor-1.1", code)
