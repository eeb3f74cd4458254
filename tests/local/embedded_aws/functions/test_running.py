"""Functions really run: as their own role, in their own account, within their time, and in nobody else's directory."""

import base64
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ..accounts import Account, eventually, package, runs

pytestmark = pytest.mark.local

WHO = """
import boto3
def handle(event, context):
    return boto3.client("sts").get_caller_identity()["Account"]
"""
SEEN = """
import os
def handle(event, context):
    return dict(os.environ)
"""
SLOW = """
import subprocess, time
def handle(event, context):
    subprocess.Popen(["sleep", event])
    time.sleep(3600)
"""


THREADED = """
import boto3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
def handle(event, context):
    sts = boto3.client("sts")
    with ThreadPoolExecutor(20) as pool:
        return list(pool.map(lambda _: sts.get_caller_identity()["Account"], range(20)))
"""


def test_a_function_calls_aws_in_its_own_account(payments: Account) -> None:
    assert payments.invoke(payments.function(WHO)) == (payments.number, None)


def test_a_function_sees_its_own_environment_and_nothing_of_ours(orders: Account) -> None:
    seen, _ = orders.invoke(orders.function(SEEN, Environment={"Variables": {"TABLE": "orders"}}))
    assert (seen["TABLE"], seen["AWS_REGION"]) == ("orders", "eu-central-1")
    assert seen["AWS_ENDPOINT_URL"] == orders.endpoint
    assert seen["PATH"] == "/usr/local/bin:/usr/bin:/bin"
    assert seen["AWS_CONFIG_FILE"] == seen["AWS_SHARED_CREDENTIALS_FILE"] == "/dev/null"  # else boto3 reads a person's
    assert {name for name in seen if not name.startswith(("AWS_", "LAMBDA_", "LC_"))} == {
        "TABLE",
        "PATH",
        "LANG",
        "TZ",
        "_HANDLER",
        "_X_AMZN_TRACE_ID",
    }


def test_an_error_is_told_as_lambda_tells_it(orders: Account, told: Any) -> None:
    answer, error = orders.invoke(
        orders.function("def handle(event, context): raise ValueError(event['secret'])"), {"secret": "s3"}
    )
    assert error == "Unhandled"
    assert (answer["errorType"], answer["errorMessage"]) == ("ValueError", "s3")
    (line,) = told("invoked")
    assert (line["outcome"], line["error"]) == ("failed", "ValueError")


def test_a_function_that_dies_is_told_apart(orders: Account) -> None:
    answer, _ = orders.invoke(orders.function("import os\ndef handle(event, context): os._exit(3)"))
    assert answer["errorType"] == "Runtime.ExitError"
    assert "exit status 3" in answer["errorMessage"]


def test_a_function_is_ended_at_its_time_limit_with_all_it_started(orders: Account, told: Any) -> None:
    left_behind = str(600 + random.random())  # noqa: S311 - tells it from every other process
    answer, error = orders.invoke(orders.function(SLOW, timeout=1), left_behind)
    assert error == "Unhandled"
    assert "Task timed out after 1.00 seconds" in answer["errorMessage"]
    assert told("invoked")[0]["outcome"] == "timed-out"
    assert eventually(lambda: not runs(left_behind))


ESCAPED = """
import os, subprocess, time
def handle(event, context):
    for number in event["seconds"][:-1]:
        subprocess.Popen(["sleep", number], start_new_session=True, env={}, stdin=-3, stdout=-3, stderr=-3, close_fds=True)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execve("/bin/sleep", ["sleep", event["seconds"][-1]], {})
        os._exit(0)
    os.wait()
    if event["then"] == "die":
        os._exit(3)
    while event["then"] == "wait" and not os.path.exists(event.get("until", "")):
        time.sleep(0.05)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are taken as Linux does it")
@pytest.mark.parametrize("then", ["return", "die", "wait"])
def test_what_a_function_started_ends_with_it_wherever_it_has_gone(orders: Account, then: str) -> None:
    seconds = [str(600 + random.random()) for _ in range(3)]  # noqa: S311 - tells them from every other process
    orders.invoke(orders.function(ESCAPED, timeout=5), {"seconds": seconds, "then": then})
    assert [one for one in seconds if runs(one)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="orphans are taken as Linux does it")
def test_what_runs_of_another_function_meanwhile_goes_on(orders: Account, payments: Account, tmp_path: Path) -> None:
    seconds = [str(600 + random.random()) for _ in range(3)]  # noqa: S311 - tells them from every other process
    patient, seen = payments.function(ESCAPED, timeout=120), tmp_path / "seen"
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(payments.invoke, patient, {"seconds": seconds, "then": "wait", "until": str(seen)})
        assert eventually(lambda: all(runs(one) for one in seconds))
        orders.invoke(orders.function("def handle(event, context): return 1"))
        assert [one for one in seconds if not runs(one)] == []
        seen.touch()
        assert waiting.result() == (None, None)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
@pytest.mark.parametrize(("megabytes", "fits"), [(64, True), (300, False)])
def test_a_function_has_the_memory_that_it_says(orders: Account, megabytes: int, fits: bool) -> None:
    code = f"def handle(event, context): return len(bytearray({megabytes} * 1024 * 1024))"
    answer, _ = orders.invoke(orders.function(code, MemorySize=128))
    assert answer == megabytes * 1024 * 1024 if fits else answer["errorType"] == "MemoryError"


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited as Linux does it")
def test_a_client_of_aws_and_many_threads_fit_into_the_least_memory(orders: Account) -> None:
    arn = orders.function(THREADED, timeout=20, MemorySize=128)
    assert orders.invoke(arn) == ([orders.number] * 20, None)


def test_a_handler_that_leaves_a_thread_behind_has_answered(orders: Account) -> None:
    code = "import threading, time\ndef handle(event, context):\n threading.Thread(target=time.sleep, args=(3600,)).start()\n return 1"
    assert orders.invoke(orders.function(code)) == (1, None)


def test_what_a_function_prints_is_kept_and_its_tail_is_answered(aws: Any, orders: Account) -> None:
    arn = orders.function("def handle(event, context): print('hello from', context.function_name)")
    answer = orders.functions.invoke(FunctionName=arn, LogType="Tail")
    wanted = f"hello from {orders.prefix}_function\n"
    assert wanted in base64.b64decode(answer["LogResult"]).decode()
    assert (aws.home / "logs" / f"{orders.number}.{orders.prefix}_function.log").read_text() == wanted


@pytest.mark.parametrize("member", ["../outside.py", "/outside.py"])
def test_a_package_that_reaches_outside_is_refused(aws: Any, orders: Account, member: str) -> None:
    arn = orders.function("def handle(event, context): return 1")
    bad = package({"app.py": f"# {orders.prefix}", member: "x"})
    orders.functions.update_function_code(FunctionName=arn, ZipFile=bad)
    answer, _ = orders.invoke(arn)
    assert answer["errorType"] == "Runtime.BadPackage"
    assert not list(aws.home.parent.rglob("outside.py"))


def test_new_code_runs_at_once(orders: Account) -> None:
    arn = orders.function("def handle(event, context): return 'old'")
    assert orders.invoke(arn) == ("old", None)
    new = package({"app.py": "def handle(event, context): return 'new'"})
    orders.functions.update_function_code(FunctionName=arn, ZipFile=new)
    assert orders.invoke(arn) == ("new", None)


def test_a_function_without_concurrency_is_throttled(orders: Account) -> None:
    arn = orders.function("def handle(event, context): pass")
    orders.functions.put_function_concurrency(FunctionName=arn, ReservedConcurrentExecutions=0)
    with pytest.raises(ClientError, match="TooManyRequestsException"):
        orders.invoke(arn)
