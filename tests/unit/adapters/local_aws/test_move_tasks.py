"""A task moves so many messages in a second, and one task at a time moves those of a queue."""

from base64 import b64encode
from collections.abc import Callable

import pytest

from meshctl.adapters.local_aws.queues.move_tasks import (
    CANCELLED,
    COMPLETED,
    FAILED,
    REMEMBERED,
    RUNNING,
    MoveTask,
    MoveTasks,
    UndeliverableMessage,
    read_handle,
)

ARN = "arn:aws:sqs:eu-west-1:111111111111:dead"


class Dead:
    """A queue of dead letters, whose seconds pass when a test says so."""

    def __init__(self, count: int) -> None:
        self.left, self.next, self.refuses = count, list[Callable[[], None]](), ""
        self.tasks = MoveTasks(self._move_one, self.next.append)

    def _move_one(self, _: MoveTask) -> bool:
        if self.refuses:
            raise UndeliverableMessage(self.refuses)
        self.left -= 1
        return self.left >= 0

    def task(self, a_second: int | None = None) -> MoveTask:
        return MoveTask(ARN, None, a_second, 0, self.left)

    def begun(self, a_second: int | None = None) -> MoveTask:
        task = self.task(a_second)
        assert self.tasks.begin(task)
        return task

    def a_second_passes(self) -> None:
        self.next.pop()()


def test_so_many_messages_move_in_a_second() -> None:
    dead = Dead(5)
    task = dead.begun(2)
    seconds = [(task.moved, task.status)]
    while dead.next:
        dead.a_second_passes()
        seconds.append((task.moved, task.status))
    assert seconds == [(2, RUNNING), (4, RUNNING), (5, COMPLETED)]


def test_what_comes_later_stays() -> None:
    dead = Dead(2)
    task = dead.begun(1)
    dead.left += 3
    dead.a_second_passes()
    assert (task.status, task.moved, dead.left, dead.next) == (COMPLETED, 2, 3, [])


def test_what_somebody_else_has_received_is_not_waited_for() -> None:
    dead = Dead(3)
    task = dead.begun(1)
    dead.left = 0
    dead.a_second_passes()
    assert (task.status, task.moved, task.to_move) == (COMPLETED, 1, 3)


def test_a_queue_has_one_task_that_runs() -> None:
    dead = Dead(3)
    task = dead.begun(1)
    assert not dead.tasks.begin(dead.task())
    assert dead.tasks.of(ARN) == (task,)


def test_a_cancelled_task_moves_nothing_more_and_lets_another_begin() -> None:
    dead = Dead(3)
    task = dead.begun(1)
    assert dead.tasks.cancel(task)
    dead.a_second_passes()
    assert (task.status, task.moved, dead.left) == (CANCELLED, 1, 2)
    assert not dead.tasks.cancel(task)
    assert dead.begun().status == COMPLETED


def test_a_task_that_cannot_go_on_says_why() -> None:
    dead = Dead(3)
    task, dead.refuses = dead.begun(1), "no queue"
    dead.a_second_passes()
    assert (task.status, task.told()["FailureReason"], dead.left) == (FAILED, "no queue", 2)


def test_only_a_task_that_runs_has_a_handle_to_tell() -> None:
    dead = Dead(2)
    task = dead.begun(1)
    assert read_handle(task.told()["TaskHandle"]) == (task.id, ARN)
    dead.a_second_passes()
    assert "TaskHandle" not in task.told()


def test_the_last_tasks_are_remembered_the_latest_first() -> None:
    dead = Dead(0)
    tasks = [dead.begun() for _ in range(REMEMBERED + 2)]
    assert dead.tasks.of(ARN) == tuple(reversed(tasks[2:]))


@pytest.mark.parametrize(
    "handle", ["", "foobared", "e30=", "W10=", "é", "bnVsbA==", b64encode(b"[" * 100_000).decode()]
)
def test_what_is_no_handle_is_refused(handle: str) -> None:
    with pytest.raises(ValueError, match="no handle of a task"):
        read_handle(handle)
