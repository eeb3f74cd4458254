"""Events as classes: published from one, and handed to a handler as one, over every way alike."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Self

import pytest
from meshkit import (
    Event,
    InvalidData,
    MalformedEvent,
    NotAHandler,
    consumer,
    handled_event,
    publish,
    publish_all,
    publishing_through,
)
from meshkit.data import refuse_unsound_data
from meshkit.envelope import read_event
from meshkit.typed import data_of, typed_event

from .arrivals import Recorder, batch, envelope, from_topic, of_stream


@dataclass(frozen=True)
class Line:
    sku: str
    count: int = 1


@dataclass(frozen=True)
class OrderPlaced:
    event_name: ClassVar[str] = "OrderPlaced"
    event_version: ClassVar[int] = 1
    amount: float
    lines: list[Line] = field(default_factory=list)
    first: Line | None = None


class Model:
    """What pydantic's models have of this."""

    event_name: ClassVar[str] = "OrderCancelled"
    event_version: ClassVar[int] = 2

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    @classmethod
    def model_validate(cls, data: dict[str, Any]) -> Self:
        if "secret" in data:
            raise ValueError(data["secret"])
        return cls(data)

    def model_dump(self, *, mode: str, by_alias: bool, exclude_unset: bool) -> dict[str, Any]:
        return self.data


DATA = {
    "amount": 5,
    "lines": [{"sku": "a", "unknown": 1}, {"sku": "b", "count": 2}],
    "first": {"sku": "a"},
    "new": True,
}
ORDER = OrderPlaced(5, [Line("a"), Line("b", 2)], Line("a"))


@pytest.mark.parametrize("deliver", [lambda one: one, from_topic, of_stream, lambda one: batch(m=one)])
def test_an_event_comes_as_its_class_on_every_way(deliver: Callable[[Any], Any]) -> None:
    seen: list[tuple[Any, str]] = []

    @consumer(OrderPlaced, Model)
    def handle(order: OrderPlaced | Model) -> None:
        seen.append((order, handled_event().meta.event_id))

    handle(deliver(envelope(DATA)), None)
    assert seen == [(ORDER, "e-1")]


def test_each_event_comes_as_its_own_class() -> None:
    seen: list[Any] = []
    handle = consumer(OrderPlaced, Model)(seen.append)
    handle(envelope({"reason": "late"}) | {"detail-type": "OrderCancelled.v2"}, None)
    assert (type(seen[0]), seen[0].data) == (Model, {"reason": "late"})


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (envelope() | {"detail-type": "OrderPlaced.v2"}, r"reads OrderCancelled\.v2, OrderPlaced\.v1, and this is"),
        (envelope({"total": 4}), r"OrderPlaced\.v1: data has no amount"),
        (envelope({"amount": 4, "lines": [{}]}), r"OrderPlaced\.v1: data has no sku"),
        (envelope({"secret": "4111"}) | {"detail-type": "OrderCancelled.v2"}, r"not as Model says \(ValueError\)"),
    ],
)
def test_what_is_none_of_the_classes_fails_without_its_data(event: dict[str, Any], why: str) -> None:
    with pytest.raises(MalformedEvent, match=why) as refused:
        consumer(OrderPlaced, Model)(lambda order: None)(event, None)
    assert "4111" not in str(refused.value)


@pytest.mark.parametrize("said", [(OrderPlaced, int), (OrderPlaced, print), (Line, Line), ()])
def test_what_is_no_class_of_events_is_refused(said: tuple[Any, ...]) -> None:
    with pytest.raises(NotAHandler) if said else pytest.raises(TypeError):
        refused: Any = consumer(*said)
        refused(None)


def test_an_instance_is_published_under_the_name_of_its_class(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = {name: {"bus": "arn:aws:events:r:1:event-bus/b"} for name in ("OrderPlaced.v1", "OrderCancelled.v2")}
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps(declared))
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")
    with publishing_through(bridge := Recorder({"Entries": [{"EventId": "a"}, {"EventId": "b"}]})):
        publish(ORDER)
        publish_all([ORDER, Model({"reason": "late"})])
    got: list[Event] = []
    for entry in bridge.entries:
        consumer(got.append)(
            {"source": "s", "detail-type": entry["DetailType"], "detail": json.loads(entry["Detail"])}, None
        )
    lines = [{"sku": "a", "count": 1}, {"sku": "b", "count": 2}]
    order = {"amount": 5, "lines": lines, "first": {"sku": "a", "count": 1}}
    assert [one.data for one in got] == [order, order, {"reason": "late"}]


@dataclass(frozen=True)
class Basket:
    event_name: ClassVar[str] = "BasketFilled"
    event_version: ClassVar[int] = 1
    lines: dict[str, Line] | None = None
    gifts: Annotated[list[Line] | None, "few"] = None
    shelves: list[dict[str, list[Line]]] | None = None
    note: str | None = None
    by: dict[str, str] | None = None


@pytest.mark.parametrize(
    "basket",
    [
        Basket(),
        Basket(lines={"a": Line("a")}),
        Basket(gifts=[Line("b", 2)], note="today"),
        Basket(shelves=[{"top": [Line("c")]}], by={"sku": "d"}),
    ],
)
def test_a_dataclass_comes_back_as_it_was_published_and_what_is_missing_is_no_null(basket: Basket) -> None:
    data = data_of(basket)
    assert typed_event(read_event(envelope(data) | {"detail-type": "BasketFilled.v1"}), (Basket,)) == basket
    assert None not in data.values()


def test_a_dataclass_that_contains_itself_is_refused() -> None:
    basket = Basket(shelves=[])
    assert basket.shelves is not None
    basket.shelves.append({"top": basket.shelves})  # type: ignore[dict-item]
    with pytest.raises(InvalidData, match="contains itself"):
        refuse_unsound_data(data_of(basket))


def test_classes_of_one_name_take_the_events_of_their_own_source() -> None:
    got: list[Any] = []

    @dataclass(frozen=True)
    class ElsewherePlaced(OrderPlaced):
        event_source: ClassVar[str] = "elsewhere.checkout"

    @dataclass(frozen=True)
    class HerePlaced(OrderPlaced):
        event_source: ClassVar[str] = "orders.checkout"

    consumer(ElsewherePlaced, HerePlaced)(got.append)(envelope(data=DATA), None)
    assert [type(one) for one in got] == [HerePlaced]
    with pytest.raises(MalformedEvent):
        consumer(ElsewherePlaced)(got.append)(envelope(data=DATA), None)
