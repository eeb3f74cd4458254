"""Activities: tasks of workflows that wait until a worker asks for one. Changes moto's classes.

https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
"""

from collections import deque
from typing import Any

from moto.core.responses import ActionResult
from moto.stepfunctions.exceptions import ActivityAlreadyExists, ActivityDoesNotExist
from moto.stepfunctions.models import Activity, StepFunctionBackend
from moto.stepfunctions.responses import StepFunctionResponse

from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.workflows.calls.callback_api import find_waiting, is_over
from meshctl.adapters.local_aws.workflows.calls.paging import page

POLL_SECONDS = 60
"""So long AWS keeps a worker waiting for a task. It is not shortened, as no call is that waits for an answer."""
OWN_KEY = {"type": "AWS_OWNED_KEY"}


class TaskQueue(Activity):  # type: ignore[misc]  # moto is not typed
    """An activity and the tasks that nobody has asked for yet, the oldest first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tasks: deque[Any] = deque()

    def add_task(self, task: Any) -> None:
        """Take a task in. The interpreter calls it, with moto's task."""
        self.tasks.append(task)


def install(clock: Clock) -> None:
    """Have activities made, told and worked at as with Step Functions, in this process and for good."""
    StepFunctionBackend.create_activity = _create(StepFunctionBackend.create_activity)
    StepFunctionBackend.describe_activity = _describe(StepFunctionBackend.describe_activity)
    StepFunctionResponse.list_activities = _list
    StepFunctionResponse.get_activity_task = _get_task(clock)


def _create(stock: Any) -> Any:
    def create_activity(backend: Any, name: str, tags: Any = None, encryption_configuration: Any = None) -> Any:
        """One that is there with the same key is made again."""
        key = encryption_configuration or OWN_KEY
        try:
            made = stock(backend, name, tags, encryption_configuration)
        except ActivityAlreadyExists as refusal:
            there = next(one for one in backend.activities.values() if one.name == name)
            if there.encryption_configuration != key:
                raise refusal from None
            return there
        backend.activities[made.arn] = TaskQueue(made.arn, made.name, key)
        return backend.activities[made.arn]

    return create_activity


def _describe(stock: Any) -> Any:
    def describe_activity(backend: Any, arn: str) -> Any:
        try:
            return stock(backend, arn)
        except ActivityDoesNotExist:
            raise ActivityDoesNotExist(f"Activity Does Not Exist: '{arn}'") from None

    return describe_activity


def _list(response: Any) -> ActionResult:
    """The oldest first."""
    activities = sorted(response.stepfunction_backend.activities.values(), key=lambda one: one.creation_date)
    found, token = page(response, activities)
    told = [{"activityArn": one.arn, "name": one.name, "creationDate": one.creation_date} for one in found]
    return ActionResult({"activities": told, "nextToken": token})


def _get_task(clock: Clock) -> Any:
    def get_activity_task(response: Any) -> ActionResult:
        """The oldest task whose execution still waits, or nothing after a while."""
        backend = response.stepfunction_backend
        tasks = backend.describe_activity(response._get_param("activityArn")).tasks
        given = list[tuple[Any, Any]]()
        clock.sleep(clock.lengthen(POLL_SECONDS), lambda: _give(backend, tasks, given))
        for task, waiting in given:
            waiting.notify_activity_task_start(response._get_param("workerName"))
            return ActionResult({"taskToken": task.task_token, "input": task.task_input})
        return ActionResult({})

    return get_activity_task


def _give(backend: Any, tasks: deque[Any], given: list[tuple[Any, Any]]) -> bool:
    """Give the oldest task that somebody still waits for, with what waits, and forget those before it; says whether one is given."""
    while not given and (task := _next(tasks)):
        waiting = find_waiting(backend, task.task_token)
        if waiting is not None and not is_over(waiting):
            given.append((task, waiting))
    return bool(given)


def _next(tasks: deque[Any]) -> Any | None:
    """Many workers may ask at once."""
    try:
        return tasks.popleft()
    except IndexError:
        return None
