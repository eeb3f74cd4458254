"""What a schedule of the catalogue is due for arrives once at each of its times, also while it is given another name."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from .catalogues import edited, written
from .conftest import embedded_aws
from .running_mesh import STAGE, RunningMesh, wait_for

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]
APPLY = ("apply", "--stage", STAGE, "--yes")
BANK = {
    "mesh.yaml": "mesh: bank\nregion: eu-central-1\nstages:\n  local: {cloud: local}\n",
    "desk/system.yaml": "system: desk\ndescription: Counts.\nowner: {team: desk, contact: d@desk.example}\n",
    "desk/clerk.yaml": """\
service: clerk
description: Closes the day.

queues:
  to-close: {}

schedules:
  nightly: {cron: "0 3 * * ? *", timezone: Europe/Berlin}

subscribes:
  closing:
    schedule: nightly
    input: {at: due, what: schedule}
    deliver_to: {queue: to-close}
""",
}


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    with embedded_aws(written(BANK, tmp_path_factory.mktemp("bank") / "catalogue")) as mesh:
        mesh.meshctl(*APPLY)
        yield mesh


def to_close(mesh: RunningMesh, count: int) -> list[dict[str, Any]]:
    """What came to the queue, as soon as there is so much of it."""
    sqs = mesh.aws("sqs", "desk")
    url = sqs.get_queue_url(QueueName="bank_local_desk_clerk_to-close_queue")["QueueUrl"]
    found: list[dict[str, Any]] = []

    def all_came() -> bool:
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", []):
            found.append(json.loads(message["Body"]))
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return len(found) >= count

    wait_for(all_came, lambda: f"{len(found)} of {count} came")
    return sorted(found, key=lambda one: str(one["at"]))


def test_each_time_arrives_once_before_and_after_a_schedule_is_renamed(bank: RunningMesh) -> None:
    bank.meshctl("local", "clock", "+2d")
    before = to_close(bank, 2)
    edited(bank.catalogue, "desk/clerk.yaml", "nightly: {", "daily: {")
    edited(bank.catalogue, "desk/clerk.yaml", "schedule: nightly", "schedule: daily")
    renamed = bank.meshctl(*APPLY).stdout
    bank.meshctl("local", "clock", "+2d")
    after = to_close(bank, 2)
    assert [one["what"] for one in (*before, *after)] == ["desk/clerk/nightly"] * 2 + ["desk/clerk/daily"] * 2
    assert len({one["at"] for one in (*before, *after)}) == 4
    assert all(one["at"][10:] in ("T01:00:00Z", "T02:00:00Z") for one in before)
    assert "the schedule desk/clerk/nightly goes" in renamed
    told = bank.meshctl("trace", "--stage", STAGE, "--id", f"desk/clerk/daily@{after[-1]['at']}").stdout
    assert "Scheduled.v1 from desk.clerk.daily" in told
