"""Accounts of the embedded AWS for tests: clients with an account's own credentials, and what is built with them."""

import io
import json
import subprocess
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from meshctl.adapters.local_aws.state import RunningServer

REGION = "eu-central-1"
PATIENCE = 120.0  # seconds, of which only a busy machine needs more than one


class Account:
    """An account; everything made here has names that no other test uses."""

    def __init__(self, aws: RunningServer, number: str, prefix: str) -> None:
        self.aws, self.endpoint, self.number, self.prefix = aws, aws.endpoint, number, prefix

    @cached_property
    def session(self) -> boto3.Session:
        return self.session_of(f"arn:aws:iam::{self.number}:role/administrator")

    def session_of(self, role_arn: str) -> boto3.Session:
        keys = {"aws_access_key_id": self.aws.access_key, "aws_secret_access_key": self.aws.secret_key}
        sts = boto3.client("sts", region_name=REGION, endpoint_url=self.endpoint, **keys)
        taken = sts.assume_role(RoleArn=role_arn, RoleSessionName="test")["Credentials"]
        return boto3.Session(taken["AccessKeyId"], taken["SecretAccessKey"], taken["SessionToken"], REGION)

    def client(self, service: str, role_arn: str | None = None) -> Any:
        session = self.session_of(role_arn) if role_arn else self.session
        return session.client(
            service, endpoint_url=self.endpoint, config=Config(retries={"max_attempts": 0}, read_timeout=PATIENCE)
        )

    @cached_property
    def events(self) -> Any:
        return self.client("events")

    @cached_property
    def sqs(self) -> Any:
        return self.client("sqs")

    @cached_property
    def functions(self) -> Any:
        return self.client("lambda")

    @cached_property
    def topics(self) -> Any:
        return self.client("sns")

    @cached_property
    def iam(self) -> Any:
        return self.client("iam")

    def bus(self, *statements: dict[str, Any]) -> str:
        arn: str = self.events.create_event_bus(Name=f"{self.prefix}_bus")["EventBusArn"]
        if statements:
            self.events.put_permission(EventBusName=f"{self.prefix}_bus", Policy=policy(*statements, resource=arn))
        return arn

    def rule(self, bus: str, pattern: dict[str, Any], state: str = "ENABLED", **target: Any) -> str:
        name, kept = f"{self.prefix}_rule", bus.rsplit("/", 1)[-1]
        put = self.events.put_rule(Name=name, EventBusName=kept, EventPattern=json.dumps(pattern), State=state)
        self.events.put_targets(Rule=name, EventBusName=kept, Targets=[{"Id": "only", **target}])
        return str(put["RuleArn"])

    def rule_arn(self) -> str:
        return f"arn:aws:events:{REGION}:{self.number}:rule/{self.prefix}_bus/{self.prefix}_rule"

    def queue(self, name: str, *statements: dict[str, Any], **attributes: str) -> str:
        arn = f"arn:aws:sqs:{REGION}:{self.number}:{self.prefix}_{name}"
        if statements:
            attributes["Policy"] = policy(*statements, resource=arn)
        self.sqs.create_queue(QueueName=f"{self.prefix}_{name}", Attributes=attributes)
        return arn

    def topic(self, name: str = "topic", *statements: dict[str, Any], **attributes: str) -> str:
        arn = f"arn:aws:sns:{REGION}:{self.number}:{self.prefix}_{name}"
        if statements:
            attributes["Policy"] = policy(*statements, resource=arn)
        self.topics.create_topic(Name=f"{self.prefix}_{name}", Attributes=attributes)
        return arn

    def subscribe(self, topic: str, endpoint: str, **attributes: str) -> str:
        asked = {"TopicArn": topic, "Protocol": endpoint.split(":")[2], "Endpoint": endpoint, "Attributes": attributes}
        return str(self.topics.subscribe(**asked)["SubscriptionArn"])

    def role(self, name: str, service: str, *statements: dict[str, Any], **conditions: Any) -> str:
        trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"} | conditions
        made = self.iam.create_role(RoleName=f"{self.prefix}_{name}", AssumeRolePolicyDocument=policy(trust))
        if statements:
            document = policy(*statements)
            self.iam.put_role_policy(RoleName=f"{self.prefix}_{name}", PolicyName="own", PolicyDocument=document)
        return str(made["Role"]["Arn"])

    def function(self, code: str, role: str | None = None, timeout: int = 30, **more: Any) -> str:
        """A function with a time limit that only one that hangs reaches."""
        made = self.functions.create_function(
            FunctionName=f"{self.prefix}_function",
            Runtime="python3.11",
            Handler="app.handle",
            Role=role or self.role("function", "lambda.amazonaws.com"),
            Timeout=timeout,
            Code={"ZipFile": package({"app.py": code})},
            **more,
        )
        return str(made["FunctionArn"])

    def invoke(self, arn: str, event: Any = None) -> tuple[Any, str | None]:
        answer = self.functions.invoke(FunctionName=arn, Payload=json.dumps(event))
        return json.loads(answer["Payload"].read()), answer.get("FunctionError")

    def receive(self, arn: str, count: int = 1, patience: float = PATIENCE) -> list[dict[str, Any]]:
        """Receive and delete messages until there are so many, or patience ends."""
        url, end = self.sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"], time.monotonic() + patience
        found: list[dict[str, Any]] = []
        while len(found) < count and time.monotonic() < end:
            asked = {"MaxNumberOfMessages": 10, "WaitTimeSeconds": 1, "MessageAttributeNames": ["All"]}
            for message in self.sqs.receive_message(QueueUrl=url, **asked).get("Messages", []):
                self.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
                found.append(message)
        return found

    def receive_all(self, arn: str, count: int, more: float) -> list[dict[str, Any]]:
        """Receive so many messages, however long they take, and what comes besides within some seconds more."""
        return self.receive(arn, count) + self.receive(arn, patience=more)

    def send(self, arn: str, *bodies: str) -> list[str]:
        """Send messages, all at once; gives their ids."""
        url = self.sqs.get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"]
        entries = [{"Id": str(number), "MessageBody": body} for number, body in enumerate(bodies)]
        return [one["MessageId"] for one in self.sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]]

    def publish(
        self, bus: str, source: str = "orders.checkout", role: str | None = None, **more: Any
    ) -> dict[str, Any]:
        """Put one event; gives the result's only entry."""
        events = self.client("events", role) if role else self.events
        meta = {"event_id": "e-1", "correlation_id": "c-1", "causation_id": None}
        detail = json.dumps({"meta": meta, "data": {"amount": 7, "secret": "do-not-tell"}})
        entry = {"EventBusName": bus, "Source": source, "DetailType": "OrderPlaced.v1", "Detail": detail} | more
        result: dict[str, Any] = events.put_events(Entries=[entry])["Entries"][0]
        return result


def policy(*statements: dict[str, Any], resource: str | None = None) -> str:
    more = {"Resource": resource} if resource else {}
    named = [{"Sid": f"s{number}", **one, **more} for number, one in enumerate(statements)]
    return json.dumps({"Version": "2012-10-17", "Statement": named})


def allow(action: str, resource: str, **conditions: Any) -> dict[str, Any]:
    """A statement of an identity policy."""
    return {"Effect": "Allow", "Action": action, "Resource": resource} | conditions


def let_in(principal: dict[str, str] | str, action: str, **condition: Any) -> dict[str, Any]:
    """A statement of a resource policy."""
    return {"Effect": "Allow", "Principal": principal, "Action": action, "Condition": condition}


def from_rule(rule_arn: str) -> dict[str, Any]:
    """EventBridge may send for one rule."""
    condition = {
        "ArnEquals": {"aws:SourceArn": rule_arn},
        "StringEquals": {"aws:SourceAccount": rule_arn.split(":")[4]},
    }
    return let_in({"Service": "events.amazonaws.com"}, "sqs:SendMessage", **condition)


def from_topic(topic: str, action: str = "sqs:SendMessage") -> dict[str, Any]:
    """SNS may act for one topic."""
    return let_in({"Service": "sns.amazonaws.com"}, action, ArnEquals={"aws:SourceArn": topic})


def root(account: Account) -> dict[str, str]:
    return {"AWS": f"arn:aws:iam::{account.number}:root"}


def package(files: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return kept.getvalue()


def eventually(wanted: Callable[[], bool]) -> bool:
    """Whether it comes to what is wanted. What is looked up and not there may come yet, and is told when patience ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(LookupError):
            if wanted():
                return True
        time.sleep(0.02)
    return wanted()


def message_of(sqs: Any, url: str, **asked: Any) -> dict[str, Any]:
    """The next message of a queue, however long it takes to come; it stays there."""
    found: list[dict[str, Any]] = []

    def came() -> bool:
        found.extend(sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, **asked).get("Messages", []))
        return bool(found)

    assert eventually(came), "no message came"
    return found[0]


def runs(argument: str) -> bool:
    """Whether somebody sleeps for just so long."""
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    return f"sleep {argument}" in listed.stdout


def attributes_of(message: dict[str, Any]) -> dict[str, str]:
    return {name: value["StringValue"] for name, value in message["MessageAttributes"].items()}


def refused(call: Any, **given: Any) -> tuple[str, str]:
    """The code and the words of a call's refusal."""
    with pytest.raises(ClientError) as refusal:
        call(**given)
    assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    error = refusal.value.response["Error"]
    return error["Code"], error["Message"]
