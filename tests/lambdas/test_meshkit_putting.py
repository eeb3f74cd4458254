"""Many events leave in few calls, and of each it is known whether EventBridge has taken it."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    HTTPClientError,
    IncompleteReadError,
    NoCredentialsError,
    ParamValidationError,
    ProxyConnectionError,
    ReadTimeoutError,
    SSLError,
)
from hypothesis import given
from hypothesis import strategies as st
from meshkit import (
    InvalidData,
    NewEvent,
    NotDeclared,
    NotTaken,
    PublishFailed,
    publish,
    publish_all,
    publishing_through,
)
from meshkit.putting import FINAL, MOST_BYTES, MOST_BYTES_OF_ONE, MOST_TRIES, Entry, calls_of, put_all
from meshkit.sending import MOST_BYTES as MOST_BYTES_OF_MESSAGES

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


PASSING = [
    ("ThrottlingException", 400), ("RequestLimitExceeded", 503), ("RequestLimitExceeded", 400), ("RequestTimeout", 408),
    ("RequestTimeoutException", 400), ("PriorRequestNotComplete", 400), ("EC2ThrottledException", 400), ("SlowDown", 503),
    ("ProvisionedThroughputExceededException", 400), ("TooManyRequestsException", 400), ("TransactionInProgressException", 400),
    ("BandwidthLimitExceeded", 509), ("ExpiredTokenException", 400), ("RequestExpired", 400), ("InternalFailure", 500),
    ("ServiceUnavailable", 503), ("429", 429), ("408", 408), ("X", 502),
]  # fmt: skip
FOR_GOOD = [
    ("AccessDeniedException", 400),
    ("ValidationException", 400),
    ("UnrecognizedClientException", 403),
    ("413", 413),
]
UNANSWERED = [
    EndpointConnectionError(endpoint_url="u"), ConnectTimeoutError(endpoint_url="u"), ReadTimeoutError(endpoint_url="u"),
    ConnectionClosedError(endpoint_url="u"), ProxyConnectionError(proxy_url="u"), SSLError(endpoint_url="u", error="e"),
    HTTPClientError(error="e"), IncompleteReadError(actual_bytes=1, expected_bytes=2), NoCredentialsError(),
    TimeoutError(), ConnectionResetError(), ClientError({}, "PutEvents"), RuntimeError(),
]  # fmt: skip


def failing_with(error: Exception) -> Callable[[int], str | None]:
    def fail(at: int) -> str | None:
        if at >= 10:
            raise error
        return None

    return fail


def not_taken_of_15(bridge: Faulty) -> list[NotTaken]:
    """The first ten go in a call of their own, which is taken."""
    with publishing_through(bridge), pytest.raises(PublishFailed) as failed:
        publish_all(orders(15))
    assert [one.position for one in failed.value.not_taken] == [10, 11, 12, 13, 14]
    assert sorted(bridge.taken) == sorted(failed.value.taken)
    assert failed.value.__cause__ is failed.value.not_taken[0].error
    return list(failed.value.not_taken)


@given(st.sampled_from([*PASSING, *FOR_GOOD]))
def test_a_call_that_is_refused_is_final_if_nothing_but_the_call_can_change_that(refusal: tuple[str, int]) -> None:
    code, status = refusal
    answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}
    bridge = Faulty(failing_with(ClientError(answer, "PutEvents")))
    told = {(one.code, one.is_final) for one in not_taken_of_15(bridge)}
    assert told == {(code, refusal in FOR_GOOD)}
    assert len(bridge.calls) == 1 + (1 if refusal in FOR_GOOD else MOST_TRIES)


@given(st.sampled_from(UNANSWERED))
def test_a_call_without_an_answer_is_not_put_again_and_not_said_to_be_refused(error: Exception) -> None:
    bridge = Faulty(failing_with(error))
    assert {one.is_final for one in not_taken_of_15(bridge)} == {False}
    assert len(bridge.calls) == 2


def test_a_call_that_cannot_leave_is_final() -> None:
    bridge = Faulty(failing_with(ParamValidationError(report="r")))
    assert {one.is_final for one in not_taken_of_15(bridge)} == {True}


def test_of_one_event_botocore_says_itself_what_failed() -> None:
    with publishing_through(Faulty(failing_with(NoCredentialsError()))), pytest.raises(NoCredentialsError):
        publish("OrderPlaced", {"at": 10})


@pytest.mark.parametrize("answer", [{}, {"Entries": []}, {"Entries": [{}]}, {"Entries": [{"EventId": ""}]}])
def test_an_entry_without_an_answer_is_not_taken(answer: dict[str, Any]) -> None:
    class Wordless:
        def put_events(self, **request: Any) -> dict[str, Any]:
            return answer

    with publishing_through(Wordless()), pytest.raises(PublishFailed, match="Unknown: EventBridge gave no reason"):
        publish("OrderPlaced", {"at": 0})


@pytest.mark.parametrize(
    ("wrong", "error"),
    [(NewEvent("OrderPlaced", {"at": {1}}), InvalidData), (NewEvent("OrderLost", {}), NotDeclared)],
)
def test_where_one_may_not_be_published_none_leaves(wrong: NewEvent, error: type[Exception]) -> None:
    with publishing_through(bridge := Faulty(lambda at: None)), pytest.raises(error):
        publish_all([*orders(12), wrong])
    assert bridge.calls == []


DEAD_LETTER = {"RULE_ARN": 400, "TARGET_ARN": 1_600, "ERROR_CODE": 60, "ERROR_MESSAGE": 1_000, "RETRY_ATTEMPTS": 3}
"""Letters, at most or by far, of what EventBridge tells of one in attributes, which SQS counts with their names and types."""


@given(st.sampled_from("xé💶"), st.integers(1, 256))
def test_the_largest_event_reaches_a_queue_and_the_dead_letters(letter: str, longest: int) -> None:
    source = "s" * longest
    room = MOST_BYTES_OF_ONE - Entry("id", BUS, source, "t", "").size
    detail = letter * (room // len(letter.encode()))
    delivered = {
        "version": "0", "id": "0" * 36, "detail-type": "t", "source": source, "account": "1" * 12,
        "time": "2026-11-23T17:00:00Z", "region": "ap-northeast-1", "resources": [], "detail": "",
    }  # fmt: skip
    told = sum(len(name) + len("String") + size for name, size in DEAD_LETTER.items())
    assert len(json.dumps(delivered)) + len(detail.encode()) + told <= MOST_BYTES_OF_MESSAGES["sqs"]
    with publishing_through(bridge := Silent()):
        put_all([Entry("id", BUS, source, "t", detail)])
        with pytest.raises(
            InvalidData, match=r"bytes, and an event may take 1,044,480: keep what is large in a bucket"
        ):
            put_all([Entry("id", BUS, source, "t", detail + "xxxx")])
    assert bridge.calls == 1


class Silent:
    """An EventBridge that takes all and keeps nothing."""

    calls = 0

    def put_events(self, **request: Any) -> dict[str, Any]:
        self.calls += 1
        return {"Entries": [{"EventId": "aws"} for _ in request["Entries"]]}
