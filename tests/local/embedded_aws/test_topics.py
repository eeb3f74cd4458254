"""From a topic to queues and functions: who may publish, who gets it, and what becomes of what cannot be delivered."""

import base64
import json
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.x509 import load_pem_x509_certificate

from meshctl.adapters.local_aws.topics.signatures import HASHES

from .accounts import PATIENCE, REGION, Account, allow, eventually, from_topic, let_in, message_of, policy, root

pytestmark = pytest.mark.local

ANY = {"source": [{"prefix": ""}]}
RECORD = """
def handle(event, context):
    (record,) = event["Records"]
    assert record["EventSource"] == "aws:sns" and record["Sns"]["Subject"] is None, record
    assert record["Sns"]["MessageAttributes"] == {"kind": {"Type": "String", "Value": "a"}}, record
"""


def arn_of(account: Account, name: str = "topic") -> str:
    return f"arn:aws:sns:{REGION}:{account.number}:{account.prefix}_{name}"


def redrive(queue: str) -> str:
    return json.dumps({"deadLetterTargetArn": queue})


def text(value: str, kind: str = "String") -> dict[str, Any]:
    return {"kind": {"DataType": kind, "StringValue": value}}


def test_a_message_reaches_queues_of_two_accounts_raw_and_in_a_notification(orders: Account, payments: Account) -> None:
    topic = orders.topic("topic", let_in(root(payments), "sns:Subscribe"))
    own, other = (one.queue("queue", from_topic(topic)) for one in (orders, payments))
    orders.subscribe(topic, own, RawMessageDelivery="true")
    payments.subscribe(topic, other)
    sent = orders.topics.publish(TopicArn=topic, Message="häm", Subject="s", MessageAttributes=text("a"))["MessageId"]
    (raw,), (told,) = orders.receive(own), payments.receive(other)
    assert (raw["Body"], raw["MessageAttributes"]) == ("häm", text("a"))
    told = json.loads(told["Body"])
    assert (told["MessageId"], told["Message"], told["Subject"], told["TopicArn"]) == (sent, "häm", "s", topic)
    assert told["MessageAttributes"] == {"kind": {"Type": "String", "Value": "a"}}
    assert set(told) >= {"Timestamp", "SignatureVersion", "Signature", "SigningCertURL", "UnsubscribeURL"}


def fetched(url: str) -> tuple[int, bytes]:
    """What anybody gets, who has no key."""
    asked = urlsplit(url)
    with closing(HTTPConnection(asked.netloc, timeout=PATIENCE)) as http:
        http.request("GET", asked.path)
        answer = http.getresponse()
        return answer.status, answer.read()


@pytest.mark.parametrize("version", ["1", "2"])
def test_a_notification_is_signed_and_its_certificate_found(orders: Account, version: str) -> None:
    topic = orders.topic(SignatureVersion=version)
    orders.subscribe(topic, queue := orders.queue("queue", from_topic(topic)))
    orders.topics.publish(TopicArn=topic, Message="m", Subject="s")
    told = json.loads(orders.receive(queue)[0]["Body"])
    status, certificate = fetched(told["SigningCertURL"])
    key: Any = load_pem_x509_certificate(certificate).public_key()
    names = ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type")
    said = "".join(f"{name}\n{told[name]}\n" for name in names).encode()
    assert (status, told["SignatureVersion"]) == (200, version)
    key.verify(base64.b64decode(told["Signature"]), said, PKCS1v15(), HASHES[version]())
    assert fetched(f"{told['SigningCertURL']}x")[0] == 403


def test_strangers_may_neither_publish_nor_subscribe(orders: Account, payments: Account) -> None:
    topic = orders.topic()
    for action, call in (
        ("Publish", lambda: payments.topics.publish(TopicArn=topic, Message="x")),
        ("Subscribe", lambda: payments.subscribe(topic, payments.queue("queue"))),
        ("DeleteTopic", lambda: payments.topics.delete_topic(TopicArn=topic)),
        ("ListTagsForResource", lambda: payments.topics.list_tags_for_resource(ResourceArn=topic)),
    ):
        with pytest.raises(ClientError, match=f"is not authorized to perform: SNS:{action} on resource: {topic}") as no:
            call()
        assert no.value.response["Error"]["Code"] == "AuthorizationError"
        assert no.value.response["ResponseMetadata"]["HTTPStatusCode"] == 403


def test_a_role_publishes_what_its_policy_or_the_topics_allows(orders: Account) -> None:
    role = orders.role("writer", "lambda.amazonaws.com")
    closed = orders.topic("closed", let_in({"Service": "events.amazonaws.com"}, "SNS:Publish"))
    named = orders.topic("named", let_in({"AWS": role}, "SNS:Publish"))
    writer = orders.client("sns", role)
    writer.publish(TopicArn=named, Message="x")
    with pytest.raises(ClientError, match="AuthorizationError"):
        writer.publish(TopicArn=closed, Message="x")
    own = {"RoleName": role.rsplit("/", 1)[1], "PolicyName": "own"}
    orders.iam.put_role_policy(**own, PolicyDocument=policy(allow("sns:Publish", closed)))
    writer.publish_batch(TopicArn=closed, PublishBatchRequestEntries=[{"Id": "1", "Message": "x"}])


def test_a_receiver_that_does_not_let_the_topic_in_holds_up_nobody(orders: Account, told: Any) -> None:
    topic = arn_of(orders)
    closed, opened = orders.queue("closed", from_topic(f"{topic}x")), orders.queue("opened", from_topic(topic))
    dead = orders.queue("dead", from_topic(topic))
    orders.topic()
    orders.subscribe(topic, closed, RedrivePolicy=redrive(dead), RawMessageDelivery="true")
    orders.subscribe(topic, closed.replace("closed", "gone"))
    orders.subscribe(topic, opened)
    orders.topics.publish(TopicArn=topic, Message="x", MessageAttributes=text("a"))
    (kept,) = orders.receive(dead)
    assert (kept["Body"], kept["MessageAttributes"]) == ("x", text("a"))
    assert len(orders.receive(opened)) == 1
    assert [(line["code"], line["target"]) for line in told("dead-lettered")] == [("NO_PERMISSIONS", closed)]
    (lost,) = told("lost")
    assert (lost["code"], lost["target"]) == ("NO_RESOURCE", closed.replace("closed", "gone"))


def test_a_function_runs_for_a_message_if_it_lets_the_topic_in(orders: Account, told: Any) -> None:
    topic, function = orders.topic(), orders.function(RECORD)
    dead = orders.queue("dead", from_topic(topic))
    orders.subscribe(topic, function, RedrivePolicy=redrive(dead))
    orders.topics.publish(TopicArn=topic, Message="early", MessageAttributes=text("a"))
    assert json.loads(orders.receive(dead)[0]["Body"])["Message"] == "early"
    grant = {"Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com", "SourceArn": topic}
    orders.functions.add_permission(FunctionName=function, StatementId="sns", **grant)
    orders.topics.publish(TopicArn=topic, Message="late", MessageAttributes=text("a"))
    assert told("invoked")[0]["outcome"] == "handled"


def test_a_throttled_function_gets_the_message_when_it_may_run_again(orders: Account, told: Any) -> None:
    topic, function = orders.topic(), orders.function(RECORD)
    grant = {"Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com", "SourceArn": topic}
    orders.functions.add_permission(FunctionName=function, StatementId="sns", **grant)
    orders.subscribe(topic, function)
    orders.functions.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    orders.topics.publish(TopicArn=topic, Message="x", MessageAttributes=text("a"))
    assert told("retried")[0]["code"] == "THROTTLING"
    orders.functions.delete_function_concurrency(FunctionName=function)
    assert told("invoked")[0]["outcome"] == "handled"


@pytest.mark.parametrize(
    ("scope", "policy_text", "wanted"),
    [
        ("MessageAttributes", '{"kind": ["a", {"numeric": [">", 5]}]}', ["a", "7", '["x", "a"]']),
        ("MessageAttributes", '{"kind": [{"anything-but": {"prefix": "b"}}]}', ["a", "7", '["x", "a"]']),
        ("MessageAttributes", '{"$or": [{"kind": [{"prefix": "b"}]}, {"other": ["a"]}]}', ["b"]),
        ("MessageBody", '{"n": {"kind": [{"suffix": "b"}, 7]}}', ["7", "b"]),
    ],
)
def test_a_subscription_gets_what_its_filter_lets_pass(
    orders: Account, told: Any, scope: str, policy_text: str, wanted: list[str]
) -> None:
    topic = arn_of(orders)
    queue = orders.queue("queue", from_topic(topic))
    orders.topic()
    orders.subscribe(topic, queue, FilterPolicy=policy_text, FilterPolicyScope=scope, RawMessageDelivery="true")
    for value, kind in (("a", "String"), ("b", "String"), ("7", "Number"), ('["x", "a"]', "String.Array")):
        body = json.dumps({"told": value, "n": {"kind": float(value) if kind == "Number" else value}})
        orders.topics.publish(TopicArn=topic, Message=body, MessageAttributes=text(value, kind))
    got = [json.loads(one["Body"])["told"] for one in orders.receive(queue, len(wanted))]
    assert sorted(got) == sorted(wanted)
    assert len(told("filtered", 4 - len(wanted))) == 4 - len(wanted)


def test_a_fifo_topic_keeps_order_and_takes_each_message_once(orders: Account, told: Any) -> None:
    topic = arn_of(orders, "topic.fifo")
    first, other = (orders.queue(f"{name}.fifo", from_topic(topic), FifoQueue="true") for name in ("first", "other"))
    plain = orders.queue("plain", from_topic(topic))
    orders.topic("topic.fifo", FifoTopic="true", ContentBasedDeduplication="true")
    for queue in (first, other, plain):
        orders.subscribe(topic, queue, RawMessageDelivery="true")
    sent = [
        orders.topics.publish(TopicArn=topic, Message=str(n), MessageGroupId=f"g{n % 2}")["SequenceNumber"]
        for n in range(6)
    ]
    again = orders.topics.publish(TopicArn=topic, Message="3", MessageGroupId="g0")
    assert sent == sorted(set(sent))
    assert again["SequenceNumber"] == sent[3]
    for queue in (first, other):
        bodies = [one["Body"] for one in orders.receive(queue, 6)]
        assert [sorted(bodies[:6]), len(bodies)] == [list("012345"), 6]
        assert [one for one in bodies if int(one) % 2] == ["1", "3", "5"]
    assert sorted(one["Body"] for one in orders.receive(plain, 6)) == list("012345")
    assert told("repeated")[0]["topic"] == topic


def test_an_event_reaches_a_topic_over_a_rule_that_its_policy_lets_in(hub: Account, told: Any) -> None:
    topic, queue = arn_of(hub), hub.queue("queue", from_topic(arn_of(hub)))
    rule = hub.rule(hub.bus(), ANY, Arn=topic)
    condition = {"ArnEquals": {"aws:SourceArn": rule}, "StringEquals": {"aws:SourceAccount": hub.number}}
    hub.topic("topic", let_in({"Service": "events.amazonaws.com"}, "sns:Publish", **condition))
    hub.subscribe(topic, queue, RawMessageDelivery="true")
    event = hub.publish(f"{hub.prefix}_bus")["EventId"]
    assert json.loads(hub.receive(queue)[0]["Body"])["id"] == event
    assert {line.get("topic"): line["id"] for line in told("delivered", 2)} == {None: event, topic: event}


def test_an_event_reaches_a_topic_of_another_account_with_a_role(hub: Account, payments: Account, told: Any) -> None:
    topic = arn_of(payments)
    role = hub.role("delivery", "events.amazonaws.com", allow("sns:Publish", topic))
    payments.topic("topic", let_in(root(hub), "sns:Publish", ArnEquals={"aws:PrincipalArn": role}))
    hub.rule(hub.bus(), ANY, Arn=topic, RoleArn=role)
    hub.publish(f"{hub.prefix}_bus")
    assert told("unmatched")[0]["topic"] == topic


def test_who_owns_the_queue_is_asked_before_somebody_else_subscribes_it(orders: Account, payments: Account) -> None:
    topic = orders.topic()
    queue = payments.queue("queue", from_topic(topic))
    assert orders.subscribe(topic, queue) == "pending confirmation"
    orders.topics.publish(TopicArn=topic, Message="early")
    (asked,) = [json.loads(one["Body"]) for one in payments.receive(queue)]
    assert asked["Type"] == "SubscriptionConfirmation"
    payments.topics.confirm_subscription(TopicArn=topic, Token=asked["Token"])
    orders.topics.publish(TopicArn=topic, Message="late")
    assert json.loads(payments.receive(queue)[0]["Body"])["Message"] == "late"


def test_a_message_carries_the_header_of_x_ray_on(orders: Account) -> None:
    topic, trace = orders.topic(), "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Sampled=1"
    queue = orders.queue("queue", from_topic(topic))
    orders.subscribe(topic, queue)
    traced = orders.client("sns")
    traced.meta.events.register(
        "before-send.sns", lambda request, **_: request.headers.update({"X-Amzn-Trace-Id": trace})
    )
    traced.publish(TopicArn=topic, Message="x")
    url = orders.sqs.get_queue_url(QueueName=queue.split(":")[5])["QueueUrl"]
    message = message_of(orders.sqs, url, AttributeNames=["AWSTraceHeader"])
    assert message["Attributes"]["AWSTraceHeader"] == trace


@pytest.mark.parametrize(
    ("kind", "value"), [("Number", "1e999999999"), ("String.Array", "[1e9999999999999999999]"), ("String.Array", "[")]
)
def test_an_odd_attribute_is_let_pass_by_no_filter(orders: Account, told: Any, kind: str, value: str) -> None:
    topic = orders.topic()
    orders.subscribe(topic, orders.queue("queue"), FilterPolicy='{"kind": [{"numeric": [">", 1]}, "a"]}')
    orders.topics.publish(TopicArn=topic, Message="x", MessageAttributes=text(value, kind))
    assert told("filtered")[0]["topic"] == topic


def test_an_unsubscribed_queue_gets_nothing_more(orders: Account) -> None:
    topic = orders.topic()
    queue = orders.queue("queue", from_topic(topic))
    one = orders.subscribe(topic, queue)
    orders.topics.unsubscribe(SubscriptionArn=one)
    orders.topics.publish(TopicArn=topic, Message="x")
    assert orders.receive(queue, patience=0.1) == []
    assert eventually(lambda: not orders.topics.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"])
