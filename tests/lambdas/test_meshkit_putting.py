"""Many events leave in few calls, and of each it is known whether EventBridge has taken it."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st
from meshkit import InvalidData, NewEvent, NotDeclared, PublishFailed, publish, publish_all, publishing_through
from meshkit.putting import FINAL, MOST_BYTES, MOST_TRIES, Entry, calls_of, put_all

BUS = "arn:aws:events:eu-west-1:111111111111:event-bus/shop_local_hub"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps({"OrderPlaced.v1": {"bus": BUS}}))
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    waited: list[float] = []
    monkeypatch.setattr("meshkit.putting.time.sleep", waited.append)
    return waited


class Faulty:
    """An EventBridge whose answer to an entry is the code that `code_of` gives it; None takes it."""

    def __init__(self, code_of: Callable[[int], str | None]) -> None:
        self.code_of, self.taken, self.calls = code_of, list[str](), list[int]()

    def put_events(self, **request: Any) -> dict[str, Any]:
        entries = request["Entries"]
        self.calls.append(len(entries))
        answers = [self._answer(json.loads(entry["Detail"])["data"]["at"]) for entry in entries]
        self.taken += [
            json.loads(entry["Detail"])["meta"]["event_id"]
            for entry, answer in zip(entries, answers, strict=True)
            if "EventId" in answer
        ]
        return {"FailedEntryCount": sum("ErrorCode" in one for one in answers), "Entries": answers}

    def _answer(self, at: int) -> dict[str, str]:
        code = self.code_of(at)
        return {"ErrorCode": code, "ErrorMessage": "no"} if code else {"EventId": "aws"}


def orders(count: int) -> list[NewEvent]:
    return [NewEvent("OrderPlaced", {"at": at}) for at in range(count)]


def test_many_events_leave_in_calls_of_ten_in_their_order() -> None:
    with publishing_through(bridge := Faulty(lambda at: None)):
        ids = publish_all(orders(23))
    assert (bridge.calls, bridge.taken) == ([10, 10, 3], ids)


def test_no_events_are_no_call() -> None:
    with publishing_through(bridge := Faulty(lambda at: None)):
        assert publish_all([]) == []
    assert bridge.calls == []


entries = st.lists(
    st.integers(0, MOST_BYTES).map(lambda size: Entry("id", BUS, "s", "t", "x" * (size - 2))), max_size=25
)


@given(entries)
def test_a_call_is_full_and_never_too_full(entries: list[Entry]) -> None:
    calls = list(calls_of(list(enumerate(entries))))
    assert [one for call in calls for one in call] == list(enumerate(entries))
    sizes = [sum(entry.size for _, entry in call) for call in calls]
    assert all(len(call) <= 10 and size <= MOST_BYTES for call, size in zip(calls, sizes, strict=True))
    for call, size, after in zip(calls, sizes, calls[1:], strict=False):
        assert len(call) == 10 or size + after[0][1].size > MOST_BYTES


def test_what_was_not_taken_is_put_once_more_and_nothing_else(waits: list[float]) -> None:
    refused = Random(1)  # noqa: S311
    with publishing_through(bridge := Faulty(lambda at: "ThrottlingException" if refused.random() < 0.3 else None)):
        ids = publish_all(orders(100))
    assert sorted(bridge.taken) == sorted(ids)
    assert sum(bridge.calls) > 100
    assert all(0 <= wait <= 0.1 * 2**at for at, wait in enumerate(waits))


def test_what_stays_is_given_back_by_name(waits: list[float]) -> None:
    with (
        publishing_through(bridge := Faulty(lambda at: "InternalFailure" if at in (3, 11) else None)),
        pytest.raises(PublishFailed, match=r"2 of 12 events were not taken: OrderPlaced\.v1 \(.{36}\) Inter") as failed,
    ):
        publish_all(orders(12))
    assert [one.position for one in failed.value.not_taken] == [3, 11]
    assert sorted(bridge.taken) == sorted(failed.value.taken)
    assert (len(waits), failed.value.code) == (MOST_TRIES - 1, "InternalFailure")


@pytest.mark.parametrize("code", sorted(FINAL))
def test_what_is_refused_for_good_is_not_tried_again(code: str, waits: list[float]) -> None:
    with publishing_through(bridge := Faulty(lambda at: code if at else None)), pytest.raises(PublishFailed):
        publish_all(orders(2))
    assert (bridge.calls, waits) == ([2], [])


def refusing(code: str, status: int) -> Callable[[int], str | None]:
    def refuse(at: int) -> str | None:
        raise ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "PutEvents")

    return refuse


@pytest.mark.parametrize(("code", "status", "tries"), [("Throttling", 400, 6), ("X", 503, 6), ("AccessDenied", 400, 1)])
def test_a_call_that_fails_as_a_whole_gives_back_all_that_was_in_it(code: str, status: int, tries: int) -> None:
    refuse = refusing(code, status)
    bridge = Faulty(lambda at: refuse(at) if at >= 10 else None)
    with publishing_through(bridge), pytest.raises(PublishFailed) as failed:
        publish_all(orders(15))
    assert ([one.position for one in failed.value.not_taken], failed.value.code) == ([10, 11, 12, 13, 14], code)
    assert (len(bridge.calls), sorted(bridge.taken)) == (1 + tries, sorted(failed.value.taken))
    assert isinstance(failed.value.__cause__, ClientError)


def test_of_one_event_botocore_says_itself_what_failed() -> None:
    bridge = Faulty(refusing("AccessDenied", 400))
    with publishing_through(bridge), pytest.raises(ClientError):
        publish("OrderPlaced", {"at": 0})


@pytest.mark.parametrize("answer", [{}, {"Entries": []}, {"Entries": [{}]}, {"Entries": [{"EventId": ""}]}])
def test_an_entry_without_an_answer_is_not_taken(answer: dict[str, Any]) -> None:
    class Silent:
        def put_events(self, **request: Any) -> dict[str, Any]:
            return answer

    with publishing_through(Silent()), pytest.raises(PublishFailed, match="Unknown: EventBridge gave no reason"):
        publish("OrderPlaced", {"at": 0})


@pytest.mark.parametrize(
    ("wrong", "error"),
    [(NewEvent("OrderPlaced", {"at": {1}}), InvalidData), (NewEvent("OrderLost", {}), NotDeclared)],
)
def test_where_one_may_not_be_published_none_leaves(wrong: NewEvent, error: type[Exception]) -> None:
    with publishing_through(bridge := Faulty(lambda at: None)), pytest.raises(error):
        publish_all([*orders(12), wrong])
    assert bridge.calls == []


def test_an_event_takes_a_megabyte_as_eventbridge_counts_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    around = Entry("id", BUS, "s", "t", "").size
    bridge = Faulty(lambda at: None)
    with publishing_through(bridge):
        put_all([Entry("id", BUS, "s", "t", json.dumps({"data": {"at": 1}, "meta": {"event_id": "e"}}))])
        with pytest.raises(InvalidData, match=r"takes 1,048,577 bytes, and EventBridge takes 1,048,576 at most"):
            put_all([Entry("id", BUS, "s", "t", "é" * ((MOST_BYTES - around) // 2) + "x")])
    assert bridge.calls == [1]
