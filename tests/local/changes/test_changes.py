"""Every kind of change at once, under traffic: nothing is lost, and what stands twice meanwhile is all that comes twice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from ..mesh.conftest import embedded_aws
from ..mesh.running_mesh import STAGE, RunningMesh
from .kinds import KINDS, ChangeKind, rewrite
from .traffic import Line, Traffic, fates, relayed_ticks, settled

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("changes")]
APPLY = ("apply", "--stage", STAGE, "--yes", "--allow-deletes")
"""A renamed system is one that left the catalogue."""
NAMES = [kind.name for kind in KINDS]


@dataclass(frozen=True)
class Observed:
    """What came of a change under traffic, and what the plan of it said."""

    journal: Sequence[Line]
    refused: Sequence[str]
    said: str


@pytest.fixture(scope="module")
def mesh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """All kinds as they were before, applied."""
    directory = tmp_path_factory.mktemp("changes") / "catalogue"
    rewrite(directory, KINDS)
    with embedded_aws(directory) as running:
        running.meshctl(*APPLY)
        yield running


@pytest.fixture(scope="module")
def observed(mesh: RunningMesh) -> Observed:
    """All of it is changed in one apply, under traffic."""
    by_people = [kind for kind in KINDS if kind.by_people]
    with Traffic(mesh, [kind.published for kind in by_people]) as old:
        old.rounds(4)
        rewrite(mesh.catalogue, KINDS, NAMES)
        done = mesh.meshctl(*APPLY)
    with Traffic(mesh, [kind.published_after for kind in by_people if kind.wanted_after]) as new:
        new.rounds(8)
    return Observed(settled(mesh), old.refused + new.refused, done.stdout)


def test_nobody_is_refused(observed: Observed) -> None:
    assert observed.refused == []


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_a_change_loses_no_event_that_somebody_wants(kind: ChangeKind, observed: Observed) -> None:
    found = fates(kind, observed.journal)
    assert found.published > 10
    if kind.wanted_after:
        assert found.lost == (), str(found)


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_only_what_the_plan_named_comes_twice(kind: ChangeKind, observed: Observed) -> None:
    found = fates(kind, observed.journal)
    assert found.most_deliveries <= 2
    event = kind.published.detail_type.partition(".")[0]
    assert not found.twice or f"/{event} " in observed.said.partition("twice")[2]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.relayed], ids=lambda kind: kind.name)
def test_functions_go_on_publishing_while_they_change(kind: ChangeKind, observed: Observed) -> None:
    ticks, relayed = relayed_ticks(kind, observed.journal)
    assert ticks > 5
    assert relayed == ticks


def test_a_second_plan_has_nothing_to_do_but_what_is_retired(mesh: RunningMesh, observed: Observed) -> None:
    assert mesh.answer("plan", "--stage", STAGE, "--refresh")["changes"] == []
