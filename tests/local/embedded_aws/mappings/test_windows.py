"""A mapping gathers a batch for as long as it says, on a clock that only this test moves."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from meshctl.adapters.local_aws import control
from meshctl.adapters.local_aws.operating.asking import move_clock

from ..accounts import REGION, Account, allow, eventually
from ..conftest import ORDERS, EmbeddedAws

pytestmark = pytest.mark.local

WINDOW = 300


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedAws]:
    """One of its own, on which waiting is not shortened."""
    home = tmp_path_factory.mktemp("windows") / "home"
    yield EmbeddedAws(control.up(home, 0, 1), home)
    control.down(home)


@pytest.fixture
def orders(slow: EmbeddedAws, prefix: str) -> Account:
    return Account(slow.running, ORDERS, prefix)


def mapped(account: Account, source: str, **more: Any) -> None:
    """A mapping that gathers, of a source to a function."""
    role = account.role("function", "lambda.amazonaws.com", allow("sqs:*", "*"), allow("kinesis:*", "*"))
    function = account.function("def handle(event, context): pass", role, timeout=10)
    spec = {"FunctionName": function, "EventSourceArn": source}
    account.functions.create_event_source_mapping(**spec, MaximumBatchingWindowInSeconds=WINDOW, BatchSize=100, **more)


def batches(slow: EmbeddedAws, account: Account, count: int) -> set[int]:
    """The sizes of the batches in which so many items were handled."""
    mine = slow.journal(lambda line: line["kind"] == "invoked" and account.prefix in line["function"], count)
    return {line["batch"] for line in mine}


def test_messages_are_gathered_until_the_window_is_over(slow: EmbeddedAws, orders: Account) -> None:
    queue = orders.queue("buffer", VisibilityTimeout="3600")
    url = orders.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    mapped(orders, queue)
    for _ in range(2):
        orders.send(queue, "a", "b")
        assert eventually(lambda: waiting(orders, url) == 0)
    move_clock(slow.running, WINDOW)
    assert batches(slow, orders, 4) == {4}


def test_a_message_that_comes_again_within_the_window_is_in_the_batch_once(slow: EmbeddedAws, orders: Account) -> None:
    queue = orders.queue("buffer", VisibilityTimeout="10")
    url = orders.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    mapped(orders, queue)
    orders.send(queue, "a", "b")
    for _ in range(2):
        assert eventually(lambda: waiting(orders, url) == 0)
        move_clock(slow.running, 20)
    assert eventually(lambda: waiting(orders, url) == 0)
    move_clock(slow.running, WINDOW)
    assert batches(slow, orders, 2) == {2}


def waiting(account: Account, url: str) -> int:
    name = "ApproximateNumberOfMessages"
    return int(account.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])


def test_records_are_gathered_until_the_window_is_over(slow: EmbeddedAws, orders: Account) -> None:
    kinesis, name = orders.client("kinesis"), f"{orders.prefix}_stream"
    kinesis.create_stream(StreamName=name, ShardCount=1)
    mapped(orders, f"arn:aws:kinesis:{REGION}:{orders.number}:stream/{name}", StartingPosition="TRIM_HORIZON")
    for number in range(3):
        kinesis.put_record(StreamName=name, Data=json.dumps(number).encode(), PartitionKey="a")

    def is_handled() -> bool:
        move_clock(slow.running, WINDOW)  # from when on it gathers, nobody sees
        time.sleep(
            0.5
        )  # moved more often, a slow machine would be a day ahead, and the records gone, before it is handled
        return f"{orders.prefix}_function" in (slow.home / "journal.jsonl").read_text()

    assert eventually(is_handled)
    assert batches(slow, orders, 3) == {3}
