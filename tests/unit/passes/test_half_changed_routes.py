"""Who changes one end of a route alone is told whose other end has to go with it."""

from collections.abc import Collection, Iterator
from json import loads

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.model.mesh import Mesh
from meshctl.passes.generations import Generation
from meshctl.passes.half_changed_routes import HalfChangedRoute, PublisherPin, half_changed_routes
from meshctl.passes.only_systems import only_systems, shared_entries, shared_stack
from tests.support.catalogues import CHECKOUT, MESH, SOUND
from tests.support.drawn_catalogues import SYSTEMS, catalogues, generation, mesh_of

MESHES = catalogues().map(mesh_of)


def publishings(mesh: Mesh, systems: Collection[str]) -> frozenset[PublisherPin]:
    """All that these systems publish on the hub."""
    accounts = {one.alias: one.number for one in mesh.stages[0].accounts}
    public = (event for event in mesh.events if not event.private and event.system in systems)
    return frozenset(PublisherPin(accounts[event.system], event.source, event.detail_type) for event in public)


def patterns(generation: Generation) -> Iterator[tuple[str, frozenset[PublisherPin]]]:
    stack = shared_stack(generation, "routes")
    for key, route in shared_entries(stack).items() if stack else ():
        said = loads(route["pattern"])
        yield key, frozenset({PublisherPin(said["account"][0], said["source"][0], said["detail-type"][0])})


@settings(max_examples=25)
@given(MESHES, MESHES, st.sets(st.sampled_from(SYSTEMS), min_size=1))
def test_whatever_a_standing_route_brings_it_brings_after_it_or_is_named(
    before: Mesh, after: Mesh, systems: set[str]
) -> None:
    done, new = generation(before), generation(after)
    merged, theirs = only_systems(systems, done, new), publishings(after, systems)
    named = {one.route for one in half_changed_routes(systems, done, merged, theirs)}
    now = publishings(before, {*SYSTEMS} - systems) | theirs
    old = dict(patterns(done))
    for route, pins in patterns(merged):
        if route in old and old[route] <= publishings(before, SYSTEMS):
            assert pins <= now or route in named


@settings(max_examples=25)
@given(MESHES, st.sets(st.sampled_from(SYSTEMS), min_size=1))
def test_nothing_is_named_where_nothing_changes(mesh: Mesh, systems: set[str]) -> None:
    done = generation(mesh)
    assert half_changed_routes(systems, done, only_systems(systems, done, done), publishings(mesh, systems)) == ()


@settings(max_examples=25)
@given(MESHES, MESHES)
def test_all_systems_together_change_no_route_by_half(before: Mesh, after: Mesh) -> None:
    done, new = generation(before), generation(after)
    assert half_changed_routes(SYSTEMS, done, only_systems(SYSTEMS, done, new), publishings(after, SYSTEMS)) == ()


MOVED = CHECKOUT.replace("checkout", "basket")
CHANGES = {
    "the event comes from another service": {
        "orders/checkout.yaml": "service: checkout\n",
        "orders/basket.yaml": MOVED,
    },
    "its version is another one": {"orders/checkout.yaml": CHECKOUT.replace("version: 1", "version: 2")},
    "its system has another account": {"mesh.yaml": MESH.replace("222222222222", "444444444444")},
    "it is private now": {"orders/checkout.yaml": CHECKOUT.replace("version: 1", "version: 1, visibility: private")},
}


@pytest.mark.parametrize("files", CHANGES.values(), ids=CHANGES)
def test_a_publisher_that_changes_alone_is_told_of_its_receivers(files: dict[str, str]) -> None:
    mesh, done = mesh_of({**SOUND, **files}), generation(mesh_of(SOUND))
    merged = only_systems(["orders"], done, generation(mesh))
    assert half_changed_routes(["orders"], done, merged, publishings(mesh, ["orders"])) == (
        HalfChangedRoute("payments/capture/kept", "payments"),
        HalfChangedRoute("payments/capture/placed", "payments"),
    )


@pytest.mark.parametrize("files", [*CHANGES.values()][:3], ids=[*CHANGES][:3])
def test_a_receiver_that_goes_ahead_of_its_publisher_is_told_of_it(files: dict[str, str]) -> None:
    mesh, done = mesh_of({**SOUND, **files}), generation(mesh_of(SOUND))
    merged = only_systems(["payments"], done, generation(mesh))
    found = half_changed_routes(["payments"], done, merged, publishings(mesh, ["payments"]))
    assert {one.system for one in found} == {"orders"}


def test_a_new_subscription_may_wait_for_its_publisher() -> None:
    first = {"payments/capture.yaml": "service: capture\n"}
    done = generation(mesh_of({**SOUND, **first}))
    merged = only_systems(["payments"], done, generation(mesh_of(SOUND)))
    assert half_changed_routes(["payments"], done, merged, frozenset()) == ()
