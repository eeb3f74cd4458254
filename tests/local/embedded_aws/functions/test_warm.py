"""A function stays for its next event, as AWS keeps it: what it remembers stays until it changes or fails to answer."""

import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from ..accounts import Account, eventually, package

pytestmark = pytest.mark.local

COUNTS = """
import os, time
seen = []
def handle(event, context):
    seen.append(event)
    if event == "sleep":
        time.sleep(60)
    if event == "die":
        os._exit(1)
    return [os.getpid(), len(seen), os.environ.get("ROUND")]
"""
LEAVES_A_THREAD = """
import threading, time
beats = []
def beat():
    while True:
        beats.append(time.monotonic())
        time.sleep(0.01)
def handle(event, context):
    if not beats:
        threading.Thread(target=beat, daemon=True).start()
    return len(beats)
"""
WAITS = """
import sys, time
from pathlib import Path
from meshctl.adapters.local_aws.functions.process import Command, FunctionProcess
from meshctl.adapters.local_aws.functions.process_groups import ProcessGroups
root = Path(sys.argv[1])
variables = {"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128", "LAMBDA_TASK_ROOT": str(root), "_HANDLER": "app.handle"}
function = FunctionProcess(Command(variables, root), root, ProcessGroups())
assert function.answer(10) == {"loaded": True}
function.freeze()
print(function._process.pid, flush=True)
time.sleep(60)
"""


def test_what_a_function_remembers_stays(orders: Account) -> None:
    arn = orders.function(COUNTS)
    (process, first, _), _ = orders.invoke(arn)
    (same, second, _), _ = orders.invoke(arn)
    assert (process, first, second) == (same, 1, 2)


def test_new_code_and_a_new_configuration_begin_anew(orders: Account) -> None:
    arn = orders.function(COUNTS)
    orders.invoke(arn)
    orders.functions.update_function_configuration(FunctionName=arn, Environment={"Variables": {"ROUND": "2"}})
    assert orders.invoke(arn)[0][1:] == [1, "2"]
    orders.functions.update_function_code(FunctionName=arn, ZipFile=package({"app.py": COUNTS + "\n"}))
    assert orders.invoke(arn)[0][1:] == [1, "2"]


@pytest.mark.parametrize("event", ["sleep", "die"])
def test_a_function_that_did_not_answer_begins_anew(orders: Account, event: str) -> None:
    arn = orders.function(COUNTS, timeout=3 if event == "sleep" else 30)
    (process, _, _), _ = orders.invoke(arn)
    assert orders.invoke(arn, event)[1] == "Unhandled"
    (other, count, _), _ = orders.invoke(arn)
    assert (other != process, count) == (True, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="functions are frozen where the kernel ends what is left of them")
def test_nothing_of_a_function_goes_on_between_two_events(orders: Account) -> None:
    arn = orders.function(LEAVES_A_THREAD)
    orders.invoke(arn)
    time.sleep(0.5)
    assert orders.invoke(arn)[0] < 20


@pytest.mark.skipif(sys.platform != "linux", reason="functions are frozen where the kernel ends what is left of them")
def test_a_function_that_waits_ends_with_whoever_started_it(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("def handle(event, context): pass")
    starter = subprocess.Popen([sys.executable, "-c", WAITS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert starter.stdout
    waiting = int(starter.stdout.readline())
    starter.kill()
    starter.wait()
    starter.stdout.close()
    assert eventually(lambda: _is_gone(waiting))


def _is_gone(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True
