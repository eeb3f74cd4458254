"""Tasks that move messages out of a dead-letter queue: each queue has one at a time, and remembers the last ten.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
"""

import base64
import json
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

RUNNING, COMPLETED, CANCELLED, FAILED = "RUNNING", "COMPLETED", "CANCELLED", "FAILED"
REMEMBERED = 10
NO_HANDLE = "no handle of a task"
AT_ONCE = 500
"""Messages that a task moves in a second if nobody says how many: the most that may be said."""


class UndeliverableMessage(Exception):
    """A message cannot go where it should: why, by SQS's name of that."""


@dataclass
class MoveTask:
    """Moves what lies in a queue when it starts; to where it came from where no destination is said."""

    source_arn: str
    destination_arn: str | None
    a_second: int | None
    started: int
    """Milliseconds of AWS's time."""
    to_move: int
    id: str = field(default_factory=lambda: str(uuid4()))
    moved: int = 0
    status: str = RUNNING
    failure: str | None = None

    @property
    def handle(self) -> str:
        """What names the task to who wants to cancel it."""
        return base64.b64encode(json.dumps({"taskId": self.id, "sourceArn": self.source_arn}).encode()).decode()

    def told(self) -> Mapping[str, Any]:
        """The task as a list of tasks tells it."""
        said = {
            "TaskHandle": self.handle if self.status == RUNNING else None,
            "Status": self.status,
            "SourceArn": self.source_arn,
            "DestinationArn": self.destination_arn,
            "MaxNumberOfMessagesPerSecond": self.a_second,
            "ApproximateNumberOfMessagesMoved": self.moved,
            "ApproximateNumberOfMessagesToMove": self.to_move,
            "FailureReason": self.failure,
            "StartedTimestamp": self.started,
        }
        return {name: value for name, value in said.items() if value is not None}


def read_handle(handle: str) -> tuple[str, str]:
    """Give a task's id and its queue's ARN. Raises `ValueError` for a handle that is none."""
    match _json_in(handle):
        case {"taskId": str(task_id), "sourceArn": str(source_arn)}:
            return task_id, source_arn
    raise ValueError(NO_HANDLE)


def _json_in(handle: str) -> Any:
    try:
        return json.loads(base64.b64decode(handle, validate=True))
    except (ValueError, RecursionError) as problem:
        raise ValueError(NO_HANDLE) from problem


class MoveTasks:
    """All tasks, by the ARN of their queue. `move_one` moves one message, or says that there is none; `in_a_second` has a job
    done then."""

    def __init__(self, move_one: Callable[[MoveTask], bool], in_a_second: Callable[[Callable[[], None]], None]) -> None:
        self._move_one, self._in_a_second = move_one, in_a_second
        self._tasks: defaultdict[str, list[MoveTask]] = defaultdict(list)
        self._one_at_a_time = threading.Lock()

    def of(self, source_arn: str) -> tuple[MoveTask, ...]:
        """The tasks of a queue, the latest first."""
        return tuple(reversed(self._tasks.get(source_arn, ())))

    def begin(self, task: MoveTask) -> bool:
        """Begin a task, unless its queue has one that runs."""
        with self._one_at_a_time:
            tasks = self._tasks[task.source_arn]
            if any(one.status == RUNNING for one in tasks):
                return False
            self._tasks[task.source_arn] = [*tasks, task][-REMEMBERED:]
        self._go_on(task)
        return True

    def cancel(self, task: MoveTask) -> bool:
        """Let a task move nothing more, if it runs."""
        with self._one_at_a_time:
            was_running = task.status == RUNNING
            task.status = CANCELLED if was_running else task.status
        return was_running

    def _go_on(self, task: MoveTask) -> None:
        for _ in range(task.a_second or AT_ONCE):
            if not self._moves_one(task):
                return
        self._in_a_second(lambda: self._go_on(task))

    def _moves_one(self, task: MoveTask) -> bool:
        with self._one_at_a_time:
            if task.status != RUNNING:
                return False
            try:
                moved = task.moved < task.to_move and self._move_one(task)
            except UndeliverableMessage as reason:
                task.status, task.failure = FAILED, str(reason)
                return False
            task.moved += moved
            task.status = RUNNING if moved and task.moved < task.to_move else COMPLETED
            return task.status == RUNNING
