import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import RFC_4122, UUID

import pytest
from meshkit import Event, NotDeclared, VersionRequired, consumer, publish, publishing_through

from .arrivals import Recorder, batch, envelope

LAMBDAS = Path(__file__).resolve().parents[2] / "lambdas"
HUB = "arn:aws:events:eu-west-1:111111111111:event-bus/shop_local_hub"
LOCAL = "arn:aws:events:eu-west-1:222222222222:event-bus/shop_local_orders"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    declared = {"OrderPlaced.v1": HUB, "OrderPlaced.v10": HUB, "CartUpdated.v2": LOCAL}
    monkeypatch.setenv("MESH_PUBLISHES", json.dumps({name: {"bus": bus} for name, bus in declared.items()}))
    monkeypatch.setenv("MESH_SOURCE", "orders.checkout")
    monkeypatch.setenv("MESH_PRODUCER", "orders/checkout")


@pytest.fixture
def bridge() -> Iterator[Recorder]:
    recorder = Recorder()
    with publishing_through(recorder):
        yield recorder


def test_an_event_goes_to_the_bus_declared_for_it(bridge: Recorder) -> None:
    event_id = publish("CartUpdated", {"items": 2})

    entry = bridge.entries[0]
    assert (entry["EventBusName"], entry["Source"], entry["DetailType"]) == (LOCAL, "orders.checkout", "CartUpdated.v2")
    assert json.loads(entry["Detail"])["data"] == {"items": 2}
    assert bridge.metas[0]["event_id"] == event_id == str(UUID(event_id))
    assert (UUID(event_id).version, UUID(event_id).variant) == (4, RFC_4122)


def test_meta_says_who_published_what_and_when(bridge: Recorder) -> None:
    publish("CartUpdated", {})

    meta = bridge.metas[0]
    assert set(meta) == {"event_id", "correlation_id", "causation_id", "time", "producer", "schema_version"}
    assert (meta["producer"], meta["schema_version"]) == ("orders/checkout", 2)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", meta["time"])


def test_outside_of_a_handler_an_event_begins_its_own_chain(bridge: Recorder) -> None:
    first, second = publish("CartUpdated", {}), publish("CartUpdated", {})

    assert [meta["correlation_id"] for meta in bridge.metas] == [first, second]
    assert [meta["causation_id"] for meta in bridge.metas] == [None, None]


def test_within_a_handler_each_event_names_the_message_that_caused_it(bridge: Recorder) -> None:
    handler = consumer(lambda event: (publish("CartUpdated", {}), None)[1])
    handler(batch(m1=envelope(event_id="e-1", correlation_id="c-1"), m2=envelope(event_id="e-2")), None)
    publish("CartUpdated", {})

    assert [meta["causation_id"] for meta in bridge.metas] == ["e-1", "e-2", None]
    assert [meta["correlation_id"] for meta in bridge.metas][:2] == ["c-1", "c-0"]


def test_a_failed_handler_leaves_no_cause_behind(bridge: Recorder) -> None:
    def failing(event: Event) -> None:
        raise ZeroDivisionError

    consumer(failing)(batch(m1=envelope()), None)
    publish("CartUpdated", {})

    assert bridge.metas[0]["causation_id"] is None


def test_with_several_versions_one_must_be_named(bridge: Recorder) -> None:
    with pytest.raises(VersionRequired, match=r"\[1, 10\]"):
        publish("OrderPlaced", {})
    publish("OrderPlaced", {}, version=10)
    publish("OrderPlaced", {}, version=True)
    assert [entry["DetailType"] for entry in bridge.entries] == ["OrderPlaced.v10", "OrderPlaced.v1"]


@pytest.mark.parametrize(
    ("name", "version"), [("OrderLost", None), ("OrderPlaced", 2), ("Order", None), ("CartUpdated", 1)]
)
def test_an_event_the_service_has_not_declared_is_refused_and_the_declared_are_named(
    bridge: Recorder, name: str, version: int | None
) -> None:
    with pytest.raises(NotDeclared, match=r"publishes CartUpdated\.v2, OrderPlaced\.v1, OrderPlaced\.v10"):
        publish(name, {}, version=version)
    assert bridge.entries == []


def test_a_function_that_publishes_nothing_says_so(bridge: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MESH_PUBLISHES")
    with pytest.raises(NotDeclared, match="publishes nothing"):
        publish("OrderPlaced", {})


def test_a_function_that_only_consumes_never_loads_boto3() -> None:
    code = f"import sys; sys.path.insert(0, {str(LAMBDAS)!r}); import meshkit; print('boto3' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_without_a_given_client_events_leave_through_boto3(monkeypatch: pytest.MonkeyPatch) -> None:
    from meshkit.event_bridge import boto3_client, event_bridge

    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    boto3_client.cache_clear()
    client: Any = event_bridge()
    assert client.meta.service_model.service_name == "events"
