"""What is told in groups is heard in their order, once, and nothing of it is lost: over fifo topics and queues, and streams."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from ..mesh.running_mesh import STAGE, wait_for
from .arrivals import Arrivals, bodies, written
from .in_order import HEARING, KEPT_GROUPS

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("ways")]
Told = Mapping[str, Any]
GROUPS = "abcd"
MANY = 10  # messages of each group
LISTENER = f"ways_{STAGE}_near_listener"


@pytest.fixture(scope="session")
def many(ways: Arrivals) -> list[Told]:
    """Told while nobody hears, an hour before somebody does."""
    messages: list[Told] = [{"group": group, "number": number} for number in range(MANY) for group in GROUPS]
    with ways.functions_down(LISTENER):
        tell(ways, messages)
        wait_for(lambda: lying(ways, "loose_queue") == len(messages), lambda: "the topic has not brought all")
        ways.running.meshctl("local", "clock", "+1h")
        assert not any(heard(ways, one) for one in HEARING)
    return messages


@pytest.mark.parametrize("one", HEARING)
def test_each_group_is_heard_in_its_order_after_an_hour_of_silence(ways: Arrivals, many: list[Told], one: str) -> None:
    wait_for(lambda: len(heard(ways, one)) >= len(many), lambda: f"only {heard(ways, one)}")
    assert by_group(heard(ways, one)) == by_group(many)


def test_a_queue_keeps_the_order_of_the_groups_that_its_filter_lets_pass(ways: Arrivals, many: list[Told]) -> None:
    kept = [json.loads(body) for body in bodies(ways.running, "near", f"{LISTENER}_kept_queue.fifo")]
    assert by_group(kept) == {group: told for group, told in by_group(many).items() if group in KEPT_GROUPS}


def test_a_queue_without_order_gets_each_once(ways: Arrivals, many: list[Told]) -> None:
    loose = [json.loads(body) for body in bodies(ways.running, "near", f"{LISTENER}_loose_queue")]
    assert by_group(sorted(loose, key=lambda one: one["number"])) == by_group(many)


def test_what_repeats_itself_within_five_minutes_is_heard_once_and_later_again(ways: Arrivals) -> None:
    once = {"group": "e", "number": 1}
    tell(ways, [once, once])
    tell(ways, [once])
    ways.running.meshctl("local", "clock", "+6m")
    tell(ways, [once])
    after = {"group": "e", "number": 2}
    tell(ways, [after])
    wait_for(lambda: all(after in heard(ways, one, "e") for one in HEARING), lambda: "not all are heard")
    times = {one: heard(ways, one, "e").count(once) for one in HEARING}
    assert times == {"from-topic": 2, "from-queue": 2, "from-stream": 4}


def test_nothing_overtakes_poison_in_its_group_and_nothing_is_lost(ways: Arrivals) -> None:
    """What follows it in a batch comes back as often as it, and so may be kept with it."""
    before, after = ({"group": "f", "number": number} for number in (1, 3))
    poison, other = {"group": "f", "number": 2, "poison": True}, {"group": "g", "number": 1}
    tell(ways, [before, poison, after, other])
    kept: dict[str, list[Told]] = {name: [] for name in HEARING[:2]}

    def lacking() -> list[str]:
        ways.running.meshctl("local", "clock", "+10m")
        for name, found in kept.items():
            found.extend(map(json.loads, bodies(ways.running, "near", f"{LISTENER}_{name}_queue_dead.fifo")))
        ends = {name: [*heard(ways, name, "f"), *found] for name, found in kept.items()}
        return [name for name, found in ends.items() if len(found) < len([before, poison, after])]

    wait_for(lambda: not lacking(), lambda: f"lost by {lacking()}")
    for name, found in kept.items():
        assert found in ([poison], [poison, after])
        assert [*heard(ways, name, "f"), *found] in ([before, after, poison], [before, poison, after])
        assert heard(ways, name, "g") == [other]


def test_of_a_stream_the_poison_alone_is_told_and_all_behind_it_is_heard(ways: Arrivals) -> None:
    before, poison, after = ({"group": "h", "number": number, "poison": number == 2} for number in (1, 2, 3))
    tell(ways, [before, poison, after])
    wait_for(lambda: after in heard(ways, "from-stream", "h"), lambda: str(heard(ways, "from-stream", "h")))
    assert heard(ways, "from-stream", "h") == [before, after]
    told = [json.loads(body) for body in bodies(ways.running, "near", f"{LISTENER}_from-stream_dead")]
    assert {one["KinesisBatchInfo"]["batchSize"] for one in told} == {1}


def tell(ways: Arrivals, messages: Iterable[Told]) -> None:
    """Have a function tell them, each into its group, and wait until it has: of two events, the later may be handled first."""
    asked = ways.publish("near/Asked", {"messages": [*messages]})
    wait_for(lambda: ways.handled(ways.lines_of([asked])[asked]), lambda: f"{asked} was not handled")


def heard(ways: Arrivals, function: str, groups: Iterable[str] = GROUPS) -> list[Told]:
    """What a function has said that it has heard of some groups, in its order."""
    lines = written(ways.running, "near", f"/aws/lambda/{LISTENER}_{function}")
    return [one for line in lines if line.startswith("{") and (one := json.loads(line))["group"] in groups]


def lying(ways: Arrivals, queue: str) -> int:
    """How many messages lie in a queue."""
    sqs, asked = ways.running.aws("sqs", "near"), "ApproximateNumberOfMessages"
    url = sqs.get_queue_url(QueueName=f"{LISTENER}_{queue}")["QueueUrl"]
    return int(sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[asked])["Attributes"][asked])


def by_group(messages: Iterable[Told]) -> dict[str, list[int]]:
    """The numbers of the messages of each group, in their order."""
    found: dict[str, list[int]] = {}
    for one in messages:
        found.setdefault(one["group"], []).append(one["number"])
    return found
