"""How long events take over a topic to the function behind a queue, beside those that a rule gives to the queue itself.

    python benchmarks/topics.py [events]

with the Python that meshctl is installed for; 1000 events, ten a call, if not said otherwise. First the direct route, then the one
over a topic, in one embedded AWS; its journal says when the function has handled each event. Prints both times and their ratio,
and how many events were handled more or less than once.
"""

import argparse
import io
import json
import time
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3
from botocore.config import Config

from meshctl.adapters.local_aws import control, journal
from meshctl.adapters.local_aws.state import RunningServer

REGION, ACCOUNT = "eu-central-1", "222222222222"
HANDLER = "def handle(event, context):\n    return None\n"
LONGEST = 600  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", nargs="?", type=int, default=1000)
    wanted = parser.parse_args()
    with TemporaryDirectory() as directory:
        home = Path(directory) / "home"
        running = control.up(home, 0, 60)
        try:
            direct, over = (measured(running, home, name, wanted.events) for name in ("direct", "topic"))
        finally:
            control.down(home)
    print(f"{wanted.events} events   directly {direct:.1f} s   over a topic {over:.1f} s   ratio {over / direct:.2f}")


def measured(running: RunningServer, home: Path, name: str, events: int) -> float:
    """Have events handled on one way; gives the seconds until the last one was."""
    made = Ways(running, name)
    made.function()
    target = made.arn("sqs", name) if name == "direct" else made.topic()
    made.rule(target)
    begin = time.monotonic()
    sent = made.publish(events)
    while len(handled := invoked(home, name)) < events and time.monotonic() - begin < LONGEST:
        time.sleep(0.2)
    seconds = time.monotonic() - begin
    lost, twice = len(sent - set(handled)), sum(count > 1 for count in handled.values())
    print(f"{name}: {len(handled)} handled, {lost} lost, {twice} more than once, {seconds:.1f} s")
    return seconds


def invoked(home: Path, function: str) -> Counter[str]:
    """How often the function has handled each event, by its id."""
    lines = (line for line in journal.read(home) if line["kind"] == "invoked" and line["outcome"] == "handled")
    return Counter(line["id"] for line in lines if line["function"].endswith(f":{function}"))


class Ways:
    """What is made in one account for one of both ways; `name` is what all of it is called."""

    def __init__(self, running: RunningServer, name: str) -> None:
        keys = {"aws_access_key_id": running.access_key, "aws_secret_access_key": running.secret_key}
        sts = boto3.client("sts", region_name=REGION, endpoint_url=running.endpoint, **keys)
        role = f"arn:aws:iam::{ACCOUNT}:role/administrator"
        taken = sts.assume_role(RoleArn=role, RoleSessionName="benchmark")["Credentials"]
        self._session = boto3.Session(taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"], REGION)
        self._endpoint, self._name = running.endpoint, name

    def client(self, service: str) -> Any:
        config = Config(retries={"max_attempts": 0})
        return self._session.client(service, endpoint_url=self._endpoint, config=config)

    @staticmethod
    def arn(service: str, resource: str) -> str:
        return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{resource}"

    def function(self) -> None:
        """A queue, and a function behind it."""
        queue = self.arn("sqs", self._name)
        attributes = {"Policy": allowing("sqs:SendMessage", queue), "VisibilityTimeout": "60"}
        self.client("sqs").create_queue(QueueName=self._name, Attributes=attributes)
        iam = self.client("iam")
        trust = allowing("sts:AssumeRole", None, "lambda.amazonaws.com")
        role = iam.create_role(RoleName=self._name, AssumeRolePolicyDocument=trust)["Role"]["Arn"]
        own = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:*", "Resource": queue}]}
        iam.put_role_policy(RoleName=self._name, PolicyName="own", PolicyDocument=json.dumps(own))
        functions = self.client("lambda")
        code = {"Runtime": "python3.11", "Handler": "app.handle", "Code": {"ZipFile": package()}}
        functions.create_function(FunctionName=self._name, Role=role, Timeout=10, **code)
        functions.create_event_source_mapping(EventSourceArn=queue, FunctionName=self._name, BatchSize=10)

    def topic(self) -> str:
        """A topic that the queue has subscribed to, raw."""
        topic, sns = self.arn("sns", self._name), self.client("sns")
        sns.create_topic(Name=self._name, Attributes={"Policy": allowing("sns:Publish", topic)})
        queue = self.arn("sqs", self._name)
        sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue, Attributes={"RawMessageDelivery": "true"})
        return topic

    def rule(self, target: str) -> None:
        """A bus with one rule, which gives everything to the target."""
        events = self.client("events")
        events.create_event_bus(Name=self._name)
        pattern = json.dumps({"source": ["benchmark"]})
        events.put_rule(Name="all", EventBusName=self._name, EventPattern=pattern)
        events.put_targets(Rule="all", EventBusName=self._name, Targets=[{"Id": "only", "Arn": target}])

    def publish(self, events: int) -> set[str]:
        """Put events, ten a call; gives their ids."""
        entry = {"EventBusName": self._name, "Source": "benchmark", "DetailType": "OrderPlaced.v1", "Detail": "{}"}
        put, sent = self.client("events").put_events, set[str]()
        for first in range(0, events, 10):
            entries = put(Entries=[entry] * min(10, events - first))["Entries"]
            sent |= {one["EventId"] for one in entries}
        return sent


def allowing(action: str, resource: str | None, service: str = "*") -> str:
    """A policy that lets a service in, or all of them."""
    principal = {"Service": service} if service != "*" else "*"
    named = {"Resource": resource} if resource else {}
    statement = {"Effect": "Allow", "Principal": principal, "Action": action, **named}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def package() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("app.py", HANDLER)
    return kept.getvalue()


if __name__ == "__main__":
    main()
