import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meshkit import Event, MalformedEvent, Meta
from meshkit.envelope import caused_meta, detail, read_event

from .arrivals import META, envelope

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
metas = st.builds(
    Meta,
    event_id=st.uuids().map(str),
    correlation_id=st.uuids().map(str),
    causation_id=st.none() | st.uuids().map(str),
    time=st.just(META["time"]),
    producer=st.just("orders/checkout"),
    schema_version=st.integers(1, 9),
)


def test_an_envelope_becomes_an_event() -> None:
    assert read_event(envelope({"amount": 5}, causation_id="e-0")) == Event(
        name="OrderPlaced",
        version=1,
        source="orders.checkout",
        data={"amount": 5},
        meta=Meta("e-1", "c-0", "e-0", "2026-11-23T17:00:00.123Z", "orders/checkout", 1),
    )


@given(meta=metas, data=st.dictionaries(st.text(), json_values, max_size=4))
def test_what_is_put_into_detail_comes_out_again(meta: Any, data: Any) -> None:
    event = read_event(envelope() | {"detail": json.loads(detail(vars(meta), data))})
    assert (event.meta, event.data) == (meta, data)


@pytest.mark.parametrize(
    "name", ["OrderPlaced", "OrderPlaced.v0", "orderPlaced.v1", "OrderPlaced.v1 ", "OrderPlaced.v1.v2", "", 7]
)
def test_a_detail_type_without_name_and_version_is_malformed(name: str | int) -> None:
    with pytest.raises(MalformedEvent, match="detail-type"):
        read_event(envelope() | {"detail-type": name})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("event_id", 7),
        ("correlation_id", None),
        ("causation_id", 0),
        ("time", ""),
        ("producer", []),
        ("schema_version", True),
    ],
)
def test_a_wrong_field_of_meta_is_named(field: str, value: Any) -> None:
    with pytest.raises(MalformedEvent, match=field):
        read_event(envelope(**{field: value}))


@pytest.mark.parametrize("part", ["meta", "data"])
def test_detail_needs_both_its_parts(part: str) -> None:
    broken = envelope()
    del broken["detail"][part]
    with pytest.raises(MalformedEvent, match=rf"detail\.{part}"):
        read_event(broken)


def test_an_event_nothing_caused_begins_a_chain() -> None:
    meta = caused_meta(
        None, event_id="e-1", time="2026-11-23T17:00:00.123Z", producer="orders/checkout", schema_version=1
    )
    assert (meta["correlation_id"], meta["causation_id"]) == ("e-1", None)


@given(cause=metas)
def test_an_event_that_was_caused_continues_the_chain(cause: Any) -> None:
    meta = caused_meta(
        cause, event_id="e-2", time="2026-11-23T17:00:00.123Z", producer="payments/capture", schema_version=1
    )
    assert (meta["correlation_id"], meta["causation_id"]) == (cause.correlation_id, cause.event_id)
