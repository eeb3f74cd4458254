"""The clock that can be moved: what waits does not wait on, and what is kept for a time is gone."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from meshctl.adapters.local_aws import control
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.operating.asking import move_clock, read_clock
from meshctl.cli.deploy.reached_stage import now
from meshctl.errors import LocalAwsFailed
from tests.support.running import meshctl

from .accounts import Account, allow, eventually, from_rule, from_topic
from .conftest import ORDERS, EmbeddedAws

pytestmark = pytest.mark.local

HOUR, DAY = 3600, 86_400
ANY = {"source": [{"prefix": ""}]}


@pytest.fixture(scope="module")
def movable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    """One of its own, on which waiting is not shortened."""
    catalogue = tmp_path_factory.mktemp("clock")
    (catalogue / "mesh.yaml").write_text("mesh: clock\n")
    home = catalogue / ".meshctl" / "local"
    (catalogue / ".meshctl").mkdir(0o700)
    yield EmbeddedAws(control.up(home, 0, 1), home)
    control.down(home)


@pytest.fixture
def orders(movable: EmbeddedAws, prefix: str) -> Account:
    return Account(movable.running, ORDERS, prefix)


def ahead(movable: EmbeddedAws) -> timedelta:
    return read_clock(movable.running).time - datetime.now(UTC)


def test_another_scope_of_deduplication_counts_after_a_minute(movable: EmbeddedAws, orders: Account) -> None:
    fifo = {"FifoQueue": "true", "DeduplicationScope": "queue"}
    url = orders.sqs.create_queue(QueueName=f"{orders.prefix}_scope.fifo", Attributes=fifo)["QueueUrl"]

    def receivable(group: str) -> bool:
        orders.sqs.send_message(QueueUrl=url, MessageBody="x", MessageGroupId=group, MessageDeduplicationId="1")
        for message in (received := orders.sqs.receive_message(QueueUrl=url).get("Messages", [])):
            orders.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return bool(received)

    assert receivable("a")
    scope = {"DeduplicationScope": "messageGroup", "FifoThroughputLimit": "perMessageGroupId"}
    orders.sqs.set_queue_attributes(QueueUrl=url, Attributes=scope)
    assert not receivable("b")
    move_clock(movable.running, 61)
    assert receivable("b")
    assert not receivable("b")


def test_a_message_that_is_delayed_comes_when_the_clock_is_moved(movable: EmbeddedAws, orders: Account) -> None:
    queue = orders.queue("late", DelaySeconds="900")
    orders.send(queue, "late")
    assert orders.receive(queue, patience=0.1) == []
    move_clock(movable.running, 900)
    assert [message["Body"] for message in orders.receive(queue)] == ["late"]


def test_a_fifo_topic_takes_a_message_again_after_five_minutes(movable: EmbeddedAws, orders: Account) -> None:
    topic = orders.topic("again.fifo", FifoTopic="true", ContentBasedDeduplication="true")
    orders.subscribe(topic, queue := orders.queue("plain", from_topic(topic)), RawMessageDelivery="true")
    for _ in range(2):
        for _ in range(2):
            orders.topics.publish(TopicArn=topic, Message="x", MessageGroupId="g")
        assert [message["Body"] for message in orders.receive_all(queue, 1, more=0.3)] == ["x"]
        move_clock(movable.running, 300)


def test_a_message_that_somebody_has_is_seen_again(movable: EmbeddedAws, orders: Account) -> None:
    orders.send(queue := orders.queue("held", VisibilityTimeout="3600"), "held")
    url = orders.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    assert orders.sqs.receive_message(QueueUrl=url)["Messages"]
    assert orders.receive(queue, patience=0.1) == []
    move_clock(movable.running, HOUR)
    assert orders.receive(queue)


def test_a_message_is_gone_when_its_time_is_up(movable: EmbeddedAws, orders: Account) -> None:
    short, long = orders.queue("short", MessageRetentionPeriod="3600"), orders.queue("long")
    orders.send(short, "gone")
    orders.send(long, "kept")
    move_clock(movable.running, HOUR)
    assert orders.receive(short, patience=0.1) == []
    assert orders.receive(long)


def test_a_record_is_gone_and_its_number_with_it(movable: EmbeddedAws, orders: Account) -> None:
    kinesis = orders.client("kinesis")
    kinesis.create_stream(StreamName=orders.prefix, ShardCount=1)
    put = {"StreamName": orders.prefix, "PartitionKey": "k"}
    first = kinesis.put_record(**put, Data=b"1")["SequenceNumber"]
    move_clock(movable.running, DAY)
    assert kinesis.put_record(**put, Data=b"2")["SequenceNumber"] > first
    where = kinesis.get_shard_iterator(
        StreamName=orders.prefix, ShardId="shardId-000000000000", ShardIteratorType="TRIM_HORIZON"
    )
    records = kinesis.get_records(ShardIterator=where["ShardIterator"])["Records"]
    assert [record["Data"] for record in records] == [b"2"]


def test_a_delivery_is_tried_again_and_given_up(movable: EmbeddedAws, orders: Account) -> None:
    function = orders.function("def handle(event, context): pass")
    orders.functions.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    permission = {"Principal": "events.amazonaws.com", "SourceArn": orders.rule_arn()}
    orders.functions.add_permission(
        FunctionName=function, StatementId="rule", Action="lambda:InvokeFunction", **permission
    )
    dead = orders.queue("dead", from_rule(orders.rule_arn()))
    bus, again = orders.bus(), {"MaximumRetryAttempts": 185, "MaximumEventAgeInSeconds": HOUR}
    orders.rule(bus, ANY, Arn=function, DeadLetterConfig={"Arn": dead}, RetryPolicy=again)
    orders.publish(bus)
    movable.journal(lambda line: line["kind"] == "retried" and orders.prefix in str(line))
    move_clock(movable.running, HOUR)
    (letter,) = orders.receive(dead)
    condition = letter["MessageAttributes"]["EXHAUSTED_RETRY_CONDITION"]["StringValue"]
    assert condition == "MaximumEventAgeInSeconds"


def test_events_bear_its_time_and_sessions_do_not(movable: EmbeddedAws, orders: Account) -> None:
    move_clock(movable.running, HOUR)
    queue = orders.queue("mine", from_rule(orders.rule_arn()))
    orders.rule(bus := orders.bus(), ANY, Arn=queue)
    orders.publish(bus)
    time = datetime.fromisoformat(json.loads(orders.receive(queue)[0]["Body"])["time"])
    assert abs(time - datetime.now(UTC) - ahead(movable)) < timedelta(minutes=1)
    sts = orders.client("sts")
    taken = sts.assume_role(RoleArn=f"arn:aws:iam::{ORDERS}:role/any", RoleSessionName="test")["Credentials"]
    assert taken["Expiration"] - datetime.now(UTC) <= timedelta(hours=1)


def test_what_a_function_tells_bears_its_time(movable: EmbeddedAws, orders: Account) -> None:
    move_clock(movable.running, HOUR)
    queue = orders.queue("told")
    may = allow("sqs:SendMessage", queue)
    function = orders.function("def handle(event, context): pass", orders.role("tells", "lambda.amazonaws.com", may))
    wanted = {"OnSuccess": {"Destination": queue}}
    orders.functions.put_function_event_invoke_config(FunctionName=function, DestinationConfig=wanted)
    orders.functions.invoke(FunctionName=function, InvocationType="Event", Payload="{}")
    told = datetime.fromisoformat(json.loads(orders.receive(queue)[0]["Body"])["timestamp"])
    assert abs(told - datetime.now(UTC) - ahead(movable)) < timedelta(minutes=1)


def test_a_local_stage_counts_the_days_of_what_is_retired_by_it(movable: EmbeddedAws) -> None:
    before = now(None)
    move_clock(movable.running, DAY)
    assert now(movable.running) - before >= timedelta(days=1)


def test_it_is_moved_by_the_command_line(movable: EmbeddedAws) -> None:
    catalogue, before = movable.home.parent.parent, ahead(movable)
    said = meshctl(catalogue, "local", "clock", "+1h")
    assert (said.code, "ahead" in said.out) == (0, True)
    assert abs(ahead(movable) - before - timedelta(hours=1)) < timedelta(minutes=1)
    told = json.loads(meshctl(catalogue, "local", "clock", "--format", "json").out)
    assert told["ahead_seconds"] == read_clock(movable.running).ahead


@pytest.mark.parametrize("by", ["-30m", "-1h", "0s", "1", "+1y", "tomorrow", "+99999999d"])
def test_it_is_not_moved_by_anything_else(movable: EmbeddedAws, by: str) -> None:
    before = read_clock(movable.running).ahead
    said = meshctl(movable.home.parent.parent, "local", "clock", by)
    assert (said.code, "the clock goes forward only" in said.err) == (1, True)
    assert read_clock(movable.running).ahead == before


def test_a_clock_that_does_not_run_is_said(tmp_path: Path) -> None:
    (tmp_path / "mesh.yaml").write_text("mesh: clock\n")
    said = meshctl(tmp_path, "local", "clock", "+1h")
    assert (said.code, "the embedded AWS is not running" in said.err) == (1, True)


def test_only_who_has_the_key_moves_it(movable: EmbeddedAws) -> None:
    with pytest.raises(LocalAwsFailed, match="key of its start only"):
        move_clock(replace(movable.running, secret_key="other"), 1)


def test_who_sleeps_wakes_when_it_is_moved() -> None:
    clock = Clock(1)
    sleeper = threading.Thread(target=clock.sleep, args=(HOUR,), daemon=True)
    sleeper.start()

    def is_awake() -> bool:
        clock.move(HOUR)  # from when on it sleeps, nobody sees
        return not sleeper.is_alive()

    assert eventually(is_awake)


def test_the_name_of_a_deleted_queue_is_free_after_a_minute(movable: EmbeddedAws, orders: Account) -> None:
    url = orders.sqs.create_queue(QueueName=orders.prefix)["QueueUrl"]
    orders.sqs.delete_queue(QueueUrl=url)
    told = "You must wait 60 seconds after deleting a queue before you can create another with the same name."
    with pytest.raises(ClientError) as refused:
        orders.sqs.create_queue(QueueName=orders.prefix)
    error = refused.value.response["Error"]
    assert (error["Code"], error["Message"]) == ("AWS.SimpleQueueService.QueueDeletedRecently", told)
    move_clock(movable.running, 60)
    assert orders.sqs.create_queue(QueueName=orders.prefix)["QueueUrl"] == url


def test_an_item_whose_time_to_live_is_over_is_gone(movable: EmbeddedAws, orders: Account) -> None:
    dynamodb, table = orders.client("dynamodb"), f"{orders.prefix}-handled"
    key = {"AttributeName": "id", "AttributeType": "S"}
    schema = [{"AttributeName": "id", "KeyType": "HASH"}]
    dynamodb.create_table(TableName=table, KeySchema=schema, AttributeDefinitions=[key], BillingMode="PAY_PER_REQUEST")
    live = {"Enabled": True, "AttributeName": "expires_at"}
    dynamodb.update_time_to_live(TableName=table, TimeToLiveSpecification=live)
    begin = read_clock(movable.running).time.timestamp()
    for name, seconds in (("soon", DAY), ("late", 30 * DAY)):
        item = {"id": {"S": name}, "expires_at": {"N": str(int(begin) + seconds)}}
        dynamodb.put_item(TableName=table, Item=item)
    move_clock(movable.running, 2 * DAY)
    found = [one for one in ("soon", "late") if "Item" in dynamodb.get_item(TableName=table, Key={"id": {"S": one}})]
    assert found == ["late"]


def test_an_iterator_may_be_used_for_five_minutes(movable: EmbeddedAws, orders: Account) -> None:
    kinesis, name = orders.client("kinesis"), {"StreamName": orders.prefix}
    kinesis.create_stream(**name, ShardCount=1)
    asked = {"ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON"}
    iterator = kinesis.get_shard_iterator(**name, **asked)["ShardIterator"]
    move_clock(movable.running, 290)
    after = kinesis.get_records(ShardIterator=iterator)["NextShardIterator"]
    move_clock(movable.running, 20)
    assert "NextShardIterator" in kinesis.get_records(ShardIterator=after)
    with pytest.raises(kinesis.exceptions.ExpiredIteratorException, match="the tolerated delay of 300000 milliseconds"):
        kinesis.get_records(ShardIterator=iterator)
