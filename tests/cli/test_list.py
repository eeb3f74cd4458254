"""`meshctl list KIND` tells what is in a catalogue, for people and for programs."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from meshctl.cli.tell.list import KINDS
from meshctl.errors import MeshctlError
from tests.support.catalogues import CAPTURE, CHECKOUT, ORDERS, write_catalogue
from tests.support.running import in_process, meshctl

SHOP = Path(__file__).parents[2] / "examples" / "shop" / "catalogue"
OUTSIDE = {
    "orders/system.yaml": ORDERS + 'external: {queues: {old: {dev: "arn:aws:sqs:eu-west-1:777777777777:old"}}}\n',
    "orders/checkout.yaml": CHECKOUT + "schedules: {often: {every: 5m}}\n",
}
WEBHOOK = CAPTURE + (
    "  told: {event: orders/OrderPlaced, deliver_to: {webhook: crm}}\n"
    "webhooks: {crm: {url: 'https://crm.example', secret: key}}\n"
)


def listed(catalogue: Path, kind: str, *more: str) -> list[dict[str, Any]]:
    done = in_process("list", kind, "--catalogue", str(catalogue), "--format", "json", *more)
    assert (done.code, done.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.out)[kind]
    return found


def test_systems_are_listed_with_owner_and_counts() -> None:
    assert listed(SHOP, "systems")[2] == {
        "system": "payments",
        "team": "payments",
        "contact": "payments@shop.example",
        "regions": ["eu-west-1"],
        "services": 5,
        "events": 3,
        "subscriptions": 9,
    }


def test_services_are_listed_with_what_they_publish_and_receive(tmp_path: Path) -> None:
    capture = listed(write_catalogue(tmp_path), "services")[1]
    assert (capture["service"], capture["publishes"], capture["receives"]) == (
        "payments/capture",
        [],
        ["orders/OrderPlaced"],
    )


def test_events_are_listed_with_publisher_and_consumers() -> None:
    events = {one["event"]: one for one in listed(SHOP, "events")}
    assert events["payments/RiskAssessed"] == {
        "event": "payments/RiskAssessed",
        "version": 1,
        "visibility": "private",
        "publisher": "payments/risk",
        "consumers": ["payments/fraud", "payments/ledger", "payments/review"],
        "deprecated": "",
    }


def test_subscriptions_are_listed_with_event_filter_and_channel(tmp_path: Path) -> None:
    assert listed(write_catalogue(tmp_path), "subscriptions")[0] == {
        "subscription": "payments/capture/placed",
        "receives": "orders/OrderPlaced",
        "channel": "function charge",
        "buffer": "yes",
        "filter": {"total": [{"numeric": [">", 0]}]},
    }


def test_channels_are_listed_with_what_leads_to_them() -> None:
    (book,) = [one for one in listed(SHOP, "channels") if one["channel"] == "payments/ledger/book"]
    assert (book["kind"], book["subscriptions"]) == ("function", ["captured", "assessed", "closing"])
    assert book["receives"] == ["payments/PaymentCaptured", "payments/RiskAssessed", "schedule nightly"]


def test_routes_of_a_stage_are_listed_with_rule_account_role_and_price() -> None:
    routes = {one["route"]: one for one in listed(SHOP, "routes", "--stage", "dev")}
    assert routes["payments/ledger/captured"] == {
        "route": "payments/ledger/captured",
        "rule": "shop_dev_payments_ledger_captured",
        "bus": "shop_dev_hub",
        "target": "shop_dev_payments_ledger_book",
        "account": "333333333333",
        "role": "shop_dev_payments_ledger_captured_delivery",
        "per_million": "0.05 USD",
    }
    assert (routes["payments/ledger/assessed"]["bus"], routes["payments/ledger/assessed"]["role"]) == (
        "shop_dev_payments",
        "",
    )
    assert routes["payments/ledger/assessed"]["per_million"] == "0.00 USD"


def test_a_hop_is_listed_with_its_price_and_what_comes_over_it_has_none(tmp_path: Path) -> None:
    audit = "service: audit\nlogs: {orders: {}}\nsubscribes: {placed: {event: orders/OrderPlaced, deliver_to: {log: orders}}}\n"
    catalogue = write_catalogue(tmp_path, {"payments/audit.yaml": audit})
    prices = {one["route"]: one["per_million"] for one in listed(catalogue, "routes", "--stage", "dev")}
    assert (prices["payments/orders/OrderPlaced.v1"], prices["payments/audit/placed"]) == ("1.00 USD", "0.00 USD")


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_for_people_has_a_line_for_each_thing(tmp_path: Path, kind: str) -> None:
    catalogue = str(write_catalogue(tmp_path, OUTSIDE if kind in ("sources", "externals") else {}))
    done = in_process("list", kind, "--catalogue", catalogue, "--stage", "local")
    told = in_process("list", kind, "--catalogue", catalogue, "--stage", "local", "--format", "json")
    first = [next(iter(one.values())) for one in json.loads(told.out)[kind]]
    assert first
    assert [line.split()[0] for line in done.out.splitlines()] == [kind[:-1].upper(), *first]


def test_a_list_of_nothing_says_so(tmp_path: Path) -> None:
    bare = {"orders/checkout.yaml": CHECKOUT, "payments/capture.yaml": "service: capture\n"}
    done = in_process("list", "subscriptions", "--catalogue", str(write_catalogue(tmp_path, bare)))
    assert (done.code, done.out) == (0, "There are no subscriptions.\n")


def test_routes_without_a_stage_are_a_usage_error() -> None:
    assert meshctl(SHOP, "list", "routes").code == 2


def test_a_subscription_that_cannot_be_built_yet_has_no_route_and_the_others_have_theirs(tmp_path: Path) -> None:
    catalogue = str(write_catalogue(tmp_path, {"payments/capture.yaml": WEBHOOK}))
    done = in_process("list", "routes", "--catalogue", catalogue, "--stage", "dev", "--format", "json")
    assert [one["route"] for one in json.loads(done.out)["routes"]] == [
        "payments/capture/placed",
        "payments/capture/kept",
    ]
    reason = 'the webhook "crm" yet (payments/capture.yaml:15:12)'
    assert f"warning: payments/capture/told has no route: meshctl cannot build {reason}\n" in done.err
    with pytest.raises(MeshctlError, match=re.escape(reason)):
        in_process("show", "route", "payments/capture/told", "--catalogue", catalogue, "--stage", "dev")


@pytest.mark.parametrize("queue", ["{}", "{order: fifo}"])
def test_what_is_read_of_a_queue_needs_no_route(tmp_path: Path, queue: str) -> None:
    reading = (
        "service: reads\nfunctions: {x: {source: ../payments/lambdas/charge, handler: handler.handle}}\n"
        f"queues: {{x: {queue}}}\nsubscribes: {{read: {{queue: x, deliver_to: {{function: x}}}}}}\n"
    )
    done = meshctl(
        write_catalogue(tmp_path, {"orders/reads.yaml": reading}),
        "show",
        "route",
        "orders/reads/read",
        "--stage",
        "dev",
    )
    assert "needs no route" in done.err
