"""What is killed in the middle of an apply: after Terraform and meshctl together, and after meshctl alone, one apply converges."""

import json
import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from .catalogues import edited, written
from .conftest import embedded_aws
from .running_mesh import STAGE, RunningMesh, finished, this_user, wait_for

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("killed")]
APPLY = ("apply", "--stage", STAGE, "--yes")
DESTROY = ("destroy", "--stage", STAGE, "--yes", "--allow-loss", STAGE)
LETTERS = "diary_local_desk_writer_letters_queue"
DIARY = {
    "mesh.yaml": "mesh: diary\nregion: eu-west-1\nstages:\n  local: {cloud: local}\n",
    "desk/system.yaml": "system: desk\ndescription: Where the diary is written.\nowner: {team: desk}\n",
    "desk/writer.yaml": """\
service: writer
description: Writes the diary.
publishes:
  Written:
    version: 1
    description: A page has been written.
    schema: events/Written.v1.json
queues:
  letters: {}
subscribes:
  own:
    event: desk/Written
    deliver_to: {queue: letters}
""",
    "desk/events/Written.v1.json": '{"type": "object"}\n',
}


@dataclass(frozen=True)
class Rerun:
    """Who was at work after the kill, what the next apply said, and what was held then."""

    orphans: tuple[int, ...]
    done: CompletedProcess[str]
    locks: frozenset[str]


@pytest.fixture(scope="session")
def diary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningMesh]:
    """A mesh of one system, not applied yet."""
    with embedded_aws(written(DIARY, tmp_path_factory.mktemp("diary"))) as mesh:
        yield mesh


@pytest.fixture(scope="session")
def crashed(diary: RunningMesh) -> frozenset[str]:
    """The first apply is killed with its Terraform, while the provider waits for a queue; gives the stacks with a lock."""
    applying = diary.begin(*APPLY)
    wait_for(lambda: any(name.endswith("_dead") for name in diary.queues("desk")), lambda: "no queue is made yet")
    applying.send_signal(signal.SIGKILL)
    for process in diary.terraform_processes():
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    finished(applying)
    assert "system-desk" not in diary.in_state()
    return frozenset(diary.locks())


@pytest.fixture(scope="session")
def rerun(diary: RunningMesh, crashed: frozenset[str]) -> Rerun:
    """The second one is killed alone, while its Terraform waits for the next queue; then somebody applies again."""
    applying = diary.begin(*APPLY)
    wait_for(lambda: LETTERS in diary.queues("desk"), lambda: "the queue is not made yet")
    applying.send_signal(signal.SIGKILL)
    finished(applying)
    orphans = tuple(diary.terraform_processes())
    return Rerun(orphans, diary.meshctl(*APPLY), frozenset(diary.locks()))


def test_a_killed_terraform_leaves_a_lock(crashed: frozenset[str]) -> None:
    assert "system-desk" in crashed


def test_terraform_goes_on_without_a_meshctl_that_was_killed(rerun: Rerun) -> None:
    assert rerun.orphans


def test_the_next_apply_waits_for_it_and_says_so(rerun: Rerun) -> None:
    assert "waiting: Terraform is still at work for a meshctl that was killed" in rerun.done.stderr


def test_it_carries_on_with_what_is_missing(diary: RunningMesh, rerun: Rerun) -> None:
    assert LETTERS in diary.queues("desk")
    assert not [line for line in rerun.done.stdout.splitlines() if line.startswith("    + ") and "dead_letters" in line]


@pytest.fixture(scope="session")
def approved(diary: RunningMesh, rerun: Rerun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan of a change, which somebody has read."""
    edited(diary.catalogue, "desk/writer.yaml", "letters: {}", "letters: {keep: 5d}")
    directory = tmp_path_factory.mktemp("approved")
    diary.meshctl("plan", "--stage", STAGE, "--out", str(directory))
    return directory


def test_an_approved_plan_is_applied_without_a_question_and_once(diary: RunningMesh, approved: Path) -> None:
    assert "in 1 stack" in (approved / "plan.md").read_text()
    diary.meshctl("apply", str(approved))
    assert diary.answer("plan", "--stage", STAGE, "--exit-code")["changes"] == []
    again = diary.meshctl("apply", str(approved), code=1)
    assert "the approved plan no longer holds: somebody has applied since" in again.stderr


def test_of_whoever_was_killed_on_this_machine_elsewhere_it_is_told_how_to_unlock(
    diary: RunningMesh, rerun: Rerun
) -> None:
    """In another checkout, so that this one knows nothing of it; its own sign of life is no sign of that one's."""
    state = next(key for key in diary.kept() if key.endswith("system-desk.tfstate"))
    lock = {"Bucket": diary.bucket, "Key": f"{state}.tflock"}
    left = {"ID": "0a1b", "Operation": "OperationTypeApply", "Who": this_user(), "Created": "2026-11-26T12:00:00Z"}
    diary.aws("s3").put_object(**lock, Body=json.dumps(left).encode())
    refused = diary.meshctl(*APPLY, "--refresh", code=1)
    diary.aws("s3").delete_object(**lock)
    assert f"is held by terraform apply of {this_user()}" in refused.stderr
    assert "only where nobody is at work: meshctl unlock" in refused.stderr


def test_nothing_is_held_and_nothing_is_left_to_do(diary: RunningMesh, rerun: Rerun) -> None:
    assert rerun.locks == frozenset()
    assert diary.answer("plan", "--stage", STAGE, "--refresh", "--exit-code")["changes"] == []


def test_what_went_before_terraform_was_killed_is_not_left_in_the_bucket(diary: RunningMesh, approved: Path) -> None:
    """The bucket is as it is then: everything has been deleted, and no state says so yet."""
    s3, place = diary.aws("s3"), {"Bucket": diary.bucket}
    kept = {key: s3.get_object(**place, Key=key)["Body"].read() for key in diary.kept()}
    diary.meshctl(*DESTROY)
    for key, content in kept.items():
        s3.put_object(**place, Key=key, Body=content)
    diary.meshctl(*DESTROY)
    assert diary.kept() == []
