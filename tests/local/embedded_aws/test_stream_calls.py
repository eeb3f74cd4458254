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
