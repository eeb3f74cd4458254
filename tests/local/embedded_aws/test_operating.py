"""What whoever runs the embedded AWS asks of it: events in the name of AWS's services, and logs."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from meshctl.adapters.local_aws import control
from meshctl.adapters.local_aws.operating.asking import EVENTS, ask, put_aws_event, read_logs
from meshctl.errors import LocalAwsFailed
from meshctl.model.stages import local_account_number
from tests.support.catalogues import MESH, write_catalogue
from tests.support.running import meshctl

from .accounts import REGION, Account, allow, eventually, let_in
from .conftest import ORDERS, EmbeddedAws

pytestmark = pytest.mark.local

CREATED = {"Source": "aws.s3", "DetailType": "Object Created", "Detail": "{}"}


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / ".meshctl").mkdir(0o700)
    control.up(tmp_path / ".meshctl" / "local", 0, 600)
    yield write_catalogue(tmp_path, {"mesh.yaml": MESH.replace("eu-west-1", REGION)})
    control.down(tmp_path / ".meshctl" / "local")


def uploads(account: Account) -> str:
    """A queue that gets what S3 says on the account's default bus."""
    queue = account.queue("mine", let_in({"Service": "events.amazonaws.com"}, "sqs:SendMessage"))
    pattern = json.dumps({"source": ["aws.s3"], "account": [account.number]})
    account.events.put_rule(Name=account.prefix, EventPattern=pattern)
    account.events.put_targets(Rule=account.prefix, Targets=[{"Id": "only", "Arn": queue}])
    return queue


def test_an_event_of_a_service_comes_to_the_default_bus(aws: EmbeddedAws, orders: Account, told: Any) -> None:
    queue = uploads(orders)
    event_id = put_aws_event(aws.running, ORDERS, REGION, {**CREATED, "Resources": ["arn:aws:s3:::files"]})
    event = json.loads(orders.receive(queue)[0]["Body"])
    assert (event["id"], event["source"], event["resources"]) == (event_id, "aws.s3", ["arn:aws:s3:::files"])
    assert told("delivered")[0]["id"] == event_id


def test_no_caller_puts_such_an_event(orders: Account) -> None:
    refused = orders.events.put_events(Entries=[CREATED])["Entries"][0]
    assert refused["ErrorCode"] == "NotAuthorizedForSourceException"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"account": "1", "region": REGION, "entry": CREATED},
        {"account": ORDERS, "region": "../..", "entry": CREATED},
        {"account": ORDERS, "region": REGION, "entry": {**CREATED, "Source": "orders.checkout"}},
        {"account": ORDERS, "region": REGION, "entry": {**CREATED, "Detail": "[]"}},
        {"account": ORDERS, "region": REGION, "entry": {**CREATED, "Detail": json.dumps({"a": "a" * 1_048_576})}},
        {"account": ORDERS, "region": REGION, "entry": {**CREATED, "DetailType": "\ud800"}},
    ],
)
def test_what_is_no_such_event_is_refused_in_a_sentence(aws: EmbeddedAws, asked: Any) -> None:
    with pytest.raises(LocalAwsFailed) as refused:
        ask(aws.running, "POST", EVENTS, asked)
    assert refused.value.hint == "meshctl send --aws s3 FILE.json"


def test_a_person_sends_one_and_is_told_of_its_journey(catalogue: Path, prefix: str) -> None:
    number = local_account_number("shop", "local", "orders")
    running = control.status(catalogue / ".meshctl" / "local")
    assert running
    queue = uploads(orders := Account(running, number, prefix))
    (catalogue / "event.json").write_text('{"detail-type": "Object Created", "detail": {"key": "a.csv"}}')
    sent = meshctl(catalogue, "send", "--aws", "s3", "event.json", "--stage", "local", "--system", "orders")
    assert (sent.code, sent.out.startswith("Sent Object Created from aws.s3")) == (0, True)
    assert json.loads(orders.receive(queue)[0]["Body"])["detail"] == {"key": "a.csv"}
    journey = meshctl(catalogue, "trace", "--stage", "local", "--id", sent.out.split()[-1])
    assert f"rule {prefix} -> queue {prefix}_mine" in journey.out


def test_logs_are_read_by_the_name_of_their_group(aws: EmbeddedAws, orders: Account) -> None:
    function = orders.function(
        "def handle(event, context): print('seen', event)",
        orders.role("function", "lambda.amazonaws.com", allow("logs:*", "*")),
    )
    orders.invoke(function, 7)
    group = f"/aws/lambda/{orders.prefix}_function"
    assert eventually(lambda: any("seen 7" in line.message for line in read_logs(aws.running, group).lines))
    last = read_logs(aws.running, group).lines[-1].number
    assert read_logs(aws.running, group, last).lines == ()
    assert group in read_logs(aws.running, "").groups


def test_a_person_reads_a_log_group(catalogue: Path, prefix: str) -> None:
    running = control.status(catalogue / ".meshctl" / "local")
    assert running
    logs = Account(running, ORDERS, prefix).client("logs")
    logs.create_log_group(logGroupName=prefix)
    logs.create_log_stream(logGroupName=prefix, logStreamName="s")
    assert meshctl(catalogue, "local", "logs", prefix).out == ""
    now = round(time.time() * 1000)
    logs.put_log_events(
        logGroupName=prefix, logStreamName="s", logEvents=[{"timestamp": now, "message": "red \x1b[31m"}]
    )
    assert meshctl(catalogue, "local", "logs", prefix).out.endswith(f"{ORDERS} red \\u001b[31m\n")
    assert prefix in meshctl(catalogue, "local", "logs").out
    assert "there is no such log group yet" in meshctl(catalogue, "local", "logs", "other").err
