"""Kinesis answers as it was recorded on AWS."""

import base64
from typing import Any

import pytest

from .accounts import REGION, Account, let_in, policy, refused, root

pytestmark = pytest.mark.local


def test_a_stream_with_no_word_of_shards_is_on_demand(orders: Account) -> None:
    kinesis = orders.client("kinesis")
    kinesis.create_stream(StreamName=orders.prefix)
    told = kinesis.describe_stream_summary(StreamName=orders.prefix)["StreamDescriptionSummary"]
    assert (told["StreamModeDetails"], told["OpenShardCount"]) == ({"StreamMode": "ON_DEMAND"}, 4)


def test_a_consumer_is_found_by_the_arn_that_it_was_given(orders: Account) -> None:
    kinesis = orders.client("kinesis")
    kinesis.create_stream(StreamName=orders.prefix, ShardCount=1)
    stream = kinesis.describe_stream_summary(StreamName=orders.prefix)["StreamDescriptionSummary"]["StreamARN"]
    made = kinesis.register_stream_consumer(StreamARN=stream, ConsumerName="reader")["Consumer"]
    assert made["ConsumerARN"].rpartition(":")[0] == f"{stream}/consumer/reader"
    found = kinesis.describe_stream_consumer(ConsumerARN=made["ConsumerARN"])["ConsumerDescription"]
    assert found["ConsumerName"] == "reader"


def test_shards_begin_apart_and_their_records_after_that(orders: Account) -> None:
    kinesis = orders.client("kinesis")
    kinesis.create_stream(StreamName=orders.prefix, ShardCount=4)
    shards = kinesis.describe_stream(StreamName=orders.prefix)["StreamDescription"]["Shards"]
    starts = {shard["ShardId"]: int(shard["SequenceNumberRange"]["StartingSequenceNumber"]) for shard in shards}
    assert sorted(set(starts.values())) == list(starts.values())
    put = kinesis.put_record(StreamName=orders.prefix, PartitionKey="a", Data=b"a")
    assert int(put["SequenceNumber"]) > starts[put["ShardId"]]


def test_each_iterator_is_another_one_that_reads_on(orders: Account) -> None:
    kinesis, shard = orders.client("kinesis"), "shardId-000000000000"
    kinesis.create_stream(StreamName=orders.prefix, ShardCount=1)
    first = kinesis.get_shard_iterator(StreamName=orders.prefix, ShardId=shard, ShardIteratorType="LATEST")
    seen = [first["ShardIterator"]]
    for data in (b"a", b"b"):
        kinesis.put_record(StreamName=orders.prefix, PartitionKey="a", Data=data)
        read = kinesis.get_records(ShardIterator=seen[-1])
        assert [one["Data"] for one in read["Records"]] == [data]
        seen.append(read["NextShardIterator"])
    seen.append(kinesis.get_records(ShardIterator=seen[-1])["NextShardIterator"])
    assert len(set(seen)) == len(seen)
    assert not any(letter.isspace() for one in seen for letter in one)


@pytest.fixture
def kinesis(orders: Account) -> Any:
    """Three shards."""
    client = orders.client("kinesis")
    client.create_stream(StreamName=orders.prefix, ShardCount=3)
    return client


def ids(shards: list[dict[str, Any]]) -> list[int]:
    return [int(shard["ShardId"].rpartition("-")[2]) for shard in shards]


def test_shards_are_described_in_pages_that_end(kinesis: Any, orders: Account) -> None:
    pages = kinesis.get_paginator("describe_stream").paginate(
        StreamName=orders.prefix, PaginationConfig={"PageSize": 2}
    )
    assert [ids(page["StreamDescription"]["Shards"]) for page in pages] == [[0, 1], [2]]


def test_shards_are_listed_on_by_the_token_alone(kinesis: Any, orders: Account) -> None:
    first = kinesis.list_shards(StreamName=orders.prefix, MaxResults=2)
    token = first["NextToken"]
    told = refused(kinesis.list_shards, StreamName=orders.prefix, NextToken=token)
    assert told == ("InvalidArgumentException", "NextToken and StreamName cannot be provided together.")
    last = kinesis.list_shards(NextToken=token)
    assert (ids(first["Shards"]), ids(last["Shards"]), "NextToken" in last) == ([0, 1], [2], False)
    assert refused(kinesis.list_shards, NextToken=f"{token}x")[0] == "InvalidArgumentException"


def test_streams_consumers_and_tags_are_told_in_pages_that_end(kinesis: Any, orders: Account) -> None:
    name, names = orders.prefix, [f"{orders.prefix}{letter}" for letter in "abc"]
    for one in reversed(names):
        kinesis.create_stream(StreamName=one, ShardCount=1)
    first = kinesis.list_streams(Limit=2, ExclusiveStartStreamName=name)
    rest = kinesis.list_streams(Limit=2, NextToken=first["NextToken"], ExclusiveStartStreamName=name)
    assert first["StreamNames"] + rest["StreamNames"][:1] == names
    kinesis.add_tags_to_stream(StreamName=name, Tags={"a": "1", "b": "2"})
    told = kinesis.list_tags_for_stream(StreamName=name, Limit=1)
    assert (told["Tags"], told["HasMoreTags"]) == ([{"Key": "a", "Value": "1"}], True)
    told = kinesis.list_tags_for_stream(StreamName=name, ExclusiveStartTagKey="a")
    assert (told["Tags"], told["HasMoreTags"]) == ([{"Key": "b", "Value": "2"}], False)


def test_shards_are_found_by_what_they_are_read_for(kinesis: Any, orders: Account) -> None:
    kinesis.merge_shards(StreamName=orders.prefix, ShardToMerge=shard(2), AdjacentShardToMerge=shard(1))
    wanted = {"AT_LATEST": [0, 3], "AT_TRIM_HORIZON": [0, 1, 2], "FROM_TRIM_HORIZON": [0, 1, 2, 3]}
    for kind, told in wanted.items():
        assert ids(kinesis.list_shards(StreamName=orders.prefix, ShardFilter={"Type": kind})["Shards"]) == told
    behind = {"Type": "AFTER_SHARD_ID", "ShardId": shard(1)}
    assert ids(kinesis.list_shards(StreamName=orders.prefix, ShardFilter=behind)["Shards"]) == [2, 3]
    assert kinesis.describe_stream_summary(StreamName=orders.prefix)["StreamDescriptionSummary"]["OpenShardCount"] == 2


def shard(number: int) -> str:
    return f"shardId-{number:012}"


def test_only_open_neighbours_are_merged(kinesis: Any, orders: Account) -> None:
    def merge(one: int, other: int) -> None:
        kinesis.merge_shards(StreamName=orders.prefix, ShardToMerge=shard(one), AdjacentShardToMerge=shard(other))

    code, message = refused(lambda: merge(0, 2))
    assert (code, "not an adjacent pair" in message) == ("InvalidArgumentException", True)
    merge(1, 0)
    made = kinesis.list_shards(StreamName=orders.prefix)["Shards"][3]
    assert (made["ParentShardId"], made["AdjacentParentShardId"]) == (shard(1), shard(0))
    assert made["HashKeyRange"]["StartingHashKey"] == "0"
    assert refused(lambda: merge(1, 0))[0] == "InvalidArgumentException"


def test_a_closed_shard_is_read_to_its_end_by_the_arn_of_its_stream(kinesis: Any, orders: Account) -> None:
    arn = f"arn:aws:kinesis:{REGION}:{orders.number}:stream/{orders.prefix}"
    kinesis.put_record(StreamARN=arn, Data=b"a", PartitionKey="a", ExplicitHashKey="0")
    kinesis.merge_shards(StreamARN=arn, ShardToMerge=shard(0), AdjacentShardToMerge=shard(1))
    begin = kinesis.get_shard_iterator(StreamARN=arn, ShardId=shard(0), ShardIteratorType="TRIM_HORIZON")
    read = kinesis.get_records(ShardIterator=begin["ShardIterator"])
    assert [one["Data"] for one in read["Records"]] == [b"a"]
    assert "NextShardIterator" not in read
    assert [child["ParentShards"] for child in read["ChildShards"]] == [[shard(0), shard(1)]]


def test_a_stream_is_made_once(kinesis: Any, orders: Account) -> None:
    told = refused(kinesis.create_stream, StreamName=orders.prefix, ShardCount=1)
    expected = f"Stream {orders.prefix} under account {orders.number} already exists."
    assert told == ("ResourceInUseException", expected)


def test_only_a_stream_that_is_there_has_a_policy(kinesis: Any, orders: Account) -> None:
    missing = f"arn:aws:kinesis:{REGION}:{orders.number}:stream/{orders.prefix}_missing"
    given = policy(let_in(root(orders), "kinesis:PutRecord"), resource=missing)
    told = refused(kinesis.put_resource_policy, ResourceARN=missing, Policy=given)
    expected = f"Stream {orders.prefix}_missing under account {orders.number} not found."
    assert told == ("ResourceNotFoundException", expected)


def test_each_consumer_of_a_stream_is_registered_and_taken_away_by_itself(kinesis: Any, orders: Account) -> None:
    arn = f"arn:aws:kinesis:{REGION}:{orders.number}:stream/{orders.prefix}"
    for name in ("a", "b", "c"):
        kinesis.register_stream_consumer(StreamARN=arn, ConsumerName=name)
    assert refused(kinesis.register_stream_consumer, StreamARN=arn, ConsumerName="b")[0] == "ResourceInUseException"
    kinesis.deregister_stream_consumer(StreamARN=arn, ConsumerName="b")
    pages = kinesis.get_paginator("list_stream_consumers").paginate(StreamARN=arn, PaginationConfig={"PageSize": 1})
    assert [one["ConsumerName"] for page in pages for one in page["Consumers"]] == ["a", "c"]
    for call in (kinesis.describe_stream_consumer, kinesis.deregister_stream_consumer):
        assert refused(call, StreamARN=arn, ConsumerName="b")[0] == "ResourceNotFoundException"
    for call in (kinesis.list_stream_consumers, kinesis.register_stream_consumer):
        given = {"ConsumerName": "a"} if call == kinesis.register_stream_consumer else {}
        assert refused(call, StreamARN=f"{arn}_missing", **given)[0] == "ResourceNotFoundException"


def test_a_stream_has_so_many_consumers(kinesis: Any, orders: Account) -> None:
    arn = f"arn:aws:kinesis:{REGION}:{orders.number}:stream/{orders.prefix}"
    for number in range(20):
        kinesis.register_stream_consumer(StreamARN=arn, ConsumerName=f"reader{number}")
    told = refused(kinesis.register_stream_consumer, StreamARN=arn, ConsumerName="one_more")
    assert told[0] == "LimitExceededException"


@pytest.mark.parametrize("named", ["stream", "consumer"])
def test_tags_are_put_on_what_an_arn_names(orders: Account, named: str) -> None:
    kinesis = orders.client("kinesis")
    kinesis.create_stream(StreamName=orders.prefix, ShardCount=1, Tags={"team": "a"})
    stream = kinesis.describe_stream_summary(StreamName=orders.prefix)["StreamDescriptionSummary"]["StreamARN"]
    consumer = kinesis.register_stream_consumer(StreamARN=stream, ConsumerName="reader")["Consumer"]["ConsumerARN"]
    arn = stream if named == "stream" else consumer
    kinesis.tag_resource(ResourceARN=arn, Tags={"team": "b", "cost": "1"})
    kinesis.untag_resource(ResourceARN=arn, TagKeys=["cost", "none"])
    assert kinesis.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"Key": "team", "Value": "b"}]
    of_stream = kinesis.list_tags_for_stream(StreamName=orders.prefix)["Tags"]
    assert of_stream == [{"Key": "team", "Value": "b" if named == "stream" else "a"}]
    many = {f"tag{number}": "a" for number in range(50)}
    assert refused(kinesis.tag_resource, ResourceARN=arn, Tags=many)[0] == "InvalidArgumentException"
    none = f"{stream}-none"
    assert refused(kinesis.list_tags_for_resource, ResourceARN=none)[0] == "ResourceNotFoundException"


def test_what_is_written_and_read_of_a_stream_that_is_encrypted_says_so(orders: Account) -> None:
    kinesis, name = orders.client("kinesis"), {"StreamName": orders.prefix}
    kinesis.create_stream(**name, ShardCount=1)
    record = {"PartitionKey": "a", "Data": b"a"}
    first = kinesis.get_shard_iterator(**name, ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON")

    def told() -> list[str | None]:
        """Of a record, of several, and of those that are read."""
        put = [kinesis.put_record(**name, **record), kinesis.put_records(**name, Records=[record])]
        read = kinesis.get_records(ShardIterator=first["ShardIterator"])["Records"]
        return [one.get("EncryptionType") for one in put + read[-2:]]

    assert told() == [None] * 4
    kinesis.start_stream_encryption(**name, EncryptionType="KMS", KeyId="alias/aws/kinesis")
    assert told() == ["KMS"] * 4


@pytest.mark.parametrize("when", ["-1", "nan", "-inf", "1e300", "-1e300", "soon"])
def test_an_iterator_that_somebody_has_made_up_is_answered(orders: Account, when: str) -> None:
    kinesis, place = orders.client("kinesis"), f"{orders.prefix}:shardId-000000000000:0:{when}"
    kinesis.create_stream(StreamName=orders.prefix, ShardCount=1)
    assert kinesis.get_records(ShardIterator=base64.b64encode(place.encode()).decode())["Records"] == []
