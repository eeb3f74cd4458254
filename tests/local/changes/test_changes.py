"""Every kind of change at once, under traffic: nothing is lost, and what stands twice meanwhile is all that comes twice.

A schedule is renamed besides; what it is due for arrives once at each of its times.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from ..mesh.catalogues import written
from ..mesh.conftest import embedded_aws
from ..mesh.running_mesh import STAGE, RunningMesh, wait_for
from .kinds import KINDS, ChangeKind, rewrite
from .traffic import Line, Traffic, fates, relayed_ticks, settled

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("changes")]
APPLY = ("apply", "--stage", STAGE, "--yes", "--allow-deletes")
"""A renamed system is one that left the catalogue."""
NAMES = [kind.name for kind in KINDS]
CLERK = """\
service: clerk
description: Closes the day.

queues:
  to-close: {{}}

schedules:
  {name}: {{cron: "0 3 * * ? *", timezone: Europe/Berlin}}

subscribes:
  closing:
    schedule: {name}
    input: {{at: due, what: schedule}}
    deliver_to: {{queue: to-close}}
"""


@dataclass(frozen=True)
class Observed:
    """What came of a change under traffic, what the plan of it said, and what a schedule had delivered before it."""

    journal: Sequence[Line]
    refused: Sequence[str]
    said: str
    closed: Sequence[Any]


@pytest.fixture(scope="module")
def mesh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """All kinds as they were before, applied."""
    directory = tmp_path_factory.mktemp("changes") / "catalogue"
    rewrite(directory, KINDS)
    written({"desk/clerk.yaml": CLERK.format(name="nightly")}, directory)
    with embedded_aws(directory) as running:
        running.meshctl(*APPLY)
        yield running


@pytest.fixture(scope="module")
def observed(mesh: RunningMesh) -> Observed:
    """All of it is changed in one apply, under traffic."""
    by_people = [kind for kind in KINDS if kind.by_people]
    closed = two_days(mesh)
    with Traffic(mesh, [kind.published for kind in by_people]) as old:
        old.rounds(4)
        rewrite(mesh.catalogue, KINDS, NAMES)
        written({"desk/clerk.yaml": CLERK.format(name="daily")}, mesh.catalogue)
        done = mesh.meshctl(*APPLY)
    with Traffic(mesh, [kind.published_after for kind in by_people if kind.wanted_after]) as new:
        new.rounds(8)
    return Observed(settled(mesh, KINDS), old.refused + new.refused, done.stdout, closed)


def two_days(mesh: RunningMesh) -> list[Any]:
    """What comes to the clerk in that time, as soon as there are two of it."""
    mesh.meshctl("local", "clock", "+2d")
    sqs, found = mesh.aws("sqs", "desk"), list[Any]()
    url = sqs.get_queue_url(QueueName=f"change_{STAGE}_desk_clerk_to-close_queue")["QueueUrl"]

    def all_came() -> bool:
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            found.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return len(found) >= 2

    wait_for(all_came, lambda: f"only {found} came")
    return sorted(found, key=lambda one: str(one["at"]))


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


def test_each_time_arrives_once_before_and_after_a_schedule_is_renamed(mesh: RunningMesh, observed: Observed) -> None:
    """The last of all: what is retired may go after two days."""
    before, after = observed.closed, two_days(mesh)
    assert [one["what"] for one in (*before, *after)] == ["desk/clerk/nightly"] * 2 + ["desk/clerk/daily"] * 2
    assert len({one["at"] for one in (*before, *after)}) == 4
    assert all(one["at"][10:] in ("T01:00:00Z", "T02:00:00Z") for one in before)
    assert "the schedule desk/clerk/nightly goes" in observed.said
    told = mesh.meshctl("trace", "--stage", STAGE, "--id", f"desk/clerk/daily@{after[-1]['at']}").stdout
    assert "Scheduled.v1 from desk.clerk.daily" in told
