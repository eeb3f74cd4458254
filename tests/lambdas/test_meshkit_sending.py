import json
from collections.abc import Iterator

import pytest
from meshkit import (
    Event,
    MalformedEvent,
    NotDeclared,
    OrderRequired,
    consumer,
    publishing_through,
    send,
    send_event,
    sending_through,
)
from meshkit.channels import queue_url

from .arrivals import Recorder

LETTERS = "arn:aws:sqs:eu-west-1:222222222222:letters"
CLICKS = "arn:aws:kinesis:eu-west-1:222222222222:stream/clicks"
SIDE = "arn:aws:events:eu-west-1:222222222222:event-bus/shop_dev_orders_care_side"
STEPS = "arn:aws:sns:eu-west-1:222222222222:steps.fifo"


class Sent(list[tuple[str, str, str | None]]):
    def send(self, arn: str, text: str, group: str | None) -> str:
        self.append((arn, text, group))
        return f"id-{len(self)}"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sent]:
    declared = {
        "queue": {"letters": LETTERS},
        "topic": {"steps": STEPS},
        "stream": {"clicks": CLICKS},
        "bus": {"side": SIDE},
    }
    monkeypatch.setenv("MESH_SENDS_TO", json.dumps(declared))
    monkeypatch.setenv("MESH_SOURCE", "orders.care")
    monkeypatch.setenv("MESH_PRODUCER", "orders/care")
    with sending_through(sent := Sent()):
        yield sent


def test_a_message_goes_as_json_to_where_its_channel_is(sent: Sent) -> None:
    assert send("queue", "letters", {"to": "Zoë"}) == "id-1"
    assert sent == [(LETTERS, '{"to":"Zoë"}', None)]


def test_what_keeps_an_order_is_sent_to_in_a_group(sent: Sent) -> None:
    send("topic", "steps", {"step": 1}, group="o-1")
    assert sent == [(STEPS, '{"step":1}', "o-1")]


def test_a_stream_keeps_the_order_of_each_group(sent: Sent) -> None:
    send("stream", "clicks", {"page": 1}, group="visitor-1")
    assert sent == [(CLICKS, '{"page":1}', "visitor-1")]


@pytest.mark.parametrize("group", ["", "two words", "é", "g" * 129, "line\n"])
def test_a_group_that_aws_would_refuse_is_refused_before(sent: Sent, group: str) -> None:
    for kind, name in (("topic", "steps"), ("stream", "clicks")):
        with pytest.raises(OrderRequired, match="no spaces"):
            send(kind, name, {}, group=group)
    assert sent == []


@pytest.mark.parametrize(
    ("kind", "name", "group"), [("topic", "steps", None), ("stream", "clicks", None), ("queue", "letters", "o-1")]
)
def test_a_group_is_said_where_there_is_an_order_and_nowhere_else(
    sent: Sent, kind: str, name: str, group: str | None
) -> None:
    with pytest.raises(OrderRequired, match=f"to a {kind} that keeps an order, and to no other"):
        send(kind, name, {}, group=group)


@pytest.mark.parametrize(("kind", "name"), [("queue", "steps"), ("webhook", "side"), ("queue", "boxes")])
def test_a_channel_that_the_service_does_not_write_to_is_refused_by_name(sent: Sent, kind: str, name: str) -> None:
    with pytest.raises(
        NotDeclared, match=f"the {kind} {name}; it sends to queue letters, topic steps, stream clicks, bus side"
    ):
        send(kind, name, {})
    assert sent == []


def test_a_service_that_writes_nowhere_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESH_SENDS_TO", raising=False)
    with pytest.raises(NotDeclared, match="it sends to nothing"):
        send("queue", "letters", {})


def test_a_queue_is_known_by_a_url_that_its_arn_says() -> None:
    assert queue_url(LETTERS) == "https://sqs.eu-west-1.amazonaws.com/222222222222/letters"


def test_an_event_goes_to_a_bus_in_the_name_of_the_service_and_in_the_form_of_the_mesh(sent: Sent) -> None:
    with publishing_through(bridge := Recorder()):
        event_id = send_event("side", "LetterWritten", {"to": "Zoë"})
    (entry,) = bridge.entries
    assert (entry["EventBusName"], entry["Source"], entry["DetailType"]) == (SIDE, "orders.care", "LetterWritten.v1")
    got: list[Event] = []
    envelope = {"source": entry["Source"], "detail-type": entry["DetailType"], "detail": json.loads(entry["Detail"])}
    consumer(got.append)(envelope, None)
    assert [(one.data, one.meta.event_id, one.meta.producer) for one in got] == [
        ({"to": "Zoë"}, event_id, "orders/care")
    ]


def test_a_message_is_no_event_and_goes_to_no_bus(sent: Sent) -> None:
    with pytest.raises(NotDeclared, match="send_event"):
        send("bus", "side", {})


@pytest.mark.parametrize(
    ("name", "version"), [("letterWritten", 1), ("Letter Written", 1), ("LetterWritten", 0), ("", 1)]
)
def test_an_event_that_no_consumer_would_take_is_refused(sent: Sent, name: str, version: int) -> None:
    with pytest.raises(MalformedEvent, match="called like OrderPlaced"):
        send_event("side", name, {}, version=version)


def test_a_bus_that_the_service_does_not_send_to_is_refused_by_name(sent: Sent) -> None:
    with pytest.raises(NotDeclared, match="does not send to the bus hub; it sends to queue letters"):
        send_event("hub", "LetterWritten", {})
