"""The way of an event to a subscription: which bus, how many hops, across which border."""

import json

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from meshctl.model.sources import Link
from meshctl.model.stages import Stage
from meshctl.topology.buses import THE_HUB, EventBus, local_bus
from meshctl.topology.lowering.build_topology import lower
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import ways
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, SOUND
from tests.support.whole_language import whole_mesh


def mesh(**files: str) -> Mesh:
    texts = {**SOUND, **{name.replace("__", "/") + ".yaml": text for name, text in files.items()}}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    contents = {path: text.encode() for path, text in texts.items()}
    found = read_catalogue(CatalogueFiles(contents, frozenset({*texts, *directories}))).mesh
    assert found
    return found


def staged(found: Mesh, name: str) -> Stage:
    stage = found.stage(name)
    assert stage
    return stage


def kept(found: Mesh, stage: str = "dev") -> StagedWay:
    return next(one for one in staged_ways(found, staged(found, stage)) if one.subscription.name == "kept")


def test_what_is_built_takes_the_way_that_is_told() -> None:
    found = mesh()
    routes = lower(found, staged(found, "dev")).routes
    for one in staged_ways(found, staged(found, "dev")):
        route = routes[one.subscription.key]
        assert (route.bus_name, json.loads(route.pattern)) == (f"shop_dev_{one.bus.owner}", one.pattern)
        assert route.target.arn.split(":")[4] == one.account
        assert (route.delivery is not None) == one.crosses


def delivered(to: str, more: str = "") -> Mesh:
    return mesh(payments__capture=CAPTURE.replace("deliver_to: {queue: letters}", f"deliver_to: {{{to}}}") + more)


WAYS = {
    "queue: letters": 0,
    "function: charge": 0,
    "log: a": 1,
    "bus: a": 1,
    "workflow: a": 1,
}


@pytest.mark.parametrize("to", WAYS)
def test_what_eventbridge_cannot_deliver_to_elsewhere_takes_a_hop(to: str) -> None:
    assert (kept(delivered(to)).hops, kept(delivered(to)).crosses) == (WAYS[to], True)


def test_within_an_account_only_another_bus_is_a_hop() -> None:
    together = MESH.replace('payments: "333333333333"', 'payments: "111111111111"')
    log = CAPTURE.replace("deliver_to: {queue: letters}", "deliver_to: {log: a}")
    found = kept(mesh(mesh=together, payments__capture=log))
    assert (found.hops, found.crosses) == (0, False)
    bus = CAPTURE.replace("deliver_to: {queue: letters}", "deliver_to: {bus: a}")
    assert kept(mesh(mesh=together, payments__capture=bus)).hops == 1


def test_into_another_region_it_is_passed_on() -> None:
    regions = MESH.replace("    deploy_role", "    regions: [eu-west-1, eu-central-1]\n    deploy_role")
    elsewhere = "system: payments\nowner: {team: payments}\nregion: eu-central-1\n"
    assert kept(mesh(mesh=regions, payments__system=elsewhere)).hops == 1
    assert kept(mesh(mesh=regions, payments__system=elsewhere), "local").hops == 0


def test_every_subscription_of_the_whole_language_has_a_way_in_every_stage() -> None:
    found = whole_mesh()
    assert any(isinstance(one.source, Link) for one in ways(found))
    for stage in found.stages:
        assert [one.subscription.key for one in staged_ways(found, stage)] == [one.key for one in found.subscriptions]


def source(said: str) -> str:
    declared = (
        "topics: {t: {}}\nstreams: {s: {}}\nbuses: {b: {}}\nschedules: {nightly: {every: 1h}}\n"
        "aws: {uploads: {source: aws.s3, types: [Object Created]}}\npartners: {shop: {source: aws.partner/a.example/b}}\n"
    )
    return (
        CAPTURE.replace("event: orders/OrderPlaced\n    deliver_to: {queue", f"{said}\n    deliver_to: {{queue")
        + declared
    )


BUSES = {
    "event: orders/OrderPlaced": THE_HUB,
    "aws: uploads": EventBus("default", "payments"),
    "partner: shop": EventBus("partner", "payments", "shop"),
    "bus: b": EventBus("further", "payments", "b", "capture"),
    "schedule: nightly": local_bus("payments"),
    "topic: t": None,
    "queue: letters": None,
    "stream: s": None,
}


@pytest.mark.parametrize("wants", BUSES)
def test_everything_that_can_be_wanted_comes_over_its_own_bus_or_over_none(wants: str) -> None:
    assert kept(mesh(payments__capture=source(wants))).bus == BUSES[wants]


def test_a_private_event_comes_over_the_bus_of_its_system() -> None:
    checkout = CHECKOUT.replace("v1.json,", "v1.json, visibility: private,")
    assert kept(mesh(orders__checkout=checkout)).bus == local_bus("orders")


@pytest.mark.parametrize(
    ("wants", "pattern"),
    [
        ("aws: uploads", {"account": ["333333333333"], "source": ["aws.s3"], "detail-type": ["Object Created"]}),
        ("bus: b", {}),
        (
            "schedule: nightly",
            {"account": ["333333333333"], "source": ["payments.capture.nightly"], "detail-type": ["Scheduled.v1"]},
        ),
        (
            "event: orders/OrderPlaced",
            {"account": ["222222222222"], "source": ["orders.checkout"], "detail-type": ["OrderPlaced.v1"]},
        ),
    ],
)
def test_a_rule_asks_for_what_its_source_puts_on_the_bus(wants: str, pattern: dict[str, object]) -> None:
    assert kept(mesh(payments__capture=source(wants))).pattern == pattern


def test_a_channel_outside_the_mesh_lies_where_its_arn_says() -> None:
    external = '\nexternal:\n  queues:\n    old: {dev: "arn:aws:sqs:eu-west-1:444444444444:old"}\n'
    capture = CAPTURE.replace("deliver_to: {queue: letters}", "deliver_to: {queue: old}")
    found = mesh(payments__system="system: payments\nowner: {team: payments}" + external, payments__capture=capture)
    assert kept(found).account == "444444444444"
    assert kept(found, "local").account != "444444444444"
