"""Where the catalogue says so, nothing leaves that the schema of its event does not allow."""

import json
from pathlib import Path
from typing import Any

import pytest
from meshkit import InvalidData, NewEvent, publish, publish_all, publishing_through

from .arrivals import Recorder

SECRET = "4111-1111"
ORDER = {
    "type": "object",
    "required": ["order_id"],
    "properties": {
        "order_id": {"type": "string", "pattern": "^(?=o)(o|oo)+-[0-9]+$"},
        "lines": {"items": {"properties": {"count": {"minimum": 1}}}},
    },
    "additionalProperties": {"type": "integer"},
}
SCHEMAS = {"OrderPlaced.v1": ORDER, "OrderLost.v1": {"properties": {"a": {"$ref": "https://shop.invalid/a.json"}}}}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "mesh_schemas.json").write_text(json.dumps(SCHEMAS), "utf-8")
    monkeypatch.setattr("meshkit.validating.SCHEMAS", tmp_path / "mesh_schemas.json")
    declared = {name: {"bus": "arn:aws:events:r:1:event-bus/b"} for name in SCHEMAS}
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps(declared))
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")
    monkeypatch.setenv("MESH_VALIDATES", "1")


def test_what_the_schema_allows_leaves() -> None:
    with publishing_through(bridge := Recorder()):
        publish("OrderPlaced", {"order_id": "o-1", "lines": ({"count": 1},)})
    assert len(bridge.entries) == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "OrderPlaced.v1: data has no order_id"),
        ({"order_id": SECRET}, "OrderPlaced.v1: data.order_id is not as its schema says (order_id/pattern)"),
        (
            {"order_id": "o-1", "lines": [{}, {"count": 0}]},
            "data.lines[1].count is not as its schema says (count/minimum)",
        ),
        ({"order_id": "o-1", SECRET: "x"}, "data is not as its schema says (additionalProperties/type)"),
        ({"order_id": "o" * 5_000 + "!"}, "data.order_id is not as its schema says (order_id/pattern)"),
    ],
)
def test_all_else_is_refused_with_its_place_and_without_itself(data: dict[str, Any], told: str) -> None:
    with publishing_through(bridge := Recorder()), pytest.raises(InvalidData) as refused:
        publish_all([NewEvent("OrderPlaced", {"order_id": "o-1"}), NewEvent("OrderPlaced", data)])
    assert told in str(refused.value)
    assert SECRET not in str(refused.value)
    assert bridge.entries == []


def test_nothing_is_fetched() -> None:
    with publishing_through(Recorder()), pytest.raises(InvalidData, match="OrderLost"):
        publish("OrderLost", {"a": 1})


def test_without_the_setting_nothing_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESH_VALIDATES")
    with publishing_through(bridge := Recorder()):
        publish("OrderPlaced", {})
    assert len(bridge.entries) == 1
