"""A line of the log says which event was being handled, and CloudWatch makes a metric of one that says so."""

import json
from typing import Any

import pytest
from meshkit import InvalidData, consumer, log, metric

from .arrivals import envelope


def line_of(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    text = capsys.readouterr().out
    assert text.count("\n") == 1
    found: dict[str, Any] = json.loads(text)
    return found


def test_a_line_says_the_event_and_its_chain(capsys: pytest.CaptureFixture[str]) -> None:
    consumer(lambda event: log("packed\n", level="WARNING", parcel="é"))(envelope(correlation_id="c-7"), None)
    assert line_of(capsys) == {
        "level": "WARNING",
        "message": "packed\n",
        "parcel": "é",
        "event": "orders.checkout/OrderPlaced.v1",
        "event_id": "e-1",
        "correlation_id": "c-7",
    }


def test_outside_of_a_handler_a_line_names_no_event(capsys: pytest.CaptureFixture[str]) -> None:
    log("started")
    assert line_of(capsys) == {"level": "INFO", "message": "started"}


def test_a_metric_is_a_line_in_the_embedded_format(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MESH_PRODUCER", "orders/care")
    consumer(lambda event: metric("Weight", 2.5, unit="Kilobytes", carrier="Shop Express"))(envelope(), None)
    line = line_of(capsys)
    described = line["_aws"]["CloudWatchMetrics"][0]
    assert described == {
        "Namespace": "Mesh",
        "Dimensions": [["service", "carrier"]],
        "Metrics": [{"Name": "Weight", "Unit": "Kilobytes"}],
    }
    assert (line["Weight"], line["service"], line["carrier"]) == (2.5, "orders/care", "Shop Express")
    assert (line["event_id"], line["_aws"]["Timestamp"] > 1_700_000_000_000) == ("e-1", True)


@pytest.mark.parametrize(
    ("name", "value", "dimensions"),
    [
        ("", 1, {}),
        ("x" * 1025, 1, {}),
        ("a", float("nan"), {}),
        ("a", float("inf"), {}),
        ("a", 1, {f"d{at}": "x" for at in range(30)}),
        ("service", 1, {}),
        ("carrier", 1, {"carrier": "x"}),
        ("_aws", 1, {}),
    ],
)
def test_what_cloudwatch_would_drop_is_refused(
    name: str, value: float, dimensions: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InvalidData):
        metric(name, value, **dimensions)
    assert capsys.readouterr().out == ""


def test_what_is_no_json_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    for fields in ({"at": {1}}, {"level": "LOUD"}):
        with pytest.raises(InvalidData):
            log("x", **fields)
    assert capsys.readouterr().out == ""
