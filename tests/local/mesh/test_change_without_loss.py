"""A subscription gets another name while events flow, and somebody presses Ctrl-C between two passes: nothing is lost."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from subprocess import CompletedProcess

import pytest

from .catalogues import GAZETTE, edited, written
from .conftest import embedded_aws
from .running_mesh import STAGE, RunningMesh, finished, shown
from .traffic import Traffic

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
APPLY = ("apply", "--stage", STAGE, "--yes")
EDITOR = """\
service: editor
description: Prints.

publishes:
  Printed: {version: 1, schema: events/any.json, description: A paper is out.}
"""


@dataclass(frozen=True)
class Renamed:
    """The interrupted apply, the one that carried on, and the events that flowed meanwhile."""

    interrupted: CompletedProcess[str]
    carried_on: CompletedProcess[str]
    traffic: Traffic


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """The gazette without its functions, applied."""
    files = {path: text for path, text in GAZETTE.items() if "lambdas" not in path} | {"press/editor.yaml": EDITOR}
    with embedded_aws(written(files, tmp_path_factory.mktemp("paper") / "catalogue")) as mesh:
        mesh.meshctl(*APPLY)
        yield mesh


@pytest.fixture(scope="session")
def renamed(paper: RunningMesh) -> Renamed:
    """The subscription is renamed while events flow; the first apply is interrupted after its first pass."""
    edited(paper.catalogue, "desk/reader.yaml", "  printed:\n", "  papers:\n")
    traffic = Traffic(paper, "press", "press.editor", "Printed.v1")
    with traffic.flowing():
        applying = paper.begin(*APPLY)
        assert applying.stderr
        heard = ""
        for line in applying.stderr:
            heard += line
            if "pass 2 of" in line:
                applying.send_signal(signal.SIGINT)
                break
        interrupted = finished(applying)
        carried_on = paper.meshctl(*APPLY)
    return Renamed(interrupted, carried_on, traffic)


def test_an_apply_that_is_stopped_between_passes_says_that_it_can_carry_on(renamed: Renamed) -> None:
    assert renamed.interrupted.returncode == 130, shown(renamed.interrupted)
    assert "= help: run the same command again to carry on" in renamed.interrupted.stderr


def test_no_event_is_lost(paper: RunningMesh, renamed: Renamed) -> None:
    assert renamed.traffic.refused == []
    assert len(renamed.traffic.sent) > 50
    arrived = renamed.traffic.arrived("gazette_local_desk_reader_inbox_queue", "desk")
    assert max(arrived.values()) <= 2


def test_afterwards_only_the_new_rule_delivers_and_the_old_one_is_retired(paper: RunningMesh, renamed: Renamed) -> None:
    assert renamed.carried_on.returncode == 0
    rules = paper.aws("events", "hub").list_rules(EventBusName="gazette_local_hub")["Rules"]
    assert {one["Name"]: one["State"] for one in rules if "desk" in one["Name"]} == {
        "gazette_local_desk_reader_papers": "ENABLED",
        "gazette_local_desk_reader_printed": "DISABLED",
    }


def test_the_next_plan_is_empty(paper: RunningMesh, renamed: Renamed) -> None:
    assert renamed.carried_on
    assert paper.answer("plan", "--stage", STAGE, "--refresh", "--exit-code")["changes"] == []
