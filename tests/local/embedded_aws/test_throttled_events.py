"""Thousands of events by meshkit over a network that fails, to an EventBridge that throttles: every id is accounted for."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Lock
from typing import Any

import pytest
from botocore.config import Config
from meshkit import Event, MemoryStore, NewEvent, PublishFailed, consumer, publish_all, publishing_through

from tests.lambdas.arrivals import record

from ..chaos.faulty_proxy import LOST, FaultyProxy
from ..mesh.proxy import serving
from .accounts import PATIENCE, Account, from_rule
from .conftest import EmbeddedAws

pytestmark = pytest.mark.local
EVENTS, AT_ONCE = 2_000, 50
FAULTS = ("throttled", "unavailable", "reset", LOST)


class Throttling:
    """An EventBridge that takes only some entries of a call: the others never leave."""

    def __init__(self, client: Any, random: Random) -> None:
        self._client, self._random, self._alone = client, random, Lock()
        self.throttled = 0

    def put_events(self, **request: Any) -> Mapping[str, Any]:
        with self._alone:
            goes = [self._random.random() < 0.9 for _ in request["Entries"]]
            self.throttled += goes.count(False)
        entries = [entry for entry, there in zip(request["Entries"], goes, strict=True) if there]
        answers = iter(self._client.put_events(Entries=entries)["Entries"] if entries else [])
        return {"Entries": [next(answers) if there else {"ErrorCode": "ThrottlingException"} for there in goes]}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, orders: Account) -> str:
    """The bus that meshkit publishes on."""
    bus = orders.bus()
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps({"OrderPlaced.v1": {"bus": bus}}))
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")
    return bus


def test_every_event_is_accounted_for_whatever_is_throttled_lost_repeated_and_mixed(
    aws: EmbeddedAws, orders: Account, environment: str
) -> None:
    random = Random(13)  # noqa: S311
    queue = orders.queue("all", from_rule(orders.rule_arn()))
    orders.rule(environment, {"source": ["orders.checkout"]}, Arn=queue)
    with serving(FaultyProxy(aws.endpoint, FAULTS, seed=13)) as proxy:
        config = Config(retries={"total_max_attempts": 2}, max_pool_connections=8)
        bridge = Throttling(orders.session.client("events", endpoint_url=proxy.endpoint, config=config), random)
        proxy.share = 0.3
        taken, doubtful = published(bridge)
    bodies = [*received(orders, queue, taken)]
    ids = {id_of(body) for body in bodies}

    assert {*proxy.happened} == {*FAULTS} and bridge.throttled and doubtful
    assert ids - taken - doubtful == set(), "nobody knows where they come from"
    effects = handled([*bodies, *random.sample(bodies, 200)], random)
    assert {event_id: times for event_id, (_, times) in effects.items()} == dict.fromkeys(ids, 1)
    assert {order for order, _ in effects.values()} == {*range(EVENTS)}


def published(bridge: Throttling) -> tuple[set[str], set[str]]:
    """Has all published from four threads; gives the ids that were taken, and those of which meshkit said that they may not be."""
    orders = [range(at, at + AT_ONCE) for at in range(0, EVENTS, AT_ONCE)]
    with ThreadPoolExecutor(4) as pool:
        results = [*pool.map(lambda some: published_in_turn(bridge, some), orders)]
    return {one for taken, _ in results for one in taken}, {one for _, doubtful in results for one in doubtful}


def published_in_turn(bridge: Throttling, orders: Sequence[int]) -> tuple[list[str], list[str]]:
    """What is given back is published again, as another event."""
    taken, doubtful = list[str](), list[str]()
    events = [NewEvent("OrderPlaced", {"order": order}) for order in orders]
    with publishing_through(bridge):
        while events:
            try:
                taken += publish_all(events)
                events = []
            except PublishFailed as failed:
                taken += failed.taken
                doubtful += [one.event_id for one in failed.not_taken]
                events = [events[one.position] for one in failed.not_taken]
    return taken, doubtful


def received(account: Account, queue: str, taken: set[str]) -> Iterator[str]:
    """All that a queue holds, until it holds nothing more and all has come that was taken."""
    url = account.sqs.get_queue_url(QueueName=queue.rsplit(":", 1)[-1])["QueueUrl"]
    missing, end = {*taken}, time.monotonic() + PATIENCE
    messages = list[dict[str, Any]]()
    while missing or messages:
        assert time.monotonic() < end, f"{len(missing)} events were said to be taken, and are lost"
        messages = account.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        missing -= {id_of(one["Body"]) for one in messages}
        yield from (one["Body"] for one in messages)
        if gone := [{"Id": str(at), "ReceiptHandle": one["ReceiptHandle"]} for at, one in enumerate(messages)]:
            account.sqs.delete_message_batch(QueueUrl=url, Entries=gone)


def id_of(body: str) -> str:
    return str(json.loads(body)["detail"]["meta"]["event_id"])


def handled(bodies: Sequence[str], random: Random) -> dict[str, tuple[int, int]]:
    """Has a function that fails at times handle all, mixed; gives the order of each event, and how often it had an effect."""
    effects = dict[str, tuple[int, int]]()

    def handle(event: Event) -> None:
        if random.random() < 0.1:
            raise ValueError
        times = effects.get(event.meta.event_id, (0, 0))[1]
        effects[event.meta.event_id] = event.data["order"], times + 1

    handler: Any = consumer(handle, once=MemoryStore())
    waiting = dict(enumerate(bodies))
    while waiting:
        for batch in batches(random.sample([*waiting], len(waiting))):
            answer = handler({"Records": [record(str(at), waiting[at]) for at in batch]}, None)
            failed = {int(one["itemIdentifier"]) for one in answer["batchItemFailures"]}
            for at in {*batch} - failed:
                del waiting[at]
    return effects


def batches(mixed: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (mixed[at : at + 10] for at in range(0, len(mixed), 10))
