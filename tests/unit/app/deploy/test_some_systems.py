"""A change of some systems alone is refused where it would take something from others, or rests on what is not there."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meshctl.app.deploy.some_systems import generation_of_systems
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.generations import Generation, Retired, StandingStacks
from meshctl.plan.part_of_mesh import part_of_mesh
from tests.support.catalogues import CAPTURE, CHECKOUT, MESH, SOUND
from tests.support.drawn_catalogues import SYSTEMS, catalogues, generation, mesh_of

SHOP = mesh_of(SOUND)
DONE = generation(SHOP)
FILTERED = {"payments/capture.yaml": CAPTURE.replace('">", 0', '">", 9')}


def stage_of(mesh: Mesh) -> Stage:
    stage = mesh.stage("dev")
    assert stage
    return stage


def changed(systems: set[str], mesh: Mesh, standing: StandingStacks) -> Generation:
    stage = stage_of(mesh)
    new = generation(part_of_mesh(mesh, stage, systems))
    return generation_of_systems(systems, mesh, stage, standing, new)


def refused(systems: set[str], files: Mapping[str, str], standing: StandingStacks) -> MeshctlError:
    with pytest.raises(MeshctlError) as told:
        changed(systems, mesh_of({**SOUND, **files}), standing)
    return told.value


@settings(max_examples=25)
@given(catalogues().map(mesh_of), catalogues().map(mesh_of))
def test_all_systems_together_are_what_the_catalogue_says(before: Mesh, after: Mesh) -> None:
    assert changed({*SYSTEMS}, after, StandingStacks(generation(before), {})) == generation(after)


def test_one_system_changes_where_another_is_broken() -> None:
    broken = {**FILTERED, "orders/basket.yaml": "service: [\n"}
    merged = changed({"payments"}, mesh_of({**SOUND, **broken}), StandingStacks(DONE, {}))
    whole = generation(mesh_of({**SOUND, **FILTERED}))
    assert merged == whole


def test_a_stage_that_was_never_applied_is_applied_as_a_whole_first() -> None:
    error = refused({"payments"}, {}, StandingStacks({}, {}))
    assert "was never applied" in error.message
    assert error.hint == "run `meshctl apply --stage dev` once, for all systems"


def test_a_hub_that_moves_moves_for_everybody() -> None:
    moved = {"mesh.yaml": MESH.replace("111111111111", "999999999999")}
    assert "stands in the account 111111111111" in refused({"payments"}, moved, StandingStacks(DONE, {})).message


def test_a_system_that_neither_stands_nor_is_in_the_catalogue_is_not_known() -> None:
    error = refused({"paymnets"}, {}, StandingStacks(DONE, {}))
    assert (error.message, error.hint) == (
        'there is no system "paymnets" in the stage "dev"',
        'did you mean "payments"?',
    )


@pytest.mark.parametrize("owner", sorted({stack.owner for stack in DONE.values() if stack.root != "system"}))
def test_what_all_systems_share_is_no_system(owner: str) -> None:
    for standing in (StandingStacks(DONE, {}), StandingStacks(DONE, DONE)):
        assert refused({owner}, {}, standing).message == f'there is no system "{owner}" in the stage "dev"'


def test_a_service_is_no_system_and_its_system_is_named() -> None:
    error = refused({"payments/capture"}, {}, StandingStacks(DONE, {}))
    assert error.hint == "--only takes whole systems: --only payments"


def test_a_system_that_left_the_catalogue_can_be_named_alone() -> None:
    alone = {path: text for path, text in SOUND.items() if not path.startswith("payments/")}
    merged = changed({"payments"}, mesh_of(alone), StandingStacks(DONE, {}))
    assert {stack.owner for stack in merged.values()} == {"hub", "orders", ""}


def test_what_others_have_begun_is_finished_first() -> None:
    error = refused({"orders"}, {}, StandingStacks(DONE, generation(mesh_of({**SOUND, **FILTERED}))))
    assert error.message == "an apply that changes payments as well was begun and is not done"
    assert error.hint == "finish it: meshctl apply --stage dev --only orders --only payments"


def test_who_would_miss_events_is_named_with_the_way_out() -> None:
    moved = {
        "orders/checkout.yaml": "service: checkout\n",
        "orders/basket.yaml": CHECKOUT.replace("checkout", "basket"),
    }
    error = refused({"orders"}, moved, StandingStacks(DONE, {}))
    assert "payments/capture/placed, until payments is applied as well" in error.message
    assert error.hint == "apply them together: meshctl apply --stage dev --only orders --only payments"


def test_a_route_that_is_retired_holds_nobody_up() -> None:
    retired = tuple(
        Retired(("111111111111", "routes"), "route", f"payments/capture/{name}", datetime(2026, 11, 27, tzinfo=UTC))
        for name in ("placed", "kept")
    )
    silent = mesh_of({**SOUND, "orders/checkout.yaml": "service: checkout\n"})
    merged = changed({"orders"}, silent, StandingStacks(DONE, {}, retired))
    assert merged["111111111111", "routes"].inputs["routes"] == {}


@settings(max_examples=25)
@given(catalogues().map(mesh_of), st.sampled_from(SYSTEMS))
def test_a_system_that_is_as_it_was_changes_nothing(mesh: Mesh, system: str) -> None:
    standing = StandingStacks(generation(mesh), {})
    assert changed({system}, mesh, standing) == standing.done
