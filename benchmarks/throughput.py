"""How many events a second the embedded AWS delivers from a bus to a queue, all through HTTP, as clients see it.

    python benchmarks/throughput.py [events] [--rate N] [--receivers N] [--batch N]

with the Python that meshctl is installed for; 5000 events, sent as fast as they are taken, and two receivers, if not said
otherwise. Publishers put `batch` events a call; receivers wait for messages, take ten and delete them one call a batch.
Prints events a second of both ends, how long an event was under way, and the processor time of the embedded AWS.
"""

import argparse
import json
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3
from botocore.config import Config

from meshctl.adapters.local_aws import control
from meshctl.adapters.local_aws.state import RunningServer

REGION = "eu-central-1"
QUEUE = "arn:aws:sqs:eu-central-1:123456789012:throughput"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="?", type=int, default=5000)
    parser.add_argument("--rate", type=int, default=0, help="events a second to send; 0 is as fast as they are taken")
    parser.add_argument("--receivers", type=int, default=2)
    parser.add_argument("--later", action="store_true", help="receive only when all events are sent")
    parser.add_argument("--batch", type=int, default=10, help="events a PutEvents call, up to ten")
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        running = control.up(Path(directory) / "home", 0, 60)
        try:
            measure(running, wanted)
        finally:
            control.down(Path(directory) / "home")


def measure(running: RunningServer, wanted: argparse.Namespace) -> None:
    url = prepared(running)
    taken: list[float] = []
    receivers = [
        threading.Thread(target=receive, args=(running, url, wanted.events, taken)) for _ in range(wanted.receivers)
    ]
    begin, used = time.monotonic(), cpu_seconds(running.pid)
    for one in () if wanted.later else receivers:
        one.start()
    publish(running, wanted)
    published = time.monotonic() - begin
    for one in receivers if wanted.later else ():
        one.start()
    for one in receivers:
        one.join()
    whole = time.monotonic() - begin
    used = cpu_seconds(running.pid) - used
    under_way = sorted(taken)
    print(
        f"{wanted.events} events   sent {wanted.events / published:6.0f}/s   delivered {wanted.events / whole:6.0f}/s"
    )
    print(f"under way: p50 {under_way[len(taken) // 2]:.2f} s, p99 {under_way[len(taken) * 99 // 100]:.2f} s")
    print(f"processor: {used:.1f} s of {whole:.1f} s")


def client(running: RunningServer, service: str) -> Any:
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=running.endpoint,
        aws_access_key_id=running.access_key,
        aws_secret_access_key=running.secret_key,
        config=Config(retries={"max_attempts": 0}),
    )


def prepared(running: RunningServer) -> str:
    """A bus with one rule that delivers to one queue; gives the queue's URL."""
    events, sqs = client(running, "events"), client(running, "sqs")
    events.create_event_bus(Name="throughput")
    pattern = json.dumps({"source": ["throughput"]})
    events.put_rule(Name="all", EventBusName="throughput", EventPattern=pattern)
    events.put_targets(Rule="all", EventBusName="throughput", Targets=[{"Id": "queue", "Arn": QUEUE}])
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "events.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": QUEUE,
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return str(sqs.create_queue(QueueName="throughput", Attributes={"Policy": policy})["QueueUrl"])


def publish(running: RunningServer, wanted: argparse.Namespace) -> None:
    events, begin = client(running, "events"), time.monotonic()
    for first in range(0, wanted.events, wanted.batch):
        if wanted.rate:
            time.sleep(max(0.0, first / wanted.rate - (time.monotonic() - begin)))
        count = min(wanted.batch, wanted.events - first)
        result = events.put_events(Entries=[entry() for _ in range(count)])
        assert result["FailedEntryCount"] == 0, result


def entry() -> dict[str, str]:
    detail = json.dumps({"meta": {"event_id": "e-1", "correlation_id": "c-1"}, "data": {"sent": time.time()}})
    return {"EventBusName": "throughput", "Source": "throughput", "DetailType": "OrderPlaced.v1", "Detail": detail}


def receive(running: RunningServer, url: str, events: int, taken: list[float]) -> None:
    """Receive and delete until all events have come; notes how long each was under way."""
    sqs = client(running, "sqs")
    while len(taken) < events:
        asked = {"MaxNumberOfMessages": 10, "WaitTimeSeconds": 1}
        messages = sqs.receive_message(QueueUrl=url, **asked).get("Messages", [])
        for message in messages:
            taken.append(time.time() - json.loads(message["Body"])["detail"]["data"]["sent"])
        if messages:
            handles = [
                {"Id": str(number), "ReceiptHandle": one["ReceiptHandle"]} for number, one in enumerate(messages)
            ]
            sqs.delete_message_batch(QueueUrl=url, Entries=handles)


def cpu_seconds(pid: int) -> float:
    """What a process has used of the processor so far; nought where there is no /proc."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / 100


if __name__ == "__main__":
    main()
