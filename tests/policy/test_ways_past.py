"""Policies that look harmless to whoever reads them quickly: each was once a way past the pack. checkov itself judges."""

from pathlib import Path

import pytest

from .asking import Asked, ask_of_directory

pytestmark = [pytest.mark.policy, pytest.mark.xdist_group("policy")]
WAYS = Path(__file__).parent / "ways_past"
CAUGHT = {
    "asks_a_key_twice": "CKV_MESH_1",
    "attaches_administration_to_a_role": "CKV_MESH_15",
    "attaches_full_access": "CKV_MESH_15",
    "denies_on_another_queue": "CKV2_MESH_7",
    "lets_an_organisation_publish": "CKV_MESH_9",
    "names_a_foreign_role_in_a_condition": "CKV_MESH_1",
    "names_a_principal_by_its_id": "CKV_MESH_1",
    "opens_a_function_to_the_organisation": "CKV_MESH_2",
    "opens_a_function_by_its_url": "CKV_MESH_2",
    "opens_a_key": "CKV_MESH_1",
    "opens_a_key_by_a_condition": "CKV_MESH_1",
    "opens_a_queue_to_the_organisation": "CKV_MESH_1",
    "opens_a_role_to_the_organisation": "CKV_MESH_7",
    "replaces_a_policy_whole": "CKV2_MESH_7",
    "spares_a_foreign_role_from_a_denial": "CKV_MESH_1",
    "spares_everybody_from_a_denial": "CKV2_MESH_7",
    "writes_a_policy_within_a_role": "CKV_MESH_6",
    "writes_an_action_in_small_letters": "CKV_MESH_10",
}


@pytest.fixture(scope="module")
def asked() -> Asked:
    return ask_of_directory(WAYS)


@pytest.mark.parametrize(("way", "check"), CAUGHT.items())
def test_a_way_past_the_pack_is_closed(way: str, check: str, asked: Asked) -> None:
    assert "FAILED" in asked.of(check, WAYS / way / "main.tf")


def test_every_way_is_tried() -> None:
    assert {path.name for path in WAYS.iterdir()} == set(CAUGHT)
