import json
from collections.abc import Iterator

import pytest
from meshkit import NotDeclared, OrderRequired, send, sending_through
from meshkit.channels import queue_url

LETTERS = "arn:aws:sqs:eu-west-1:222222222222:letters"
CLICKS = "arn:aws:kinesis:eu-west-1:222222222222:stream/clicks"
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
        "bus": {"side": "arn"},
    }
    monkeypatch.setenv("MESH_SENDS_TO", json.dumps(declared))
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


@pytest.mark.parametrize(("kind", "name"), [("queue", "steps"), ("bus", "side"), ("queue", "boxes")])
def test_a_channel_that_the_service_does_not_write_to_is_refused_by_name(sent: Sent, kind: str, name: str) -> None:
    with pytest.raises(NotDeclared, match=f"the {kind} {name}; it sends to queue letters, topic steps, stream clicks"):
        send(kind, name, {})
    assert sent == []


def test_a_service_that_writes_nowhere_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESH_SENDS_TO", raising=False)
    with pytest.raises(NotDeclared, match="it sends to nothing"):
        send("queue", "letters", {})


def test_a_queue_is_known_by_a_url_that_its_arn_says() -> None:
    assert queue_url(LETTERS) == "https://sqs.eu-west-1.amazonaws.com/222222222222/letters"
