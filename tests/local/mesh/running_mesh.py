"""A catalogue on an embedded AWS of its own, used as a person uses it: through the `meshctl` program, and boto3 to look."""

import json
import os
import pwd
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import boto3
from botocore.config import Config

STAGE = "local"
PATIENCE = 120.0  # seconds for what the embedded AWS does by itself; only a busy machine needs many
LONGEST_COMMAND = 600.0  # seconds; an apply sleeps for 90, and longer on a busy machine
FORGED = '{"meta": {}, "data": {"total": 5}}'
Journey = dict[str, Any]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class RunningMesh:
    """What a test may do with a mesh; `catalogue` holds mesh.yaml. `settings` are variables of the environment besides."""

    catalogue: Path
    stage: str = STAGE
    settings: Mapping[str, str] = field(default_factory=dict)

    def meshctl(self, *arguments: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; it has to end with `code`."""
        done = finished(self.begin(*arguments))
        assert done.returncode == code, f"meshctl {' '.join(arguments)} ended with {done.returncode}\n{shown(done)}"
        return done

    def begin(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        """Start a command; `finished` waits for its end."""
        return subprocess.Popen(
            [sys.executable, "-m", "meshctl", *arguments],
            env=clean_environment() | dict(self.settings) | {"MESHCTL_CATALOGUE": str(self.catalogue)} | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def answer(self, *arguments: str, code: int = 0) -> Any:
        """Run a command with `--format json`; gives what it prints."""
        return json.loads(self.meshctl(*arguments, "--format", "json", code=code).stdout)

    def send(self, event: str, **data: object) -> str:
        """Publish an event as its owner; gives its id."""
        return str(
            self.answer("send", event, "--unchecked", "--stage", self.stage, "--data", json.dumps(data))["event_id"]
        )

    def journey(self, event_id: str, wanted: Callable[[Journey], object]) -> Journey:
        """The journey of an event, as soon as it is as wanted."""

        def told() -> Journey | None:
            journey: Journey = self.answer("trace", "--stage", self.stage, "--id", event_id)
            return journey if wanted(journey) else None

        return wait_for(told, lambda: self.meshctl("trace", "--stage", self.stage, "--id", event_id).stdout)

    @property
    def bundle(self) -> Path:
        """Where Terraform runs."""
        return self.catalogue.resolve() / ".meshctl" / "bundles" / self.stage

    @property
    def manifest(self) -> dict[str, Any]:
        """What `meshctl render` says of the bundle."""
        manifest: dict[str, Any] = json.loads((self.bundle / "manifest.json").read_text())
        return manifest

    @property
    def accounts(self) -> dict[str, str]:
        """The numbers of the accounts by alias."""
        stacks = {one["name"]: one["account"] for one in self.manifest["stacks"]}
        return {name.removeprefix("system-"): number for name, number in stacks.items() if name != "routes"}

    def arn(self, service: str, account: str, resource: str) -> str:
        """The ARN of something in an account, by the account's alias."""
        return f"arn:aws:{service}:{self.manifest['region']}:{self.accounts[account]}:{resource}"

    def aws(self, service: str, account: str | None = None, role: str = "a-curious-person") -> Any:
        """A client of an AWS service with the credentials of a role in an account (alias or number); without one, where the state is."""
        return self._client(service, self._keys(account, role) if account else self._own_keys)

    def _keys(self, account: str, role: str) -> dict[str, str]:
        sts = self._client("sts", self._own_keys)
        arn = f"arn:aws:iam::{self.accounts.get(account, account)}:role/{role}"
        taken = sts.assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
        return {
            "aws_access_key_id": taken["AccessKeyId"],
            "aws_secret_access_key": taken["SecretAccessKey"],
            "aws_session_token": taken["SessionToken"],
        }

    def _client(self, service: str, keys: Mapping[str, str]) -> Any:
        where = {"endpoint_url": self._endpoint, "region_name": self.manifest["region"]}
        return boto3.client(service, **where, **keys, config=Config(retries={"max_attempts": 2}))

    @cached_property
    def environment(self) -> dict[str, str]:
        """What lets AWS's own tools in, as a shell is told it."""
        lines = self.meshctl("local", "status", "--environment").stdout.splitlines()
        return dict(line.removeprefix("export ").split("=", 1) for line in lines if line.startswith("export "))

    @property
    def _endpoint(self) -> str:
        return self.environment["AWS_ENDPOINT_URL"]

    @property
    def _own_keys(self) -> dict[str, str]:
        own = self.environment
        return {
            "aws_access_key_id": own["AWS_ACCESS_KEY_ID"],
            "aws_secret_access_key": own["AWS_SECRET_ACCESS_KEY"],
        }

    def publish(self, account: str, source: str, detail_type: str, role: str = "a-curious-person") -> dict[str, Any]:
        """Put an event on the hub with the credentials of a role in an account; gives PutEvents' result of it."""
        hub = self.arn("events", "hub", f"event-bus/{self.manifest['mesh']}_{self.stage}_hub")
        entry = {"EventBusName": hub, "Source": source, "DetailType": detail_type, "Detail": FORGED}
        result: dict[str, Any] = self.aws("events", account, role).put_events(Entries=[entry])["Entries"][0]
        return result

    def message(self, account: str, queue: str) -> dict[str, Any]:
        """The next message of a queue, which is deleted."""
        sqs = self.aws("sqs", account)
        url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]

        def received() -> dict[str, Any] | None:
            found = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, MessageAttributeNames=["All"])
            return next(iter(found.get("Messages", [])), None)

        message = wait_for(received, lambda: f"nothing came into {queue}")
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return message

    def queues(self, account: str) -> set[str]:
        """The names of the queues in an account."""
        urls = self.aws("sqs", account).list_queues().get("QueueUrls", [])
        return {url.rpartition("/")[2] for url in urls}

    def locks(self) -> set[str]:
        """The stacks whose state somebody has locked, or has forgotten to unlock."""
        return {Path(key).name.removesuffix(".tfstate.tflock") for key in self.kept() if key.endswith(".tflock")}

    def in_state(self) -> dict[str, int]:
        """How many resources Terraform remembers, by stack."""
        return {Path(key).stem: len(self._state(key)["resources"]) for key in self.kept() if key.endswith(".tfstate")}

    def kept(self) -> list[str]:
        """The keys of the stage's bucket."""
        kept = self.aws("s3").list_objects_v2(Bucket=self.bucket).get("Contents", [])
        return [one["Key"] for one in kept]

    def _state(self, key: str) -> Any:
        return json.loads(self.aws("s3").get_object(Bucket=self.bucket, Key=key)["Body"].read())

    @property
    def bucket(self) -> str:
        """Where states and records are kept."""
        return f"{self.manifest['mesh']}-mesh-{self.stage}"

    def terraform_processes(self) -> list[int]:
        """The processes that work in the bundle."""
        return [int(process.name) for process in Path("/proc").glob("[0-9]*") if self._works_here(process)]

    def _works_here(self, process: Path) -> bool:
        try:
            return (process / "cwd").readlink().is_relative_to(self.bundle)
        except OSError:  # it has ended, or is none of ours
            return False


def wait_for(asked: Callable[[], Answer | None], told: Callable[[], str], seconds: float = PATIENCE) -> Answer:
    """What `asked` gives, as soon as it gives something; fails with what is `told` when the time is up."""
    end = time.monotonic() + seconds
    while not (answer := asked()):
        assert time.monotonic() < end, f"not within {seconds:.0f} s: {told()}"
        time.sleep(0.1)
    return answer


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """A command at its end. One that takes too long is asked to stop, as a person would, so that Terraform ends well."""
    try:
        return _ended(process, LONGEST_COMMAND)
    except BaseException as problem:
        process.send_signal(signal.SIGINT)
        done = _ended(process, 60)
        if isinstance(problem, subprocess.TimeoutExpired):
            raise AssertionError(f"not within {LONGEST_COMMAND:.0f} s: {done.args}\n{shown(done)}") from None
        raise


def _ended(process: subprocess.Popen[str], seconds: float) -> subprocess.CompletedProcess[str]:
    out, err = process.communicate(timeout=seconds)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def this_user() -> str:
    """As Terraform says it in a lock."""
    return f"{pwd.getpwuid(os.getuid()).pw_name}@{socket.gethostname()}"


def clean_environment() -> dict[str, str]:
    """Nothing of this person's AWS, meshctl or colours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MESHCTL_STAGE"))}
    return kept | {"NO_COLOR": "1"}


def shown(done: subprocess.CompletedProcess[str]) -> str:
    """What a command said, for whoever reads the failure."""
    return f"--- stdout\n{done.stdout[-4000:]}\n--- stderr\n{done.stderr[-4000:]}"


def event(journey: Journey, detail_type: str) -> dict[str, Any]:
    """The only event of a type in a journey."""
    (found,) = [event for event in journey["events"] if event["detail_type"] == detail_type]
    return dict(found)


def steps(journey: Journey, kind: str, **facts: str) -> list[dict[str, Any]]:
    """The steps of a kind in a whole journey; a fact is found by how its value ends."""
    found = [step for event in journey["events"] for step in event["steps"] if step["kind"] == kind]
    return [one for one in found if all(str(one["facts"].get(key)).endswith(end) for key, end in facts.items())]
