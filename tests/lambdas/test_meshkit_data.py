"""What is published is what a consumer takes, and whatever it would not take is refused before it leaves."""

import json
import re
from collections import OrderedDict, namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meshkit import (
    InvalidData,
    MalformedEvent,
    consumer,
    publish,
    publishing_through,
    send,
    send_event,
    sending_through,
)
from meshkit.data import MOST_LEVELS, MOST_VALUES, fault_of_data, json_text, refuse_unsound_data, text_with_data
from meshkit.envelope import read_event

from .arrivals import Recorder, envelope
from .test_meshkit_sending import Sent

BUS = "arn:aws:events:eu-west-1:222222222222:event-bus/shop"
SECRET = "4111-1111"


class Colour(Enum):
    RED = SECRET


class Size(StrEnum):
    LARGE = "large"


class Count(IntEnum):
    ONE = 1


@dataclass
class Card:
    number: str


Pair = namedtuple("Pair", "left right")
LOOP: dict[str, Any] = {}
LOOP["again"] = [LOOP]
SHARED: list[Any] = []
for _ in range(60):
    SHARED = [SHARED, SHARED]

UNSOUND = [
    Decimal(1), datetime(2026, 11, 23, tzinfo=UTC), date(2026, 11, 23), timedelta(1), {SECRET}, frozenset(), SECRET.encode(),
    bytearray(3), UUID(int=1), Colour.RED, Card(SECRET), object(), range(3), iter([1]), print, float("nan"), float("inf"),
    -float("inf"), "\ud800", SECRET + "\udfff", "\uffff", SECRET + "\ufffe", {"\ufffe": 1}, {1: SECRET}, {None: 1}, {True: 1}, {b"a": 1}, {"\ud800": 1}, {("a",): 1},
    LOOP, SHARED, 2**63, -(2**63) - 1, 10**5000, complex(1), {}.keys(), memoryview(b"x"),
]  # fmt: skip
SOUND = [
    ({"size": Size.LARGE, "count": Count.ONE}, {"size": "large", "count": 1}),
    ({"pair": Pair(1, "two"), "more": (1, (2,))}, {"pair": [1, "two"], "more": [1, [2]]}),
    (OrderedDict(a=1, b=None), {"a": 1, "b": None}),
    ({"Zoë": "💶", "": True, "n": -(2**63)}, {"Zoë": "💶", "": True, "n": -(2**63)}),
]


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps({"OrderPlaced.v1": {"bus": BUS}}))
    monkeypatch.setenv(
        "MESH_SENDS_TO", json.dumps({"bus": {"side": BUS}, "queue": {"letters": "arn:aws:sqs:r:1:letters"}})
    )
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")


def put_on_bus(data: Any) -> str:
    return send_event("side", "LetterWritten", data)


def published(data: Any) -> str:
    return publish("OrderPlaced", data)


def sent(data: Any) -> str:
    return send("queue", "letters", data)


WAYS = pytest.mark.parametrize("leave", [published, put_on_bus, sent])
EVENTS = pytest.mark.parametrize("leave", [published, put_on_bus])
places: st.SearchStrategy[Callable[[Any], dict[str, Any]]] = st.sampled_from(
    [
        lambda it: {"a": it},
        lambda it: {"a": [1, {"b": it}]},
        lambda it: {"x y": (None, it)},
        lambda it: OrderedDict(a=it),
    ]
)


@WAYS
@given(place=places, unsound=st.sampled_from(UNSOUND))
def test_what_json_has_no_one_word_for_leaves_on_no_way(
    leave: Callable[[Any], str], place: Callable[[Any], dict[str, Any]], unsound: Any
) -> None:
    if leave is sent and isinstance(unsound, int) and unsound.bit_length() < 99:
        return
    with (
        publishing_through(bridge := Recorder()),
        sending_through(gone := Sent()),
        pytest.raises(InvalidData) as refused,
    ):
        leave(place(unsound))
    assert (bridge.entries, gone) == ([], [])
    assert SECRET not in str(refused.value)


@EVENTS
@pytest.mark.parametrize("data", [None, [], [{}], "text", 7, True, (("a", 1),), Card("1"), iter({})])
def test_data_is_an_object(leave: Callable[[Any], str], data: Any) -> None:
    with publishing_through(bridge := Recorder()), pytest.raises(InvalidData, match="and no object"):
        leave(data)
    assert bridge.entries == []


@pytest.mark.parametrize(("written", "read"), SOUND)
def test_what_derives_from_a_type_of_json_is_read_as_that(written: dict[str, Any], read: dict[str, Any]) -> None:
    with publishing_through(bridge := Recorder()):
        published(written)
    assert json.loads(bridge.entries[0]["Detail"])["data"] == read


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({"lines": [{"price": 1}, {"price": Decimal(2)}]}, "data.lines[1].price is of the type Decimal"),
        ({SECRET: {1}}, "data[...] is of the type set"),
        ({"a": {3: 4}}, "data.a has a name of the type int: names are texts"),
    ],
)
def test_the_place_is_told_and_what_may_be_data_is_not(data: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidData) as refused:
        published(data)
    assert place in str(refused.value)
    assert str(refused.value).startswith("OrderPlaced.v1: ")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(exclude_categories=()))
    | st.binary(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.integers(), inner, max_size=3),
    max_leaves=8,
)


@given(anything)
def test_a_consumer_takes_what_is_published_and_that_alone(data: Any) -> None:
    try:
        refuse_unsound_data(data)
    except InvalidData:
        if isinstance(data, dict):
            with pytest.raises(MalformedEvent, match=r"detail\.data"):
                read_event(envelope() | {"detail": envelope()["detail"] | {"data": data}})
        return
    assert (
        read_event(envelope() | {"detail": envelope()["detail"] | {"data": json.loads(json_text(data))}}).data == data
    )


ODD = [*(one for one in UNSOUND if one is not SHARED), *(sound for sound, _ in SOUND), 2**63 - 1]
odd = st.recursive(
    anything | st.integers(0, len(ODD) - 1).map(lambda at: ODD[at]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3) | st.sampled_from([1, None, ("a",)]), inner)
    ),
    max_leaves=6,
)


@given(places, odd)
def test_what_looks_plain_at_once_is_what_a_closer_look_finds_sound(place: Callable[[Any], Any], value: Any) -> None:
    agrees(place(value))
    agrees(value)


@pytest.mark.parametrize("at", range(len(ODD)))
def test_whatever_is_odd_is_looked_at_more_closely(at: int) -> None:
    agrees({"a": [1, {"b": ODD[at]}]})


def agrees(data: Any) -> None:
    body = {"meta": {"event_id": "é"}, "data": data}
    if (fault := fault_of_data(data)) is None:
        assert text_with_data(data, body) == json_text(body)
        return
    with pytest.raises(InvalidData, match=f"^{re.escape(fault)}$"):
        text_with_data(data, body)


@pytest.mark.parametrize("more", [0, 1])
def test_so_many_values_and_no_more_are_looked_at(more: int) -> None:
    data = {"many": [0] * (MOST_VALUES - 1 + more)}
    if more:
        with pytest.raises(InvalidData, match="holds more than 600,000 values"):
            text_with_data(data, data)
    else:
        assert text_with_data(data, data) == json_text(data)


META = ("event_id", "correlation_id", "causation_id", "time", "producer")


@given(st.sampled_from(META), st.sampled_from(["\ud800", "a\udfffb", "\ufffe", "a\uffff"]))
def test_what_no_text_has_is_in_no_event_that_is_handled(field: str, text: str) -> None:
    with pytest.raises(MalformedEvent, match=f"^{field} has "):
        read_event(json.loads(json.dumps(envelope(None, **{field: text}))))


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff")))
def test_whatever_a_queue_takes_may_be_said(text: str) -> None:
    data: dict[str, Any] = {"a": text, text: 1}
    assert fault_of_data(data) is None


def nested(levels: int) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for _ in range(levels - 1):
        data = {"a": data}
    return data


@pytest.mark.parametrize(
    "way", [lambda data: text_with_data(data, data), refuse_unsound_data, lambda data: read_event(envelope(data))]
)
def test_data_lies_so_deep_and_no_deeper(way: Callable[[Any], object]) -> None:
    way(nested(MOST_LEVELS))
    with pytest.raises((InvalidData, MalformedEvent), match=f"more than {MOST_LEVELS} levels deep"):
        way(nested(MOST_LEVELS + 1))
    assert "levels" in str(fault_of_data(nested(MOST_LEVELS + 1)))


def test_what_python_reads_and_json_has_not_is_malformed() -> None:
    text = json.dumps(envelope({"amount": float("nan")}))
    answer = consumer(lambda event: None)(
        {"Records": [{"eventSource": "aws:sqs", "messageId": "m", "body": text}]}, None
    )
    assert answer == {"batchItemFailures": [{"itemIdentifier": "m"}]}


@pytest.mark.parametrize(
    ("arn", "most"), [("arn:aws:sqs:r:1:letters", 1_048_576), ("arn:aws:sns:r:1:letters", 262_144)]
)
def test_a_message_is_as_large_as_its_channel_takes(arn: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MESH_SENDS_TO", json.dumps({"queue": {"letters": arn}}))
    with sending_through(gone := Sent()):
        sent("é" * (most // 2 - 1))
        with pytest.raises(InvalidData, match=f"takes {most:,} at most"):
            sent("é" * (most // 2))
    assert len(gone) == 1
