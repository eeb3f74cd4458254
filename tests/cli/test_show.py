"""`meshctl show [KIND] NAME` tells all of one thing; without a kind the form of the name decides."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from meshctl.adapters.stage_files import known_retired_file
from meshctl.retirement.known_retired import KnownRetired, KnownRetiredPart, known_as_json
from tests.support.catalogues import CAPTURE, CHECKOUT, write_catalogue
from tests.support.running import in_process, is_a_sentence, meshctl

DAY = datetime(2026, 11, 27, 2, 5, tzinfo=UTC)
SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"


def shown(*words: str) -> dict[str, Any]:
    done = in_process("show", *words, "--catalogue", str(SHOP), "--format", "json")
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("orders", "system"),
        ("orders/checkout", "service"),
        ("orders/OrderPlaced", "event"),
        ("orders/OrderPlaced.v1", "event"),
        ("payments/capture/order-placed", "subscription"),
        ("payments/capture/capture", "channel"),
        ("fulfilment/returns/to-stop", "channel"),
    ],
)
def test_the_form_of_a_name_decides_its_kind(name: str, kind: str) -> None:
    assert list(shown(name)) == [kind]
    assert shown(name) == shown(kind, name)


def test_an_event_is_shown_with_its_consumers_and_their_filters() -> None:
    event = shown("orders/OrderPlaced")["event"]
    assert (event["publisher"], event["detail_type"]) == ("orders/checkout", "OrderPlaced.v1")
    assert [(one["subscription"], one["filter"]) for one in event["consumers"]] == [
        ("payments/capture/order-placed", {"total": [{"numeric": [">", 0]}]}),
        ("payments/risk/expensive-order", {"total": [{"numeric": [">=", 1000]}]}),
    ]


def test_a_route_is_one_of_a_stage() -> None:
    route = shown("route", "payments/capture/order-placed", "--stage", "dev")["route"]
    assert (route["account"], route["bus"]) == ("333333333333", "shop_dev_hub")
    assert meshctl(SHOP, "show", "route", "payments/capture/order-placed").code == 2


def test_a_service_for_people_shows_its_parts() -> None:
    done = meshctl(SHOP, "show", "fulfilment/returns")
    assert done.code == 0
    assert done.out.startswith("SERVICE       fulfilment/returns\n")
    assert "\nCHANNELS:\n  CHANNEL                      KIND    SUBSCRIPTIONS   RECEIVES" in done.out
    assert "\n  fulfilment/returns/to-stop   queue   cancelled       orders/OrderCancelled\n" in done.out


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["order"], 'did you mean "orders"?'),
        (["orders/checkot"], 'did you mean "orders/checkout"?'),
        (["orders/OrderPlacd"], 'did you mean "orders/OrderPlaced"?'),
        (["orders/OrderPlaced.v2"], 'did you mean "orders/OrderPlaced"?'),
        (["payments/capture/order-place"], 'did you mean "payments/capture/order-placed"?'),
        (["channel", "payments/ledger/boo"], 'did you mean "payments/ledger/book"?'),
        (["route", "payments/ledger/capture", "--stage", "dev"], 'did you mean "payments/ledger/captured"?'),
        (["--", "../elsewhere"], "there is: "),
    ],
)
def test_what_is_not_there_is_told_with_the_nearest(words: list[str], hint: str) -> None:
    done = meshctl(SHOP, "show", "--catalogue", ".", *words)
    assert is_a_sentence(done)
    assert hint in done.err


def test_a_name_of_two_things_is_told(tmp_path: Path) -> None:
    write_catalogue(tmp_path, {"payments/capture.yaml": CAPTURE.replace("  placed:", "  charge:")})
    done = meshctl(tmp_path, "show", "payments/capture/charge")
    assert is_a_sentence(done)
    assert "say which: meshctl show subscription payments/capture/charge" in done.err
    assert meshctl(tmp_path, "show", "channel", "payments/capture/charge").code == 0


@pytest.mark.parametrize("words", [["nope", "orders"], ["system", "orders", "more"]])
def test_what_is_no_kind_is_a_usage_error(words: list[str]) -> None:
    assert meshctl(SHOP, "show", *words).code == 2


def test_marks_in_a_description_are_shown_escaped(tmp_path: Path) -> None:
    write_catalogue(tmp_path, {"orders/checkout.yaml": CHECKOUT + 'description: "a \\e[31m \\u202e b"\n'})
    done = meshctl(tmp_path, "show", "orders/checkout")
    assert "DESCRIPTION   a \\u001b[31m \\u202e b\n" in done.out


def looked_at(catalogue: Path) -> Path:
    """A catalogue whose stage dev was looked at: a subscription that it has no more still stands."""
    part = KnownRetiredPart("payments/capture/paid", ("buffer", "dead letters"), DAY, 247)
    known_retired_file(write_catalogue(catalogue), "dev").write(known_as_json(KnownRetired(DAY, (part,))))
    return catalogue


@pytest.mark.parametrize("name", ["payments", "payments/capture", "payments/capture/paid"])
def test_what_is_retired_is_shown_with_what_it_belonged_to_until_it_is_gone(tmp_path: Path, name: str) -> None:
    done = meshctl(looked_at(tmp_path), "show", name)
    assert done.code == 0
    assert (
        "RETIRED:\n"
        "  STAGE   NAME                    PARTS                     MESSAGES   NOT BEFORE             FOUND\n"
        "  dev     payments/capture/paid   buffer and dead letters        247   2026-11-27 02:05 UTC   2026-11-27 02:05 UTC\n"
    ) in done.out


def test_a_program_is_told_it_too_and_others_are_told_nothing(tmp_path: Path) -> None:
    catalogue = looked_at(tmp_path)
    told = json.loads(meshctl(catalogue, "show", "payments/capture/paid", "--format", "json").out)
    assert [one["messages"] for one in told["retired"]] == [247]
    assert "RETIRED" not in meshctl(catalogue, "show", "orders").out
    assert is_a_sentence(meshctl(catalogue, "show", "payments/capture/pad"))


ADDRESS = '{"type": "object", "properties": {"country": {"$ref": "country.json"}}}'
SHARING = {
    "orders/checkout.yaml": CHECKOUT
    + "  OrderCancelled.v1: {schema: events/OrderCancelled.json, description: Cancelled.}\n",
    "orders/events/OrderPlaced.v1.json": '{"type": "object", "properties": {"to": {"$ref": "../../schemas/address.json"}}}',
    "orders/events/OrderCancelled.json": '{"type": "object", "properties": {"in": {"$ref": "../../schemas/country.json"}}}',
    "schemas/address.json": ADDRESS,
    "schemas/country.json": '{"$schema": "http://json-schema.org/draft-07/schema#", "type": "string"}',
    "schemas/unused.json": "{}",
}
SHARED = [
    {"file": "orders/events/OrderPlaced.v1.json", "shared_with": []},
    {"file": "schemas/address.json", "shared_with": []},
    {"file": "schemas/country.json", "shared_with": ["orders/OrderCancelled.v1"]},
]


def told_of(catalogue: Path, *words: str) -> dict[str, Any]:
    done = meshctl(catalogue, "show", *words, "--format", "json")
    assert done.code == 0
    (found,) = json.loads(done.out).values()
    return dict(found)


def test_an_event_is_shown_with_the_files_of_its_schema_and_who_shares_them(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, SHARING)
    assert told_of(catalogue, "orders/OrderPlaced")["schema_files"] == SHARED
    done = meshctl(catalogue, "show", "orders/OrderPlaced")
    assert "\n  schemas/country.json                orders/OrderCancelled.v1" in done.out


def test_the_files_of_a_schema_with_faults_are_shown_all_the_same(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path, SHARING | {"schemas/country.json": '{"type": "strin"}'})
    assert told_of(catalogue, "orders/OrderPlaced")["schema_files"] == SHARED


def test_a_schema_that_two_events_name_is_shared_and_a_single_one_is_not_told_of(tmp_path: Path) -> None:
    again = CHECKOUT + "  OrderCancelled.v1: {schema: events/OrderPlaced.v1.json, description: Cancelled.}\n"
    assert told_of(write_catalogue(tmp_path / "one"), "orders/OrderPlaced")["schema_files"] == []
    both = write_catalogue(tmp_path / "two", {"orders/checkout.yaml": again})
    shared = {"file": "orders/events/OrderPlaced.v1.json", "shared_with": ["orders/OrderCancelled.v1"]}
    assert told_of(both, "orders/OrderPlaced")["schema_files"] == [shared]


@pytest.mark.parametrize(
    "words", [["schemas/country.json"], ["schema", "./schemas/country.json"], ["orders/../schemas/country.json"]]
)
def test_a_schema_is_shown_with_every_event_that_is_made_of_it(tmp_path: Path, words: list[str]) -> None:
    found = told_of(write_catalogue(tmp_path, SHARING), *words)
    assert [one["event"] for one in found["events"]] == ["orders/OrderPlaced", "orders/OrderCancelled"]
    assert (found["schema"], found["dialect"], found["refers_to"]) == ("schemas/country.json", "draft-07", [])


def test_a_schema_is_named_by_its_path_from_here_as_well(tmp_path: Path) -> None:
    schemas = write_catalogue(tmp_path, SHARING) / "schemas"
    assert told_of(schemas, "address.json", "--catalogue", "..")["refers_to"] == ["schemas/country.json"]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("schemas/contry.json", 'did you mean "schemas/country.json"?'),
        ("schemas/unused.json", 'the schema of no event is made of "schemas/unused.json"'),
        ("../elsewhere.json", 'there is no schema "../elsewhere.json"'),
        ("/etc/hosts.json", 'there is no schema "/etc/hosts.json"'),
    ],
)
def test_a_schema_that_nobody_uses_is_told_so(tmp_path: Path, name: str, sentence: str) -> None:
    done = meshctl(write_catalogue(tmp_path, SHARING), "show", name)
    assert (done.code, "error: " in done.err) == (1, True)
    assert sentence in done.err
