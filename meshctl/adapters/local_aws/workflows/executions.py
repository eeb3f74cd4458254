"""Executions of workflows: begun for whoever starts one, with the role that the workflow has, and journaled."""

import copy
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from moto.stepfunctions.exceptions import InvalidExecutionInput
from moto.stepfunctions.models import stepfunctions_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.event_bridge.events import BusEvent
from meshctl.adapters.local_aws.journal import Journal, Marks
from meshctl.adapters.local_aws.workflows.execution_facts import source_of
from meshctl.adapters.local_aws.workflows.loading import load_interpreter
from meshctl.adapters.local_aws.workflows.refusals import fault_of_json
from meshctl.adapters.local_aws.workflows.status_events import tell_status

KEPT = 1000
"""Executions of one workflow; they live in memory with all that they were given."""


@dataclass(frozen=True)
class Executions:
    """Starts executions. The interpreter is loaded for the first one; `receive` takes what a default bus is told of them."""

    endpoint: str
    clock: Clock
    journal: Journal
    receive: Callable[[BusEvent], None]
    _loading: threading.Lock = field(default_factory=threading.Lock)
    _loaded: list[Any] = field(default_factory=list)

    def start(self, machine: Any, name: str | None, text: str, marks: Marks) -> Any:
        """Begin an execution in the background; the one that runs already where name and input are the same.

        Raises moto's `InvalidExecutionInput` and `ExecutionAlreadyExists`.
        """
        check_input(text)
        name = name or str(uuid.uuid4())
        if machine.sm_type == "STANDARD" and (same := source_of(machine)._handle_name_input_idempotency(name, text)):
            return same
        execution = self._made(machine, name, text)
        if machine.sm_type == "STANDARD":
            kept = source_of(machine).executions
            kept.append(execution)
            del kept[:-KEPT]
        execution.begin(*self._followed(execution, machine, marks))
        return execution

    def run(self, machine: Any, name: str | None, text: str, marks: Marks) -> Any:
        """Run an execution to its end."""
        check_input(text)
        execution = self._made(machine, name or str(uuid.uuid4()), text)
        execution.run(*self._followed(execution, machine, marks))
        return execution

    def _made(self, machine: Any, name: str, text: str) -> Any:
        account, region = Arn.parse(machine.arn).account, Arn.parse(machine.arn).region
        kind, more = ("execution", "") if machine.sm_type == "STANDARD" else ("express", f":{uuid.uuid4()}")
        arn = f"arn:aws:states:{region}:{account}:{kind}:{machine.name}:{name}{more}"
        interpreter = self._interpreter()
        return interpreter.WorkflowExecution(
            name=name,
            sm_type=machine.sm_type,
            role_arn=machine.roleArn,
            exec_arn=arn,
            account_id=account,
            region_name=region,
            state_machine=copy.copy(machine),
            start_date=datetime.now(UTC),
            cloud_watch_logging_session=interpreter.log_of(arn, machine),
            activity_store=stepfunctions_backends[account][region].activities,
            input_data=text,
        )

    def _interpreter(self) -> Any:
        with self._loading:
            if not self._loaded:
                self._loaded.append(load_interpreter(self.endpoint, self.clock))
            return self._loaded[0]

    def _followed(self, execution: Any, machine: Any, marks: Marks) -> tuple[Callable[..., None], Callable[[], None]]:
        """What writes down each state that is entered, and the end."""
        facts = {"workflow": machine.arn, "execution": execution.name}

        def told(kind: str, details: dict[str, Any]) -> None:
            if kind.endswith("StateEntered"):
                state = details["stateEnteredEventDetails"]["name"]
                self.journal.write("state-entered", marks, execution.account_id, **facts, state=state)

        def ended() -> None:
            error = execution.error or (None if execution.status == "SUCCEEDED" else execution.status)
            kind = "workflow-failed" if error else "workflow-succeeded"
            self.journal.write(kind, marks, execution.account_id, **facts, error=error)
            self._tell_status(execution, execution.status)

        self.journal.write("workflow-started", marks, execution.account_id, **facts)
        self._tell_status(execution, "RUNNING")
        return told, ended

    def _tell_status(self, execution: Any, status: str) -> None:
        """An express workflow tells no bus of its executions."""
        if execution.sm_type == "STANDARD":
            tell_status(execution, status, self.receive)


def check_input(text: str) -> None:
    """Raise Step Functions' refusal of an input that is not JSON, in its words as far as they are known."""
    if (fault := fault_of_json(text)) is not None:
        raise InvalidExecutionInput(f"Invalid State Machine Execution Input: '{fault or 'Invalid execution input.'}'")
