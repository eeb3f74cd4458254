"""The interpreter of workflows by itself, loaded in a process of its own."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.local

LOADED = """
import sys
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.workflows.loading import load_interpreter
load_interpreter("http://127.0.0.1:1", Clock(1))
print([name for name in ("moto.batch", "moto.ec2") if name in sys.modules])
import moto.batch.utils
print(moto.batch.utils.JobStatus.RUNNING.value)
"""


def test_the_interpreter_brings_no_ec2_along_and_leaves_batch_as_it_is() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "RUNNING"]


ENDED = """
from types import SimpleNamespace
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.workflows.loading import load_interpreter
interpreter = load_interpreter("http://127.0.0.1:1", Clock(1))
from moto.stepfunctions.parser.asl.eval.program_state import ProgramEnded
execution = object.__new__(interpreter.WorkflowExecution)
execution.exec_status, execution.error, execution.cause = SimpleNamespace(value="RUNNING"), None, None
states = SimpleNamespace(get_input=lambda: f"the output of what is {execution.status}")
execution.exec_worker = SimpleNamespace(env=SimpleNamespace(program_state=ProgramEnded, states=states))
execution._get_start_execution_worker_comm().terminated()
print(execution.status, execution.output, sep=", ")
"""


def test_an_execution_that_has_ended_has_its_output() -> None:
    done = subprocess.run([sys.executable, "-c", ENDED], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["SUCCEEDED, the output of what is RUNNING"]


KNOWN = """
from types import SimpleNamespace
from meshctl.adapters.local_aws.clock import Clock
from meshctl.adapters.local_aws.workflows.loading import load_interpreter
interpreter = load_interpreter("http://127.0.0.1:1", Clock(1))
given = ("one", "STANDARD", "role", "arn", "1" * 12, "eu-west-1", SimpleNamespace(arn="arn"), None, None, {}, "{}")
execution = interpreter.WorkflowExecution(*given)
print(execution.status, execution.to_history_output()["events"])
"""


def test_an_execution_that_no_thread_has_begun_with_runs_and_has_no_history() -> None:
    done = subprocess.run([sys.executable, "-c", KNOWN], capture_output=True, text=True, check=True)
    assert done.stdout == "RUNNING []\n"
