"""Everything that a service's file can hold becomes data of the model, with its values and its places."""

from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.events import EventReference
from meshctl.model.places import Place
from meshctl.model.sources import Link
from tests.support.whole_language import Edit, stands, whole_files, whole_mesh

CHECKOUT, SYSTEM = "orders/checkout.yaml", "orders/system.yaml"
MESH = whole_mesh()
SERVICE = MESH.service("orders/checkout")
DAY = 86_400


def said(thing: Any) -> dict[str, Any]:
    """All of a thing but its places."""
    places = {key for key in asdict(thing) if isinstance(getattr(thing, key), Place) or key.endswith("_places")}
    return {key: value for key, value in asdict(thing).items() if key not in {*places, "name"}}


def test_a_function() -> None:
    assert said(SERVICE.functions[0]) == {
        "source": "orders/lambdas/settle",
        "handler": "handler.handle",
        "runtime": "python3.12",
        "architecture": "arm64",
        "memory_mb": 512,
        "timeout_seconds": 9,
        "description": "Settles what is open.",
        "environment": {"LOG_LEVEL": "info", "GREETING": "hello"},
        "log_keep_days": 30,
        "dead_letters_keep_seconds": 7 * DAY,
        "validates": True,
        "remembers": True,
    }


CHANNELS = {
    "queues": {"description": "What is to be printed.", "fifo": True, "keep_seconds": 6 * DAY, "visibility_seconds": 120, "protected": True,
               "dead_letters_keep_seconds": 7 * DAY},
    "topics": {"description": "Every change of an order.", "fifo": True},
    "streams": {"description": "Every click.", "keep_seconds": 4 * DAY, "shards": 2},
    "workflows": {
        "description": "From paid to parcel.",
        "definition": "orders/workflows/fulfil.json",
        "express": True,
        "log_keep_days": 30,
    },
    "webhooks": {"description": "Tells the carrier.", "url": "https://carrier.example/parcels", "method": "PUT",
                 "header": "X-Token", "secret": "shop/carrier", "rate": 10},
    "tasks": {"description": "Writes the day's report.", "cluster": "reports", "task": "daily",
              "subnets": ("subnet-0123456789abcdef0",), "security_groups": ("sg-0123456789abcdef0",)},
    "logs": {"description": "Every order.", "keep_days": 365},
    "buses": {"description": "Events for analysis."},
    "schedules": {"description": "The books are closed.", "every_seconds": None, "cron": "0 3 * * ? *",
                  "timezone": "Europe/Berlin", "retry_seconds": 5 * 3600, "retry_attempts": 40,
                  "dead_letters_keep_seconds": 7 * DAY},
    "aws": {"description": "Files of partners.", "source": "aws.s3", "types": ("Object Created",)},
    "partners": {"description": "Orders at Shopify.", "source": "aws.partner/shopify.com/12345/orders"},
}  # fmt: skip


@pytest.mark.parametrize("section", CHANNELS)
def test_a_channel_or_source_of_each_kind_is_read_as_it_is_said(section: str) -> None:
    assert said(getattr(SERVICE, section)[0]) == CHANNELS[section]


BARE = [
    ("topics", "updates: {}", {"description": "", "fifo": False}),
    ("queues", "letters: {}", {"description": "", "fifo": False, "keep_seconds": 4 * DAY, "visibility_seconds": None, "protected": False,
                               "dead_letters_keep_seconds": 14 * DAY}),
    ("streams", "clicks: {}", {"description": "", "keep_seconds": DAY, "shards": None}),
    ("workflows", "w: {definition: d.json}", {"description": "", "definition": "orders/d.json", "express": False, "log_keep_days": 30}),
    ("webhooks", "w: {url: https://x.example, secret: s}",
     {"description": "", "url": "https://x.example", "method": "POST", "header": "X-Api-Key", "secret": "s", "rate": 300}),
    ("tasks", "t: {cluster: c, task: t, subnets: [subnet-0123abcd]}",
     {"description": "", "cluster": "c", "task": "t", "subnets": ("subnet-0123abcd",), "security_groups": ()}),
    ("logs", "l: {}", {"description": "", "keep_days": 30}),
    ("buses", "b: {}", {"description": ""}),
    ("schedules", "s: {every: 2h}", {"description": "", "every_seconds": 7200, "cron": "", "timezone": "UTC",
                                    "retry_seconds": DAY, "retry_attempts": 185, "dead_letters_keep_seconds": 14 * DAY}),
    ("aws", "a: {source: aws.ec2}", {"description": "", "source": "aws.ec2", "types": ()}),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "wanted"), BARE, ids=[one[0] for one in BARE])
def test_what_is_not_said_is_what_the_language_says(section: str, text: str, wanted: dict[str, Any]) -> None:
    files = whole_files()
    texts = {
        "mesh.yaml": b"mesh: shop\nregion: eu-west-1\nstages: {local: {cloud: local}}\n",
        SYSTEM: b"system: orders\n",
        CHECKOUT: f"service: checkout\n{section}:\n  {text}\n".encode(),
        "orders/d.json": b"{}",
    }
    reading = read_catalogue(type(files)(texts, frozenset(texts)))
    assert reading.mesh is not None and reading.findings == ()
    service = reading.mesh.service("orders/checkout")
    assert said(getattr(service, section)[0]) == wanted
    assert str(getattr(service, section)[0].place) == f"{CHECKOUT}:3:3"


def test_every_channel_and_source_knows_where_its_name_stands() -> None:
    lines = whole_files().contents[CHECKOUT].decode().splitlines()
    found = [*SERVICE.channels, *SERVICE.sources]
    assert len(found) == 14
    for one in found:
        assert one.place.file == CHECKOUT
        assert lines[one.place.line - 1][one.place.column - 1 :].startswith(f"{one.name}:")


def test_a_workflow_knows_where_its_definition_is_named() -> None:
    assert str(SERVICE.workflows[0].definition_place) == stands(CHECKOUT, "workflows/fulfil.json")


def test_a_subscription_wants_an_event_or_names_what_is_near() -> None:
    wants = {one.name: one.wants for one in SERVICE.subscriptions}
    assert isinstance(wants["captured"], EventReference)
    links = {name: (one.kind, one.name, one.system) for name, one in wants.items() if isinstance(one, Link)}
    assert links == {
        "from-topic": ("topic", "order-updates", None),
        "from-queue": ("queue", "letters", None),
        "from-stream": ("stream", "clicks", None),
        "from-bus": ("bus", "analytics", None),
        "at-night": ("schedule", "nightly", None),
        "uploaded": ("aws", "uploads", None),
        "sold": ("partner", "shopify", None),
    }


def test_a_link_may_name_another_system() -> None:
    edit: Edit = (CHECKOUT, "{topic: order-updates", "{topic: billing/invoices")
    wants = whole_mesh(edit).service("orders/checkout").subscriptions[2].wants
    assert (wants.system, wants.name) == ("billing", "billing/invoices")
    assert str(wants.place) == stands(CHECKOUT, "billing/invoices", edit)


def test_a_subscription_says_how_it_is_delivered() -> None:
    kinds = {one.name: (one.delivery.kind, one.delivery.channel) for one in SERVICE.subscriptions}
    assert set(kinds.values()) == {
        ("function", "settle"), ("function", "plain"), ("queue", "letters"), ("stream", "clicks"), ("bus", "analytics"),
        ("task", "report"), ("workflow", "fulfil"), ("webhook", "carrier"), ("log", "audit"), ("topic", "order-updates"),
        ("queue", "old-inbox"),
    }  # fmt: skip


def test_only_an_event_for_a_function_is_buffered() -> None:
    assert [one.name for one in SERVICE.subscriptions if one.delivery.buffered] == ["lost"]


def test_a_subscription_has_fields_retries_and_dead_letters_of_its_own() -> None:
    captured, lost, plain = SERVICE.subscriptions[:3]
    assert (captured.input_fields, lost.input_fields) == ({"order": "order_id"}, None)
    assert (captured.retry.seconds, captured.retry.attempts) == (4 * 3600, 30)
    keeps = [one.dead_letters_keep_seconds for one in (captured, lost, plain)]
    assert keeps == [6 * DAY, None, 7 * DAY]


def test_versions_of_an_event_stand_side_by_side() -> None:
    one, two = SERVICE.events
    assert [(event.key, event.detail_type) for event in (one, two)] == [
        ("orders/OrderPlaced", "OrderPlaced.v1"),
        ("orders/OrderPlaced", "OrderPlaced.v2"),
    ]
    assert (one.deprecated, two.deprecated) == (date(2099, 6, 30), date(2099, 12, 31))
    assert two.schema == "orders/events/OrderPlaced.v2.json"
    assert MESH.meant_by(EventReference("orders", "OrderPlaced", 2, one.place)) == (two,)
    assert MESH.meant_by(EventReference("orders", "OrderPlaced", None, one.place)) == (one, two)


def test_a_day_that_no_calendar_has_is_found() -> None:
    edit: Edit = (CHECKOUT, '"2099-06-30"', '"2099-06-31"')
    findings = read_catalogue(whole_files(edit)).findings
    assert [(one.check, str(one.place)) for one in findings] == [
        ("wrong-value", stands(CHECKOUT, '"2099-06-31"', edit))
    ]


def test_an_event_may_have_no_schema_and_a_system_no_owner() -> None:
    mesh = whole_mesh(
        (CHECKOUT, "    schema: events/OrderPlaced.v1.json\n", ""),
        ("payments/system.yaml", "owner: {team: payments}\n", ""),
    )
    assert [event.schema for event in mesh.events][:2] == ["", "orders/events/OrderPlaced.v2.json"]
    assert [system.team for system in mesh.systems] == ["checkout", ""]


def test_functions_may_send_to_what_their_service_says() -> None:
    sent = {(link.kind, link.name): str(link.place) for link in SERVICE.sends_to}
    assert sent == {
        ("topic", "order-updates"): stands(CHECKOUT, "order-updates]"),
        ("queue", "letters"): stands(CHECKOUT, "letters]"),
        ("stream", "clicks"): stands(CHECKOUT, "clicks]"),
        ("bus", "analytics"): stands(CHECKOUT, "analytics]"),
    }


def test_what_lies_outside_has_an_arn_by_stage() -> None:
    outside = {(one.kind, one.name): one for one in MESH.systems[0].external}
    assert list(outside) == [
        ("queue", "old-inbox"), ("topic", "old-news"), ("stream", "old-clicks"), ("function", "old-code"), ("bus", "old-bus"),
    ]  # fmt: skip
    arn, place = outside["queue", "old-inbox"].arns["prod"]
    assert (arn, str(place)) == (
        "arn:aws:sqs:eu-west-1:888888888888:old-inbox",
        stands(SYSTEM, '"arn:aws:sqs:eu-west-1:888888888888'),
    )


def test_a_mesh_may_name_its_organisation() -> None:
    assert MESH.organization == "o-a1b2c3d4e5"
    assert whole_mesh(("mesh.yaml", "organization: o-a1b2c3d4e5\n", "")).organization == ""
