"""Every resource of every type is taken out of its state, and one more apply takes it in: nothing is there twice. That nothing
differs then is told by `test_drift`."""

import pytest

from meshctl.adoption.import_ids import IMPORT_IDS

from ..mesh.forgotten import forget
from ..mesh.running_mesh import STAGE, RunningMesh
from .arrivals import Arrivals

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("ways by hand")]


@pytest.fixture(scope="module")
def adopted(ways: Arrivals) -> tuple[set[str], set[str], str]:
    """The ids that AWS makes before and after; and what the apply said that came after all was forgotten."""
    before = made_ids(ways.running)
    forget(ways.running)
    said = ways.running.meshctl("apply", "--stage", STAGE, "--yes").stdout
    return before, made_ids(ways.running), said


def made_ids(mesh: RunningMesh) -> set[str]:
    """Those of mappings and subscriptions, which have no names."""
    mappings = mesh.aws("lambda", "near").list_event_source_mappings()["EventSourceMappings"]
    subscriptions = mesh.aws("sns", "near").list_subscriptions()["Subscriptions"]
    return {one["UUID"] for one in mappings} | {one["SubscriptionArn"] for one in subscriptions}


def test_all_types_are_adopted(adopted: tuple[set[str], set[str], str]) -> None:
    told = adopted[2].partition("Adopted: ")[2].partition("\n\n")[0]
    assert {kind for kind in IMPORT_IDS if f"{kind}." in told} == {*IMPORT_IDS}


def test_nothing_is_made_anew(adopted: tuple[set[str], set[str], str]) -> None:
    before, after, said = adopted
    assert after == before
    assert not [line for line in said.splitlines() if line.startswith(("    + ", "    ± ", "    - "))]
