"""Thousands of events through an EventBridge that throttles, a queue that repeats and mixes, and a handler that fails at times."""

import json
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from meshkit import Event, MemoryStore, NewEvent, PublishFailed, consumer, publish_all, publishing_through

from .arrivals import record

EVENTS = 3_000
MOST_RECEIVED = 50


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps({"OrderPlaced.v1": {"bus": "arn:aws:events:r:1:event-bus/hub"}}))
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")
    monkeypatch.setattr("meshkit.putting.time.sleep", lambda seconds: None)


class FaultyEventBridge:
    """Refuses entries and calls at random, and takes some calls without being able to say so."""

    def __init__(self, random: Random) -> None:
        self.random, self.taken = random, list[dict[str, Any]]()

    def put_events(self, **request: Any) -> dict[str, Any]:
        chance = self.random.random()
        if chance < 0.05:
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "PutEvents")
        answers = [self._answer(entry) for entry in request["Entries"]]
        if chance < 0.08:
            raise ReadTimeoutError(endpoint_url="events")
        return {"FailedEntryCount": sum("ErrorCode" in one for one in answers), "Entries": answers}

    def _answer(self, entry: dict[str, str]) -> dict[str, str]:
        if self.random.random() < 0.2:
            return {"ErrorCode": self.random.choice(["ThrottlingException", "InternalFailure"])}
        envelope = {
            "source": entry["Source"],
            "detail-type": entry["DetailType"],
            "detail": json.loads(entry["Detail"]),
        }
        self.taken.append(envelope)
        return {"EventId": "aws"}


def published(random: Random, bridge: FaultyEventBridge) -> None:
    """All events, each as often as it takes until EventBridge has said that it has it."""
    with publishing_through(bridge):
        waiting = [NewEvent("OrderPlaced", {"order": at}) for at in range(EVENTS)]
        while waiting:
            events, waiting = waiting[:200], waiting[200:]
            try:
                publish_all(events)
            except PublishFailed as failed:
                waiting += [events[one.position] for one in failed.not_taken]


def batches(random: Random, queue: list[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Batches of up to ten, mixed, some of it twice, until the queue is empty."""
    while queue:
        random.shuffle(queue)
        batch = [queue.pop() for _ in range(min(10, len(queue)))]
        yield batch + [one for one in batch if random.random() < 0.1]


def test_every_event_has_one_effect_whatever_is_refused_repeated_mixed_and_failed() -> None:
    random = Random(7)  # noqa: S311
    bridge = FaultyEventBridge(random)
    published(random, bridge)
    assert {one["detail"]["data"]["order"] for one in bridge.taken} == set(range(EVENTS))

    effects, received = Counter[str](), Counter[int]()

    def handle(event: Event) -> None:
        if random.random() < 0.1:
            raise SystemExit if random.random() < 0.3 else ValueError
        effects[event.meta.event_id] += 1

    handler: Any = consumer(handle, once=MemoryStore())
    queue = [(at, json.dumps(one)) for at, one in enumerate(bridge.taken)]
    queue += random.sample(queue, 300)
    for batch in batches(random, queue):
        received.update(at for at, _ in batch)
        answer = handler({"Records": [record(str(at), text) for at, text in batch]}, None)
        failed = {int(one["itemIdentifier"]) for one in answer["batchItemFailures"]}
        queue += {one for one in batch if one[0] in failed}
        assert max(received.values()) < MOST_RECEIVED

    assert effects == Counter({one["detail"]["meta"]["event_id"]: 1 for one in bridge.taken})


def test_of_ten_with_one_bad_record_that_one_alone_comes_again_and_ends_in_dead_letters() -> None:
    seen, dead = list[int](), list[int]()

    def handle(event: Event) -> None:
        seen.append(event.data["at"] if event.data["at"] != 3 else 1 // 0)

    handler: Any = consumer(handle)
    queue, received = list(range(10)), Counter[int]()
    while queue:
        batch, queue = queue, []
        received.update(batch)
        answer = handler({"Records": [record(str(at), _envelope(at)) for at in batch]}, None)
        failed = [int(one["itemIdentifier"]) for one in answer["batchItemFailures"]]
        dead += [at for at in failed if received[at] == 5]
        queue = [at for at in failed if received[at] < 5]
    assert (seen, dead) == ([0, 1, 2, 4, 5, 6, 7, 8, 9], [3])
    assert received == Counter({at: 5 if at == 3 else 1 for at in range(10)})


def _envelope(at: int) -> dict[str, Any]:
    meta = {"event_id": f"e-{at}", "correlation_id": "c", "causation_id": None, "time": "t", "producer": "p"}
    return {
        "source": "orders.checkout",
        "detail-type": "OrderPlaced.v1",
        "detail": {"meta": meta | {"schema_version": 1}, "data": {"at": at}},
    }
