"""`meshctl send`: what is told before any AWS is asked."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from meshkit.putting import MOST_BYTES_OF_ONE

from tests.support.catalogues import CAPTURE, CHECKOUT, write_catalogue
from tests.support.running import meshctl

TWO_VERSIONS = {
    "orders/checkout.yaml": CHECKOUT
    + "  OrderPlaced.v2: {schema: events/OrderPlaced.v1.json, description: A customer has paid more.}\n",
    "payments/capture.yaml": CAPTURE.replace("orders/OrderPlaced", "orders/OrderPlaced.v1"),
}
ORDER = ("--stage", "local", "--data", "{}")


def test_of_several_versions_none_is_sent_before_one_is_named(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path, TWO_VERSIONS), "send", "orders/OrderPlaced", *ORDER)
    assert done.err.endswith(
        'error: "orders/OrderPlaced" may be any of orders/OrderPlaced.v1, orders/OrderPlaced.v2\n'
        "  = help: say which one: `meshctl send orders/OrderPlaced.v2 --stage ... --data ...`\n"
    )


@pytest.mark.parametrize("named", ["orders/OrderPlaced.v1", "orders/OrderPlaced.v2"])
def test_a_version_that_is_named_is_the_one_that_is_sent(tmp_path: Path, named: str) -> None:
    done = meshctl(write_catalogue(tmp_path, TWO_VERSIONS), "send", named, *ORDER)
    assert done.err.endswith("error: the embedded AWS is not running\n  = help: start it: meshctl local up\n")


STRICT = {
    "orders/events/OrderPlaced.v1.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",'
    ' "required": ["order_id"], "properties": {"order_id": {"type": "string"}, "card": {"maxLength": 4}}}'
}


def test_data_that_no_schema_allows_is_refused_with_its_places_and_without_itself(tmp_path: Path) -> None:
    data = ("--stage", "local", "--data", '{"card": "4111-1111"}')
    done = meshctl(write_catalogue(tmp_path, STRICT), "send", "orders/OrderPlaced", *data)
    assert done.err.endswith(
        "error: the data is none of orders/OrderPlaced (orders/events/OrderPlaced.v1.json): data has no order_id;"
        " data.card is not as the schema says: maxLength 4\n"
        "  = help: correct it; to see what consumers do with data that no schema allows, add --unchecked\n"
    )
    assert (done.code, "4111" in done.err) == (1, False)


@pytest.mark.parametrize(("more", "is_taken"), [(0, True), (1, False)])
def test_an_event_that_no_queue_could_be_given_is_refused(tmp_path: Path, more: int, is_taken: bool) -> None:
    catalogue = write_catalogue(tmp_path)
    overhead = len("orders.checkoutOrderPlaced.v1") + len(
        '{"meta":{"event_id":"","correlation_id":"","causation_id":null,"time":"2026-11-27T00:00:00.000Z",'
        '"producer":"orders/checkout","schema_version":1},"data":{"note":""}}'
    )
    room = MOST_BYTES_OF_ONE - overhead - 2 * len(str(uuid4()))
    (tmp_path / "data.json").write_text(json.dumps({"note": "x" * (room + more)}))
    done = meshctl(catalogue, "send", "orders/OrderPlaced", "--stage", "local", "--data", "@data.json")
    assert ("error: the embedded AWS is not running" in done.err) == is_taken
    assert (f"takes {MOST_BYTES_OF_ONE + 1:,} bytes" in done.err) != is_taken


NOT_TAKEN = ['{"n": 99999999999999999999999}', '{"a": "\\uffff"}', '{"a": ' + '{"a": ' * 100 + "1" + "}" * 101]


@pytest.mark.parametrize("data", NOT_TAKEN, ids=["large", "no letter", "deep"])
def test_data_that_no_consumer_takes_is_refused_whatever_the_schema_says(tmp_path: Path, data: str) -> None:
    anything = {"orders/events/OrderPlaced.v1.json": '{"$schema": "https://json-schema.org/draft/2020-12/schema"}'}
    sent = ("send", "orders/OrderPlaced", "--stage", "local", "--data", data)
    done = meshctl(write_catalogue(tmp_path, anything), *sent)
    assert done.err.splitlines()[-2].startswith("error: data")
    assert "error: the embedded AWS is not running\n" in meshctl(tmp_path, *sent, "--unchecked").err


def test_unchecked_data_is_sent_whatever_the_schema_says(tmp_path: Path) -> None:
    done = meshctl(write_catalogue(tmp_path, STRICT), "send", "orders/OrderPlaced", "--unchecked", *ORDER)
    assert "error: the embedded AWS is not running\n" in done.err
    assert meshctl(tmp_path, "send", "--aws", "s3", "event.json", "--unchecked", "--stage", "local").code == 2
