"""What somebody adds by hand to the shop changes nothing between systems: AWS's own policies refuse it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from meshctl.iam import ADMINISTRATOR, Governing, Principal, Request, decide, read_policy

from .running_mesh import STAGE, RunningMesh, steps

pytestmark = [pytest.mark.local, pytest.mark.terraform, pytest.mark.xdist_group("mesh")]

OPEN = {"Sid": "AddedByHand", "Effect": "Allow", "Principal": "*", "Action": "sqs:*"}
SYSTEMS = ("orders", "payments", "fulfilment")


@dataclass(frozen=True)
class Queue:
    """A queue of the shop, and the policy that the mesh has given it."""

    account: str
    arn: str
    url: str
    policy: dict[str, Any]

    @property
    def opened(self) -> dict[str, Any]:
        """Its policy with a statement beside the others that lets everybody in."""
        return self.policy | {"Statement": [*self.policy["Statement"], OPEN | {"Resource": self.arn}]}

    def senders(self, key: str) -> list[str]:
        """What the grants name as senders, under a condition key."""
        granted = [one["Condition"]["ArnEquals"] for one in self.policy["Statement"] if one["Effect"] == "Allow"]
        return [one[key] for one in granted if key in one]


@pytest.fixture(scope="session")
def queues(shop: RunningMesh) -> list[Queue]:
    """All queues of the shop: channels, buffers and dead letters."""
    return [_queue(shop, account, name) for account in SYSTEMS for name in sorted(shop.queues(account))]


def _queue(shop: RunningMesh, account: str, name: str) -> Queue:
    sqs = shop.aws("sqs", account)
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    policy = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"])["Attributes"]["Policy"]
    return Queue(shop.accounts[account], shop.arn("sqs", account, name), url, json.loads(policy))


def role(account: str, name: str = "somebody") -> Principal:
    return Principal(account, f"arn:aws:iam::{account}:role/{name}")


def may(queue: Queue, who: Principal, action: str = "sqs:SendMessage", **context: str) -> bool:
    """Whether somebody may, who has every right of an own account, after everybody was let in by hand."""
    known = {name.replace("_", ":"): [value] for name, value in {"aws_SecureTransport": "true", **context}.items()}
    opened = read_policy(queue.opened, "the queue's policy")
    return decide(Request(who, action, queue.arn, known), Governing([ADMINISTRATOR], opened)).allowed


EVENTBRIDGE = Principal(service="events.amazonaws.com")
SNS = Principal(service="sns.amazonaws.com")


@pytest.mark.parametrize(
    "action", ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:PurgeQueue", "sqs:GetQueueAttributes"]
)
def test_no_queue_opens_to_another_account_whatever_is_added(queues: list[Queue], action: str) -> None:
    assert len(queues) > 10
    for queue in queues:
        for account in {one.account for one in queues} | {"999999999999"}:
            for who in (role(account), Principal(account, f"arn:aws:iam::{account}:root")):
                assert may(queue, who, action) is (account == queue.account), (queue.arn, who)


def test_of_the_hubs_account_only_delivery_roles_get_in(shop: RunningMesh, queues: list[Queue]) -> None:
    delivering = [(queue, arn) for queue in queues for arn in queue.senders("aws:PrincipalArn")]
    assert delivering
    for queue, arn in delivering:
        assert may(queue, Principal(arn.split(":")[4], arn))
    for queue in queues:
        assert not may(queue, role(shop.accounts["hub"]))


def test_services_get_in_for_the_own_account_and_for_no_other(shop: RunningMesh, queues: list[Queue]) -> None:
    for queue in queues:
        for arn in queue.senders("aws:SourceArn"):
            assert may(queue, EVENTBRIDGE, aws_SourceArn=arn, aws_SourceAccount=arn.split(":")[4])
        own, other = f"arn:aws:sns:eu-central-1:{queue.account}:t", "arn:aws:sns:eu-central-1:999999999999:t"
        assert may(queue, SNS, aws_SourceArn=own)
        assert may(queue, Principal(service="s3.amazonaws.com"), aws_SourceAccount=queue.account)
        assert not may(queue, SNS, aws_SourceArn=other, aws_SourceAccount="999999999999")
        assert not may(
            queue, EVENTBRIDGE, aws_SourceArn=other.replace("sns", "events"), aws_SourceAccount="999999999999"
        )
        assert not may(queue, SNS)


@pytest.fixture
def opened(shop: RunningMesh, queues: list[Queue]) -> Iterator[Queue]:
    """A queue of payments to which somebody has added, by hand, a statement for everybody."""
    queue = next(one for one in queues if one.account == shop.accounts["payments"])
    sqs = shop.aws("sqs", "payments")
    sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": json.dumps(queue.opened)})
    yield queue
    sqs.set_queue_attributes(QueueUrl=queue.url, Attributes={"Policy": json.dumps(queue.policy)})


@pytest.fixture
def intruder(shop: RunningMesh) -> Iterator[str]:
    """A role in the account of orders that its own policy allows everything."""
    iam = shop.aws("iam", "orders")
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    iam.create_role(RoleName="intruder", AssumeRolePolicyDocument=_document(trust))
    iam.put_role_policy(RoleName="intruder", PolicyName="all", PolicyDocument=_document(everything))
    yield "intruder"
    iam.delete_role_policy(RoleName="intruder", PolicyName="all")
    iam.delete_role(RoleName="intruder")


def _document(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


@pytest.mark.parametrize("call", ["send_message", "receive_message", "get_queue_attributes"])
def test_a_statement_added_by_hand_lets_no_other_system_in(
    shop: RunningMesh, opened: Queue, intruder: str, call: str
) -> None:
    asked = {"MessageBody": "x"} if call == "send_message" else {}
    for who in ("a-curious-person", intruder):
        with pytest.raises(ClientError, match="OwnAccountOnly") as caught:
            getattr(shop.aws("sqs", "orders", who), call)(QueueUrl=opened.url, **asked)
        assert caught.value.response["Error"]["Code"] == "AccessDenied"


def test_an_identity_policy_lets_nobody_publish_under_anothers_source(shop: RunningMesh, intruder: str) -> None:
    answer = shop.publish("orders", "payments.capture", "NobodyWantsThis.v1", role=intruder)
    assert answer["ErrorCode"] == "AccessDeniedException"


def test_a_rule_without_the_accounts_pin_meets_no_forged_event(shop: RunningMesh) -> None:
    hub, events = f"{shop.manifest['mesh']}_{STAGE}_hub", shop.aws("events", "hub")
    events.put_rule(Name="unpinned", EventBusName=hub, EventPattern=json.dumps({"source": ["payments.capture"]}))
    try:
        assert shop.publish("orders", "payments.capture", "PaymentFailed.v1")["ErrorCode"] == "AccessDeniedException"
    finally:
        events.delete_rule(Name="unpinned", EventBusName=hub)


def test_the_mesh_goes_on_delivering_while_the_statement_is_there(shop: RunningMesh, opened: Queue) -> None:
    sent = shop.send("orders/OrderPlaced", order_id="o-1", currency="EUR", total=42.5, customer_id="c-1")
    journey = shop.journey(sent, lambda told: steps(told, "delivered", target_account=opened.account))
    assert not steps(journey, "lost")
