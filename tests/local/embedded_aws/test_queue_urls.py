"""Calls on a queue that are all in its URL, signature and parameters, as SQS takes them from who has no SDK."""

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from botocore.auth import SigV4QueryAuth
from botocore.awsrequest import AWSRequest

from .accounts import REGION, Account, policy

pytestmark = pytest.mark.local


def queue_url(account: Account, name: str) -> str:
    return str(account.sqs.create_queue(QueueName=f"{account.prefix}_{name}")["QueueUrl"])


def asked(
    account: Account, url: str, method: str = "GET", role: str | None = None, **parameters: str
) -> tuple[int, str]:
    """The status and the text of an answer to an account, or to a role of it."""
    session = account.session_of(role) if role else account.session
    request = AWSRequest(method, f"{url}?{urlencode(parameters)}")
    SigV4QueryAuth(session.get_credentials().get_frozen_credentials(), "sqs", REGION).add_auth(request)
    try:
        with urlopen(Request(request.prepare().url, method=method)) as answer:  # noqa: S310 - this machine's own
            return answer.status, answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_queue_is_used_by_its_url_alone(orders: Account, method: str) -> None:
    url = queue_url(orders, "plain")
    status, sent = asked(orders, url, method, Action="SendMessage", MessageBody="foo & bar")
    assert (status, "<SendMessageResponse " in sent) == (200, True)
    assert "<Body>foo &amp; bar</Body>" in asked(orders, url, method, Action="ReceiveMessage")[1]
    _, told = asked(orders, url, method, **{"Action": "GetQueueAttributes", "AttributeName.1": "QueueArn"})
    assert f"<Value>arn:aws:sqs:{REGION}:{orders.number}:{orders.prefix}_plain</Value>" in told
    assert asked(orders, url, method, Action="DeleteQueue")[0] == 200
    status, gone = asked(orders, url, method, Action="PurgeQueue")
    assert (status, "<Code>AWS.SimpleQueueService.NonExistentQueue</Code>" in gone) == (400, True)


def test_a_url_may_name_another_queue_than_its_own(orders: Account) -> None:
    one, other = queue_url(orders, "one"), queue_url(orders, "other")
    _, told = asked(orders, one, Action="GetQueueUrl", QueueName=f"{orders.prefix}_other")
    assert f"<QueueUrl>{other}</QueueUrl>" in told
    asked(orders, one, Action="SendMessage", QueueUrl=other, MessageBody="x")
    assert "Messages" not in orders.sqs.receive_message(QueueUrl=one)
    assert "Messages" in orders.sqs.receive_message(QueueUrl=other)


@pytest.mark.parametrize("action", ["CreateQueue", "ListQueues", "Frobnicate"])
def test_what_is_no_call_on_a_queue_is_not_valid_for_its_url(orders: Account, action: str) -> None:
    status, told = asked(orders, queue_url(orders, "refusing"), Action=action, QueueName="x")
    assert status == 400
    assert f"<Code>InvalidAction</Code><Message>The action {action} is not valid for this endpoint.</Message>" in told


def test_a_call_in_a_url_is_held_against_what_sqs_takes(orders: Account) -> None:
    status, told = asked(orders, queue_url(orders, "empty"), Action="SendMessage")
    sentence = "The request must contain the parameter MessageBody."
    assert (status, "<Code>MissingParameter</Code>" in told, f"<Message>{sentence}</Message>" in told) == (
        400,
        True,
        True,
    )


def test_who_asks_nothing_has_an_answer_without_a_message(orders: Account) -> None:
    assert asked(orders, queue_url(orders, "nothing")) == (404, "<UnknownOperationException/>")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_queue_lets_in_by_its_url_whom_its_policy_lets_in(orders: Account, payments: Account, method: str) -> None:
    url, own = queue_url(orders, "theirs"), queue_url(payments, "theirs")
    status, told = asked(payments, url, method, Action="SendMessage", MessageBody="x")
    assert (status, "<Code>AccessDenied</Code>" in told) == (403, True)
    letting_in = {"Effect": "Allow", "Principal": {"AWS": payments.number}, "Action": "sqs:SendMessage"}
    arn = f"arn:aws:sqs:{REGION}:{orders.number}:{orders.prefix}_theirs"
    orders.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy(letting_in, resource=arn)})
    assert asked(payments, url, method, Action="SendMessage", MessageBody="x")[0] == 200
    assert "Messages" in orders.sqs.receive_message(QueueUrl=url)
    assert "Messages" not in payments.sqs.receive_message(QueueUrl=own)
    assert asked(payments, url, method, Action="DeleteQueue")[0] == 403


def test_a_role_uses_by_its_url_the_queue_that_it_may(orders: Account) -> None:
    one, other = queue_url(orders, "one"), queue_url(orders, "other")
    arn = f"arn:aws:sqs:{REGION}:{orders.number}:{orders.prefix}_one"
    role = orders.role("sender", "lambda.amazonaws.com", {"Effect": "Allow", "Action": "sqs:*", "Resource": arn})
    assert asked(orders, one, role=role, Action="SendMessage", MessageBody="x")[0] == 200
    assert asked(orders, other, role=role, Action="SendMessage", MessageBody="x")[0] == 403
    name = f"{orders.prefix}_other"
    assert asked(orders, one, role=role, Action="GetQueueUrl", QueueName=name)[0] == 403
    assert asked(orders, one, role=role, Action="SendMessage", QueueUrl=other, MessageBody="x")[0] == 403


def test_a_queue_forbids_by_its_url_what_its_policy_forbids(orders: Account) -> None:
    url = queue_url(orders, "closed")
    arn = f"arn:aws:sqs:{REGION}:{orders.number}:{orders.prefix}_closed"
    no = {"Effect": "Deny", "Principal": "*", "Action": "sqs:SendMessage"}
    orders.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy(no, resource=arn)})
    assert asked(orders, url, Action="SendMessage", MessageBody="x")[0] == 403


def test_an_answer_in_xml_is_one_line(orders: Account) -> None:
    _, told = asked(orders, queue_url(orders, "told"), Action="GetQueueAttributes", **{"AttributeName.1": "QueueArn"})
    assert told.startswith('<?xml version="1.0"?><GetQueueAttributesResponse xmlns=')
    assert f"<Attribute><Name>QueueArn</Name><Value>arn:aws:sqs:{REGION}:{orders.number}:" in told
    assert "\n" not in told
