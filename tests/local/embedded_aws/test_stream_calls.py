"""Kinesis answers as it was recorded on AWS."""

import pytest

from .accounts import Account

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
