"""The way of an event to a subscription: which bus, how many hops, across which border."""

from dataclasses import replace

import pytest

from meshctl.catalogue.files import CatalogueFiles
from meshctl.catalogue.read_catalogue import read_catalogue
from meshctl.model.mesh import Mesh
from meshctl.topology import lower
from meshctl.topology.ways import Passage, passages
from tests.support.catalogues import CAPTURE, MESH, SOUND
from tests.support.whole_language import whole_mesh


def mesh(**files: str) -> Mesh:
    texts = {**SOUND, **{name.replace("__", "/") + ".yaml": text for name, text in files.items()}}
    directories = {path.rsplit("/", depth)[0] for path in texts for depth in range(1, path.count("/") + 1)}
    contents = {path: text.encode() for path, text in texts.items()}
    found = read_catalogue(CatalogueFiles(contents, frozenset({*texts, *directories}))).mesh
    assert found
    return found


def kept(found: Mesh, stage: str = "dev") -> Passage:
    return next(one for one in passages(found, found.stage(stage)) if one.subscription.name == "kept")


def test_what_is_built_takes_the_way_that_is_told() -> None:
    found = mesh()
    routes = lower(found, found.stage("dev")).routes
    for one in passages(found, found.stage("dev")):
        route = routes[one.subscription.key]
        assert (route.bus_name, route.pattern) == (one.bus, one.pattern)
        assert route.target.arn.split(":")[4] == one.account
        assert (route.delivery is not None) == one.crosses
        assert route.dead_letters_arn.endswith(f":{one.dead_letters}")


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


def test_without_dead_letters_none_are_named() -> None:
    capture = CAPTURE.replace("    deliver_to: {queue", "    dead_letters: none\n    deliver_to: {queue")
    assert kept(mesh(payments__capture=capture)).dead_letters == ""


def test_every_subscription_to_an_event_of_the_whole_language_has_a_way() -> None:
    found = whole_mesh()
    for stage in found.stages:
        assert all(isinstance(replace(one), Passage) for one in passages(found, stage))


def test_a_channel_outside_the_mesh_lies_where_its_arn_says() -> None:
    external = '\nexternal:\n  queues:\n    old: {dev: "arn:aws:sqs:eu-west-1:444444444444:old"}\n'
    capture = CAPTURE.replace("deliver_to: {queue: letters}", "deliver_to: {queue: old}")
    found = mesh(payments__system="system: payments\nowner: {team: payments}" + external, payments__capture=capture)
    assert kept(found).account == "444444444444"
    assert kept(found, "local").account != "444444444444"
