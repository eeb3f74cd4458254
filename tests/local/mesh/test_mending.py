"""The story of an apply that fails half-way, is mended, is interrupted, carries on, and meets another one.

Each chapter is a fixture that needs the one before and writes down what was there then; the tests only read.
"""

import re
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from subprocess import CompletedProcess

import pytest

from .catalogues import DRAFTS, edited
from .running_mesh import STAGE, RunningMesh, finished, shown, wait_for

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.campaign, pytest.mark.xdist_group("mending")]
APPLY = ("apply", "--stage", STAGE, "--yes")
DEAD = "gazette_local_desk_reader_inbox_queue_dead"


@dataclass(frozen=True)
class Chapter:
    """What a command said, and what was there right after it."""

    done: CompletedProcess[str]
    queues: frozenset[str]
    rules: int
    in_state: Mapping[str, int]
    locks: frozenset[str]
    processes: tuple[int, ...]


def chapter(mesh: RunningMesh, done: CompletedProcess[str]) -> Chapter:
    processes = tuple(mesh.terraform_processes())
    bus = f"gazette_{STAGE}_hub"
    rules = mesh.aws("events", "hub").list_rules(EventBusName=bus)["Rules"]
    own = [rule for rule in rules if "ManagedBy" not in rule and "Archive" not in rule["Name"]]
    queues = frozenset(mesh.queues("press") | mesh.queues("desk"))
    return Chapter(done, queues, len(own), mesh.in_state(), frozenset(mesh.locks()), processes)


@pytest.fixture(scope="session")
def failed(gazette: RunningMesh) -> Chapter:
    """Somebody has made a queue by hand that has the name of one of the catalogue."""
    gazette.aws("sqs", "desk").create_queue(QueueName=DEAD, Attributes={"DelaySeconds": "7"})
    return chapter(gazette, gazette.meshctl(*APPLY, code=1))


def test_a_plan_says_who_now_receives_what_before_it_lists_resources(failed: Chapter) -> None:
    said = failed.done.stdout
    assert said.startswith("What changes in local:\n  desk/reader now receives press/Printed: 6 to add in 2 stacks\n")
    assert said.index("press/editor now receives press/Drafted") < said.index("    + module.")


def test_the_siblings_of_a_failed_stack_finish(failed: Chapter) -> None:
    assert "gazette_local_press_editor_drafted_dead" in failed.queues
    assert re.search(r"^  done +system-press$", failed.done.stderr, re.MULTILINE)
    assert failed.done.stderr.index("failed to create") < failed.done.stderr.index("system-press         applied")


def test_what_depends_on_a_failed_stack_is_not_tried(failed: Chapter) -> None:
    assert failed.rules == 0
    assert "routes" not in failed.in_state
    assert re.search(r"^  waiting +routes: not tried", failed.done.stderr, re.MULTILINE)


def test_the_summary_names_the_failed_stack_the_cause_and_the_way_out(failed: Chapter) -> None:
    summary = failed.done.stderr[failed.done.stderr.index("  done ") :]
    assert re.search(rf"^  failed +system-desk: .*{DEAD}", summary, re.MULTILINE)
    assert "error: 1 stack failed: system-desk\n  = help: mend what is said above and run the same command" in summary


@pytest.fixture(scope="session")
def interrupted(gazette: RunningMesh, failed: Chapter) -> Chapter:
    """Mended and run again, but somebody presses Ctrl-C while the first queue of the desk is being made."""
    sqs = gazette.aws("sqs", "desk")
    sqs.delete_queue(QueueUrl=sqs.get_queue_url(QueueName=DEAD)["QueueUrl"])
    applying = gazette.begin(*APPLY)
    wait_for(lambda: DEAD in gazette.queues("desk"), lambda: "the queue is not there yet", 240)
    applying.send_signal(signal.SIGINT)
    return chapter(gazette, finished(applying))


def test_an_interrupted_apply_says_that_it_can_carry_on(interrupted: Chapter) -> None:
    assert interrupted.done.returncode in (1, 130)
    assert "stopping: waiting for Terraform" in interrupted.done.stderr
    assert "error: interrupted: Terraform has stopped cleanly" in interrupted.done.stderr
    assert "= help: run the same command again to carry on" in interrupted.done.stderr
    assert "Traceback" not in interrupted.done.stderr


def test_an_interrupted_apply_leaves_no_terraform_and_no_lock(interrupted: Chapter) -> None:
    assert interrupted.processes == ()
    assert interrupted.locks == frozenset()


def test_an_interrupted_apply_starts_nothing_more(interrupted: Chapter) -> None:
    assert "gazette_local_desk_reader_inbox_queue" not in interrupted.queues
    assert interrupted.rules == 0


@pytest.fixture(scope="session")
def completed(gazette: RunningMesh, interrupted: Chapter) -> Chapter:
    """The same command again."""
    return chapter(gazette, gazette.meshctl(*APPLY))


def test_the_next_apply_carries_on_where_the_interrupted_one_stopped(completed: Chapter) -> None:
    added = re.findall(r"^    \+ (\S+)$", completed.done.stdout, re.MULTILINE)
    assert 'module.queue["reader/inbox"].aws_sqs_queue.queue' in added
    assert 'module.queue_dead_letters["reader/inbox"].aws_sqs_queue.dead_letters' not in added
    # Terraform taints what it was making when it was stopped; that alone is made anew.
    touched = re.findall(r"^    [-±~] (\S+)$", completed.done.stdout, re.MULTILINE)
    assert set(touched) <= {'module.queue_dead_letters["reader/inbox"].aws_sqs_queue.dead_letters'}


def test_the_next_apply_leaves_nothing_undone(completed: Chapter) -> None:
    assert "gazette_local_desk_reader_inbox_queue" in completed.queues
    assert completed.rules == 1


@pytest.fixture(scope="session")
def at_once(gazette: RunningMesh, completed: Chapter) -> tuple[CompletedProcess[str], CompletedProcess[str]]:
    """Two people apply the same change at the same time: a longer archive, and one subscription less."""
    edited(gazette.catalogue, "mesh.yaml", "keep: 30d", "keep: 31d")
    edited(gazette.catalogue, "press/editor.yaml", DRAFTS, "")
    first, second = gazette.begin(*APPLY), gazette.begin(*APPLY)
    return finished(first), finished(second)


Pair = tuple[CompletedProcess[str], CompletedProcess[str]]


def test_of_two_applies_at_once_one_succeeds(at_once: Pair) -> None:
    assert 0 in {one.returncode for one in at_once}, "\n".join(map(shown, at_once))


def test_of_two_applies_at_once_the_other_says_that_somebody_is_at_work(at_once: Pair) -> None:
    for one in at_once:
        assert one.returncode == 0 or "another meshctl" in one.stderr, shown(one)
        assert "Traceback" not in one.stderr


def test_after_two_applies_at_once_nothing_is_broken(gazette: RunningMesh, at_once: Pair) -> None:
    assert gazette.locks() == set()
    gazette.meshctl(*APPLY)
    assert gazette.answer("plan", "--stage", STAGE, "--refresh", "--exit-code")["changes"] == []
    assert "gazette_local_press_editor_drafted_dead" in gazette.queues(
        "press"
    )  # retired: something may be on its way to it
