"""How long the embedded AWS takes to start, how much memory it has then, and with every service that the mesh uses, and what it
takes at rest.

    python benchmarks/embedded_aws.py [starts]

with the Python that meshctl is installed for; 5 starts, if not said otherwise. A start is over when its health answers. Then
a call of each service is made, which has moto load it, and a workflow runs, which loads the interpreter. Prints the median
of the starts, and the resident memory at the start, with all services, and after the workflow. At last 20 empty queues are read by
a function; the processor's time of 20 seconds is told in hundredths of a core.
"""

import argparse
import json
import os
import re
import time
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import boto3

from meshctl.adapters.local_aws import control
from meshctl.adapters.local_aws.state import RunningServer

CALLS = {
    "events": "list_event_buses",
    "sqs": "list_queues",
    "sns": "list_topics",
    "lambda": "list_functions",
    "iam": "list_roles",
    "logs": "describe_log_groups",
    "kinesis": "list_streams",
    "dynamodb": "list_tables",
    "scheduler": "list_schedules",
    "stepfunctions": "list_state_machines",
    "cloudwatch": "describe_alarms",
    "kms": "list_keys",
    "s3": "list_buckets",
    "sts": "get_caller_identity",
}
QUEUES, REST_SECONDS = 20, 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("starts", nargs="?", type=int, default=5)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        home = Path(directory) / "home"
        times = [started(home) for _ in range(wanted.starts)]
        print(f"start: {median(times):.2f} s, the middle of {wanted.starts}")
        running = control.up(home, 0, 60)
        try:
            told = [f"{resident(running):.0f} MB at the start"]
            for service, call in CALLS.items():
                getattr(client(running, service), call)()
            told.append(f"{resident(running):.0f} MB with all services")
            run_workflow(running)
            told.append(f"{resident(running):.0f} MB after a workflow")
            read_queues(running)
            rest = at_rest(running)
        finally:
            control.down(home)
    print(f"memory: {', '.join(told)}")
    print(f"at rest: {100 * rest:.1f} % of a core, with {QUEUES} queues that a function reads")


def started(home: Path) -> float:
    """Start and stop it; gives the seconds that the start took."""
    begin = time.monotonic()
    control.up(home, 0, 60)
    took = time.monotonic() - begin
    control.down(home)
    return took


def client(running: RunningServer, service: str) -> Any:
    keys = {"aws_access_key_id": running.access_key, "aws_secret_access_key": running.secret_key}
    return boto3.client(service, region_name="eu-central-1", endpoint_url=running.endpoint, **keys)


def run_workflow(running: RunningServer) -> None:
    """One state that passes its input on, of the default account, which is the administrator."""
    iam, states = client(running, "iam"), client(running, "stepfunctions")
    statement = {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = iam.create_role(RoleName="workflow", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    definition = json.dumps({"StartAt": "Only", "States": {"Only": {"Type": "Pass", "End": True}}})
    made = states.create_state_machine(name="workflow", definition=definition, roleArn=role)
    arn = states.start_execution(stateMachineArn=made["stateMachineArn"])["executionArn"]
    while states.describe_execution(executionArn=arn)["status"] == "RUNNING":
        time.sleep(0.05)


def read_queues(running: RunningServer) -> None:
    """Empty queues, all of which one function reads."""
    iam, functions, queues = client(running, "iam"), client(running, "lambda"), client(running, "sqs")
    statement = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = iam.create_role(RoleName="reader", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    may = {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [may]})
    iam.put_role_policy(RoleName="reader", PolicyName="reads", PolicyDocument=policy)
    code = BytesIO()
    with ZipFile(code, "w") as archive:
        archive.writestr("handler.py", "def handle(event, context):\n    pass\n")
    named = {"FunctionName": "reader", "Runtime": "python3.12", "Handler": "handler.handle", "Role": role}
    functions.create_function(**named, Code={"ZipFile": code.getvalue()})
    for number in range(QUEUES):
        queue = queues.create_queue(QueueName=f"queue-{number}")["QueueUrl"]
        asked = queues.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])
        functions.create_event_source_mapping(
            FunctionName="reader", EventSourceArn=asked["Attributes"]["QueueArn"], BatchSize=10
        )


def at_rest(running: RunningServer) -> float:
    """The share of a core that it takes while nobody asks anything; nought where there is no /proc."""
    begin = _worked(running)
    time.sleep(REST_SECONDS)
    return (_worked(running) - begin) / REST_SECONDS


def _worked(running: RunningServer) -> float:
    try:
        user, system = Path(f"/proc/{running.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident(running: RunningServer) -> float:
    """Megabytes; nought where there is no /proc."""
    try:
        status = Path(f"/proc/{running.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
