"""Terraform that goes around the mesh, as people write it: refused, with the event that does the same."""

import re
from pathlib import Path

import pytest

from tests.support.policies import judge, said
from tests.support.running import Done
from tests.support.shop import SHOP

pytestmark = [pytest.mark.policy, pytest.mark.xdist_group("policy by hand")]
BY_HAND = Path(__file__).parent / "by_hand"


@pytest.fixture(scope="module")
def judged() -> Done:
    """All of them, by who knows the shop."""
    return judge(BY_HAND, "--directory", ".", "--catalogue", str(SHOP), "--stage", "dev", "--format", "json")


@pytest.mark.parametrize(
    ("directory", "check", "words"),
    [
        ("opens_a_queue", "CKV_MESH_1", "222222222222 is the account of orders"),
        ("takes_a_function", "CKV_MESH_2", "222222222222 is the account of orders"),
        ("forgets_the_account", "CKV_MESH_8", "its pattern names no `account`"),
        ("publishes_as_another", "CKV_MESH_10", "lets it publish as orders.checkout"),
    ],
)
def test_a_way_around_the_mesh_is_refused(judged: Done, directory: str, check: str, words: str) -> None:
    found = [one for one in said(judged)["findings"] if one["file"] == f"{directory}/main.tf"]
    assert judged.code == 1
    assert [one["check"] for one in found] == [check]
    assert words in found[0]["why"] and found[0]["help"]


@pytest.mark.parametrize("directory", ["opens_a_queue", "takes_a_function"])
def test_who_crosses_into_a_system_is_shown_how_to_subscribe_to_it(judged: Done, directory: str) -> None:
    (found,) = [one for one in said(judged)["findings"] if one["file"] == f"{directory}/main.tf"]
    (event,) = re.findall(r"event: (orders/\w+)", found["instead"])
    assert f"Subscribe to {event} instead" in found["help"]


def test_every_file_is_there_once(judged: Done) -> None:
    assert sorted({one["file"].partition("/")[0] for one in said(judged)["findings"]}) == sorted(
        path.name for path in BY_HAND.iterdir()
    )
