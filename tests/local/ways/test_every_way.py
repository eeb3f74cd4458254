"""On every way that meshctl can build arrives what `meshctl trace` has foretold, nothing else, and nothing is lost."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from meshctl.topology.parts.stages import Topology

from ..mesh.running_mesh import STAGE, wait_for
from .arrivals import Arrivals, Line, Sent, bodies, log_of, queue_of, written
from .catalogue import WAY, WORK
from .messages import messages_of, reached_by_events
from .standing import KINDS, RULE, Standing, standing

Place = Callable[[Topology, str, str], tuple[str, str]]
pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("ways")]


@pytest.fixture(scope="session")
def sent(ways: Arrivals, tmp_path_factory: pytest.TempPathFactory) -> list[Sent]:
    """All messages at once."""
    file: Path = tmp_path_factory.mktemp("sent") / "event.json"
    return [ways.send(message, file) for message in messages_of(ways.mesh)]


@pytest.fixture(scope="session")
def arrived(ways: Arrivals, sent: list[Sent]) -> Mapping[str, list[Line]]:
    """The lines of the journal about each message, when nothing more is coming."""
    return ways.settled(sent)


@dataclass(frozen=True)
class Destroyed:
    """What stood in all accounts before and after, and what meshctl said."""

    before: Standing
    after: Standing
    said: str


@pytest.fixture(scope="session")
def destroyed(ways: Arrivals) -> Destroyed:
    before = standing(ways.running)
    said = ways.running.meshctl("destroy", "--stage", STAGE, "--allow-loss", STAGE, "--yes").stdout
    return Destroyed(before, standing(ways.running), said)


def test_every_subscription_is_to_get_something_and_not_all(ways: Arrivals, sent: list[Sent]) -> None:
    for key in reached_by_events(ways.mesh):
        assert 0 < sum(key in one.receivers for one in sent) < len(sent), key


def test_everything_arrives_where_it_was_foretold_and_nowhere_else(
    ways: Arrivals, sent: list[Sent], arrived: Mapping[str, list[Line]]
) -> None:
    assert {one.id: ways.receivers(arrived[one.id]) for one in sent} == {one.id: one.receivers for one in sent}


@pytest.mark.usefixtures("arrived")
def test_at_the_end_of_a_way_to_a_queue_lies_what_was_foretold(ways: Arrivals, sent: list[Sent]) -> None:
    foretold = _foretold(ways, sent, "queue ", queue_of)
    found = {queue: sorted(map(_data, bodies(ways.running, *queue))) for queue in foretold}
    assert found == foretold


@pytest.mark.usefixtures("arrived")
def test_at_the_end_of_a_way_to_a_log_stands_what_was_foretold(ways: Arrivals, sent: list[Sent]) -> None:
    foretold = _foretold(ways, sent, "log ", log_of)
    found = {log: sorted(map(_data, written(ways.running, *log))) for log in foretold}
    assert found == foretold


def _foretold(ways: Arrivals, sent: list[Sent], kind: str, place: Place) -> dict[tuple[str, str], list[str]]:
    """What is to lie at each end of a kind that nobody reads on from."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in (each for message in sent for each in message.foretold):
        if one["channel"].startswith(kind) and one["channel"] != f"queue {WORK}":
            found.setdefault(place(ways.topology, one["subscription"], one["channel"]), []).append(
                _data(one["content"])
            )
    return {where: sorted(contents) for where, contents in found.items()}


def _data(content: str) -> str:
    """What is said of an event that does not differ from time to time; of anything else, all."""
    said = json.loads(content)
    detail = said.get("detail", said)
    return json.dumps([said.get("source"), said.get("detail-type"), detail.get("data", detail)], sort_keys=True)


@pytest.mark.usefixtures("arrived")
def test_every_workflow_that_begins_comes_to_its_end(ways: Arrivals, sent: list[Sent]) -> None:
    begun = {one.id: sum(each["channel"].startswith("workflow ") for each in one.foretold) for one in sent}

    def ended() -> dict[str, int]:
        lines = ways.lines(sent).items()
        return {key: sum(line["kind"] == "workflow-succeeded" for line in found) for key, found in lines}

    wait_for(lambda: ended() == begun, lambda: f"{begun} began, {ended()} ended")


def test_what_a_function_sends_to_a_bus_comes_to_those_who_read_it(
    ways: Arrivals, sent: list[Sent], tmp_path: Path
) -> None:
    told = next(one for one in sent if "near/reader/topic-function" in one.receivers)
    ways.send(told.message.with_data(pass_on=True), tmp_path / "event.json")
    queue = queue_of(ways.topology, "near/desk/bus-queue", "queue bus-queue")
    passed = ["near.reader", "Passed.v1", {"way": "bus-queue"}]
    said = {"source": passed[0], "detail-type": passed[1], "detail": {"meta": {}, "data": passed[2]}}
    assert [one["subscription"] for one in ways.foretold(said, tmp_path / "event.json")] == ["near/desk/bus-queue"]
    found: list[object] = []

    def came() -> bool:
        found.extend(json.loads(_data(one)) for one in bodies(ways.running, *queue))
        return passed in found

    wait_for(came, lambda: f"only {found} came")


def test_what_is_scheduled_comes_when_its_hour_has_passed(ways: Arrivals) -> None:
    ways.running.meshctl("local", "clock", "+1h")
    wait_for(lambda: ways.scheduled <= ways.receivers(ways.journal()), lambda: f"not all of {ways.scheduled} came")


def test_what_poisons_a_function_is_kept_whatever_brings_it(ways: Arrivals, sent: list[Sent], tmp_path: Path) -> None:
    desk = [one for one in _to_functions(sent) if WAY in one.message.data]
    kept = [one for one in desk if all(each["dead_letters"] for each in one.foretold)]
    told = [ways.send(one.message.with_data(poison=True), tmp_path / "event.json") for one in kept]
    poisoned = [one for one in told if any("poison" in each["content"] for each in _functions(one))]
    assert poisoned

    def lost() -> list[str]:
        ways.running.meshctl("local", "clock", "+1h")
        seen = ways.kept()
        return [one.id for one in poisoned if not {one.id, *(each["dead_letters"] for each in one.foretold)} & seen]

    wait_for(lambda: not lost(), lambda: f"not kept: {lost()}")


def test_what_comes_while_functions_are_down_for_an_hour_is_handled_then(
    ways: Arrivals, sent: list[Sent], tmp_path: Path
) -> None:
    with ways.functions_down():
        waiting = [ways.send(one.message, tmp_path / "event.json") for one in _to_functions(sent)]
        ways.running.meshctl("local", "clock", "+1h")
        assert not any(ways.handled(lines) for lines in ways.lines(waiting).values())
    ways.running.meshctl("local", "clock", "+10m")
    lines = ways.settled(waiting)
    assert {one.id: ways.receivers(lines[one.id]) for one in waiting} == {one.id: one.receivers for one in waiting}


def _to_functions(sent: list[Sent]) -> list[Sent]:
    return [one for one in sent if _functions(one)]


def _functions(sent: Sent) -> list[Mapping[str, Any]]:
    """What is foretold for functions of a message."""
    return [each for each in sent.foretold if each["channel"].startswith("function ")]


def test_a_second_plan_has_nothing_to_do(ways: Arrivals) -> None:
    planned = ways.running.meshctl("plan", "--stage", STAGE, "--refresh", "--exit-code", "--format", "json", code=0)
    assert '"changes": []' in planned.stdout


def test_nothing_is_left_of_a_mesh_that_is_destroyed(ways: Arrivals, destroyed: Destroyed) -> None:
    assert {kind for kind, _ in destroyed.before} == {*KINDS, RULE}
    assert (ways.running.kept(), destroyed.after) == ([], frozenset())


def test_it_is_said_first_who_no_longer_receives_what(destroyed: Destroyed) -> None:
    assert 0 < destroyed.said.index("no longer receives") < destroyed.said.index("    - module.")
