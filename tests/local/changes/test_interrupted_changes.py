"""A change that is interrupted three times, by Ctrl-C and by a kill, and begun again with other catalogues: nothing is lost."""

import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from subprocess import CompletedProcess

import pytest

from ..mesh.conftest import embedded_aws
from ..mesh.running_mesh import STAGE, RunningMesh, finished, shown, wait_for
from .kinds import KINDS, ChangeKind, rewrite
from .traffic import Line, Traffic, fates, settled

pytestmark = [
    pytest.mark.local,
    pytest.mark.terraform,
    pytest.mark.campaign,
    pytest.mark.xdist_group("interrupted changes"),
]
APPLY = ("apply", "--stage", STAGE, "--yes")
NAMES = ("subscription-renamed", "publisher-renamed", "made-public", "channel")
INTERRUPTED = [kind for kind in KINDS if kind.name in NAMES]
WITHOUT_CHANNEL = NAMES[:-1]
LONGEST_AFTER_A_WORD = 6.0  # seconds


@dataclass(frozen=True)
class Observed:
    """What the commands said, and what came of the events meanwhile."""

    stopped: Sequence[CompletedProcess[str]]
    journal: Sequence[Line]
    refused: Sequence[str]


@pytest.fixture(scope="module")
def mesh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    directory = tmp_path_factory.mktemp("interrupted") / "catalogue"
    rewrite(directory, INTERRUPTED)
    with embedded_aws(directory) as running:
        running.meshctl(*APPLY)
        yield running


@pytest.fixture(scope="module")
def observed(mesh: RunningMesh) -> Observed:
    """Begun, stopped while it applies; begun again, killed between two passes; begun with less, stopped; then carried on."""
    seed = time.time_ns() % 10**6
    sys.stdout.write(f"the moments of the interruptions are of the seed {seed}\n")
    moment = random.Random(seed)  # noqa: S311 - a moment, not a secret
    with Traffic(mesh, [kind.published for kind in INTERRUPTED]) as traffic:
        rewrite(mesh.catalogue, INTERRUPTED, NAMES)
        stopped = [stop_at(mesh, " applying", signal.SIGINT, moment.uniform(0, LONGEST_AFTER_A_WORD))]
        stopped += [stop_at(mesh, "pass 2 of", signal.SIGKILL, 0)]
        rewrite(mesh.catalogue, INTERRUPTED, WITHOUT_CHANNEL)
        stopped += [stop_at(mesh, "pass 2 of", signal.SIGINT, moment.uniform(0, LONGEST_AFTER_A_WORD))]
        rewrite(mesh.catalogue, INTERRUPTED, NAMES)
        mesh.meshctl(*APPLY)
    with Traffic(mesh, [kind.published_after for kind in INTERRUPTED]) as after:
        after.rounds(8)
    return Observed(stopped, settled(mesh, INTERRUPTED), traffic.refused + after.refused)


def stop_at(mesh: RunningMesh, words: str, number: signal.Signals, seconds: float) -> CompletedProcess[str]:
    """An apply that gets a signal so many seconds after it has said something; at its end, with what it started."""
    applying = mesh.begin(*APPLY)
    assert applying.stderr
    heard = []
    for line in applying.stderr:
        heard.append(line)
        if words in line:
            break
    time.sleep(seconds)
    applying.send_signal(number)
    done = finished(applying)
    assert words in heard[-1], f"it never said {words!r}\n{shown(done)}\n{''.join(heard)}"
    wait_for(lambda: not mesh.terraform_processes(), lambda: "Terraform is still at work")
    return done


@pytest.mark.parametrize("kind", INTERRUPTED, ids=lambda kind: kind.name)
def test_no_event_is_lost(kind: ChangeKind, observed: Observed) -> None:
    found = fates(kind, observed.journal)
    assert found.published > 10
    assert found.lost == (), str(found)
    assert found.most_deliveries <= 2
    assert observed.refused == []


def test_whoever_stops_it_is_told_how_to_carry_on(observed: Observed) -> None:
    in_its_first_pass, killed, in_its_second = observed.stopped
    assert killed.returncode == -signal.SIGKILL
    for done in (in_its_first_pass, in_its_second):
        assert done.returncode == 130, shown(done)
        assert "= help: run the same command again to carry on" in done.stderr


def test_afterwards_only_the_new_rule_delivers_and_the_old_one_is_retired(
    mesh: RunningMesh, observed: Observed
) -> None:
    assert observed.stopped
    prefix = f"change_{STAGE}_desk_subscription-renamed"
    rules = mesh.aws("events", "hub").list_rules(EventBusName=f"change_{STAGE}_hub", NamePrefix=prefix)["Rules"]
    assert {one["Name"]: one["State"] for one in rules} == {
        f"{prefix}_first": "DISABLED",
        f"{prefix}_second": "ENABLED",
    }


def test_afterwards_nothing_is_to_be_done(mesh: RunningMesh, observed: Observed) -> None:
    assert mesh.answer("plan", "--stage", STAGE, "--refresh")["changes"] == []
    assert mesh.locks() == set()
