import json
from collections.abc import Callable
from typing import Any

import pytest
from meshkit import Event, MalformedEvent, consumer

from .arrivals import batch, envelope, from_topic, in_order, of_stream, record

Handler = Callable[[dict[str, Any], object], Any]


@pytest.fixture
def seen() -> list[Event]:
    return []


@pytest.fixture
def handler(seen: list[Event]) -> Handler:
    @consumer
    def handle(event: Event) -> None:
        if event.data.get("poison"):
            raise RuntimeError(f"cannot take {event.data['poison']}")
        seen.append(event)

    return handle


def test_every_message_of_a_batch_reaches_the_handler(handler: Handler, seen: list[Event]) -> None:
    answer = handler(batch(m1=envelope({"amount": 1}), m2=envelope({"amount": 2})), None)

    assert [event.data["amount"] for event in seen] == [1, 2]
    assert answer == {"batchItemFailures": []}


def test_only_the_failed_message_goes_back_to_the_queue(handler: Handler, seen: list[Event]) -> None:
    answer = handler(batch(m1=envelope(), m2=envelope({"poison": "x"}), m3=envelope()), None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m2"}]}
    assert len(seen) == 2


def test_where_a_queue_keeps_an_order_nothing_of_a_group_is_handled_after_what_failed_of_it(
    handler: Handler, seen: list[Event]
) -> None:
    sent = [("m1", "a", 1), ("m2", "a", "poison"), ("m3", "b", 3), ("m4", "a", 4)]
    bodies = [(name, group, {"poison": 1} if one == "poison" else {"amount": one}) for name, group, one in sent]
    answer = handler({"Records": [in_order(name, group, envelope(data)) for name, group, data in bodies]}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m2"}, {"itemIdentifier": "m4"}]}
    assert [event.data["amount"] for event in seen] == [1, 3]


@pytest.mark.parametrize(
    "body", ["no JSON", "[]", "null", '"text"', "{}", '{"detail-type": "OrderPlaced.v1"}', "[" * 99_999]
)
def test_a_message_that_is_no_event_of_the_mesh_goes_back_to_the_queue(
    handler: Handler, seen: list[Event], capsys: pytest.CaptureFixture[str], body: str
) -> None:
    assert handler(batch(m1=body), None) == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert json.loads(capsys.readouterr().err)["error"] == "MalformedEvent"
    assert seen == []


def test_a_failure_is_one_line_that_names_the_event_and_leaves_its_data_out(
    handler: Handler, capsys: pytest.CaptureFixture[str]
) -> None:
    handler(batch(m1=envelope({"poison": "4111-1111"}, event_id="e-7", correlation_id="c-7")), None)

    text = capsys.readouterr().err
    line = json.loads(text)
    assert text.count("\n") == 1
    assert (line["event_id"], line["correlation_id"], line["error"]) == ("e-7", "c-7", "RuntimeError")
    assert line["at"][-1].startswith("test_meshkit_consuming.py:")
    assert "4111" not in text


def test_the_log_says_what_is_wrong_with_a_malformed_message(
    handler: Handler, capsys: pytest.CaptureFixture[str]
) -> None:
    handler(batch(m1=envelope(correlation_id=None)), None)

    line = json.loads(capsys.readouterr().err)
    assert (line["message_id"], line["event_id"], line["error"]) == ("m1", None, "MalformedEvent")
    assert line["reason"] == "correlation_id is missing or is not a text"


def test_an_event_handed_over_directly_is_handled_and_answers_nothing(handler: Handler, seen: list[Event]) -> None:
    assert handler(envelope({"amount": 3}), None) is None
    assert seen[0].data == {"amount": 3}


def test_an_event_handed_over_directly_fails_with_its_own_exception(handler: Handler) -> None:
    with pytest.raises(RuntimeError):
        handler(envelope({"poison": "x"}), None)


def test_what_is_handed_over_directly_must_be_an_event(handler: Handler) -> None:
    with pytest.raises(MalformedEvent, match="detail-type is missing"):
        handler({"hello": "world"}, None)


def test_an_event_that_came_over_a_topic_is_handled_as_any_other(handler: Handler, seen: list[Event]) -> None:
    assert handler(from_topic(envelope({"amount": 3})), None) is None
    assert seen[0].data == {"amount": 3}


def test_an_event_that_came_over_a_topic_fails_with_its_own_exception(handler: Handler) -> None:
    with pytest.raises(RuntimeError):
        handler(from_topic(envelope({"poison": "x"})), None)


def test_batches_of_other_services_are_refused_as_a_whole(handler: Handler, seen: list[Event]) -> None:
    foreign = record("m1", envelope()) | {"eventSource": "aws:kafka"}
    with pytest.raises(MalformedEvent, match="SQS or from Kinesis only"):
        handler({"Records": [record("m0", envelope()), foreign]}, None)
    assert seen == []


def test_every_record_of_a_stream_reaches_the_handler_in_its_order(handler: Handler, seen: list[Event]) -> None:
    answer = handler(of_stream(*(envelope({"amount": amount}) for amount in (1, 2, 3))), None)
    assert ([event.data["amount"] for event in seen], answer) == ([1, 2, 3], {"batchItemFailures": []})


def test_of_a_stream_nothing_is_handled_after_the_first_that_fails(handler: Handler, seen: list[Event]) -> None:
    answer = handler(
        of_stream(envelope({"amount": 1}), envelope({"poison": "x"}), envelope(), envelope({"poison": "y"})), None
    )
    assert ([event.data for event in seen], answer) == (
        [{"amount": 1}],
        {"batchItemFailures": [{"itemIdentifier": "n1"}]},
    )


@pytest.mark.parametrize("written", [b"no JSON", b"\xff\xfe", b""])
def test_a_record_that_is_no_event_of_the_mesh_fails(handler: Handler, seen: list[Event], written: bytes) -> None:
    assert handler(of_stream(written), None) == {"batchItemFailures": [{"itemIdentifier": "n0"}]}
    assert seen == []
