"""How much the queues of a stage hold, as SQS counts it."""

import pytest

from meshctl.adapters.aws.stage_aws import StageAws
from meshctl.retirement.queues import MessageCount, QueueAddress

from .accounts import REGION, Account
from .conftest import EmbeddedAws

pytestmark = [pytest.mark.local, pytest.mark.xdist_group("embedded_aws")]


def test_messages_are_counted_wherever_they_are(aws: EmbeddedAws, orders: Account, prefix: str) -> None:
    url = orders.sqs.create_queue(QueueName=prefix, Attributes={"VisibilityTimeout": "600"})["QueueUrl"]
    for delay in (0, 0, 0, 900):
        orders.sqs.send_message(QueueUrl=url, MessageBody="a", DelaySeconds=delay)
    orders.sqs.receive_message(QueueUrl=url)
    there, missing = QueueAddress(orders.number, prefix), QueueAddress(orders.number, f"{prefix}_not")
    counts = StageAws(REGION, "MeshDeploy", aws.running).count_messages([there, missing])
    assert counts == {there: MessageCount(2, 1, 1), missing: None}
