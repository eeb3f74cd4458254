"""What becomes of an execution that a task waits for: it is stopped when the task is, as the execution's role. Changes moto's class.

A task is cut short when its execution is, when its time is over, and when something beside it fails. moto lets go what it
has started.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_sfn import (
    StateTaskServiceSfn,
)
from moto.stepfunctions.parser.asl.utils import boto_client


def install() -> None:
    """Have tasks stop what they wait for, in this process and for good."""
    for name in ("_build_sync_resolver", "_build_sync2_resolver"):
        setattr(StateTaskServiceSfn, name, _stoppable(getattr(StateTaskServiceSfn, name)))
    StateTaskServiceSfn._eval_sync = _or_stopped(StateTaskServiceSfn._eval_sync)


class _Nested:
    """An execution that a task waits for."""

    def __init__(self, ask: Callable[[], Any], client: Any, arn: str) -> None:
        self._ask, self._client, self._arn = ask, client, arn

    def __call__(self) -> Any:
        """Give what it has come to; nothing as long as it runs."""
        return self._ask()

    def stop(self) -> None:
        """Stop it; what AWS cannot stop runs on as well."""
        with suppress(ClientError, BotoCoreError):
            self._client.stop_execution(executionArn=self._arn)


def _stoppable(stock: Any) -> Any:
    def build(task: Any, env: Any, **asked: Any) -> _Nested:
        arn, role = env.stack[-1]["ExecutionArn"], asked["state_credentials"]
        client = boto_client.boto_client_for(asked["resource_runtime_part"].region, "stepfunctions", role)
        return _Nested(stock(task, env, **asked), client, arn)

    return build


def _or_stopped(stock: Any) -> Any:
    def evaluate(task: Any, env: Any, sync_resolver: _Nested, **more: Any) -> Any:
        outcome = stock(task, env=env, sync_resolver=sync_resolver, **more)
        if not env.is_running():  # the task has been cut short
            sync_resolver.stop()
        return outcome

    return evaluate
