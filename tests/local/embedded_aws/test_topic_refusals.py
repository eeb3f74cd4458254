"""What SNS refuses, in AWS's words as they were recorded."""

import json
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from .accounts import REGION, Account

pytestmark = pytest.mark.local

FIVE = "An ARN must have at least 6 elements, not 5"
NO_DATA_TYPE = "1 validation error detected: Value null at '{}' failed to satisfy constraint: Member must not be null"
ATTRIBUTES: list[tuple[dict[str, Any], str]] = [
    (
        {"a": {"DataType": "String"}},
        "must contain non-empty message attribute value for message attribute type 'String'",
    ),
    ({"a": {"DataType": "Number", "BinaryValue": b"1"}}, "with type 'Number' must use field 'String'."),
    ({"a": {"DataType": "Stringy", "StringValue": "x"}}, "has an invalid message attribute type"),
    ({"a": {"DataType": "Number", "StringValue": "x"}}, "Could not cast message attribute 'a' value to number."),
    ({"a^": {"DataType": "String", "StringValue": "x"}}, "Invalid non-alphanumeric character '#x5E' was found"),
    ({"a.": {"DataType": "String", "StringValue": "x"}}, "name ending with character '.' was found."),
    ({"a": {"StringValue": "x"}}, NO_DATA_TYPE.format("messageAttributes.a.member.dataType")),
]


def refused(call: Any, **arguments: Any) -> str:
    """The refusal's code, status and sentence."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    answer = caught.value.response
    return f"{answer['Error']['Code']} {answer['ResponseMetadata']['HTTPStatusCode']} {answer['Error']['Message']}"


def careless(account: Account) -> Any:
    """A client that sends whatever it is given."""
    return account.session.client("sns", endpoint_url=account.endpoint, config=Config(parameter_validation=False))


def invalid(what: str) -> str:
    return f"InvalidParameter 400 Invalid parameter: {what}"


@pytest.mark.parametrize(("attributes", "told"), ATTRIBUTES)
def test_attributes_of_a_message_are_refused(orders: Account, attributes: dict[str, Any], told: str) -> None:
    asked = {"TopicArn": orders.topic(), "Message": "x", "MessageAttributes": attributes}
    assert told in refused(careless(orders).publish, **asked)


def test_publish_is_refused(orders: Account) -> None:
    topic, publish = orders.topic(), orders.topics.publish
    for asked, told in (
        ({"TopicArn": topic, "Message": ""}, invalid("Empty message")),
        ({"TopicArn": topic, "Message": "x", "Subject": ""}, invalid("Subject")),
        ({"TopicArn": topic, "Message": "x" * 262_145}, invalid("Message too long")),
        ({"TopicArn": topic[:-1], "Message": "x"}, "NotFound 404 Topic does not exist"),
        ({"TopicArn": "a:b:c:d:e", "Message": "x"}, invalid(f"TopicArn Reason: {FIVE}")),
        ({"Message": "x"}, invalid("TopicArn Reason: no value for required parameter")),
        ({"TopicArn": topic.replace(REGION, "eu-west-1"), "Message": "x"}, invalid("TopicArn")),
        (
            {"TopicArn": topic, "Message": '{"sqs": "x"}', "MessageStructure": "json"},
            invalid("Message Structure - No default entry in JSON message body"),
        ),
        (
            {"TopicArn": topic, "Message": "{", "MessageStructure": "json"},
            invalid("Message Structure - JSON message body failed to parse"),
        ),
    ):
        assert refused(publish, **asked) == told


def test_a_batch_is_refused_whole(orders: Account) -> None:
    topic, batch = orders.topic(), careless(orders).publish_batch
    for entries, told in (
        ([], "EmptyBatchRequest 400"),
        ([{"Id": str(n), "Message": "x"} for n in range(11)], "TooManyEntriesInBatchRequest 400"),
        ([{"Id": "1", "Message": "x"}] * 2, "BatchEntryIdsNotDistinct 400"),
        ([{"Id": "a.b", "Message": "x"}], "InvalidBatchEntryId 400"),
        ([{"Id": str(n), "Message": "x" * 140_000} for n in range(2)], "BatchRequestTooLong 400"),
    ):
        assert refused(batch, TopicArn=topic, PublishBatchRequestEntries=entries).startswith(told)


def test_a_fifo_topic_wants_group_and_deduplication(orders: Account) -> None:
    fifo, publish = orders.topic("topic.fifo", FifoTopic="true"), orders.topics.publish
    assert "MessageGroupId parameter is required for FIFO topics" in refused(publish, TopicArn=fifo, Message="x")
    told = refused(publish, TopicArn=fifo, Message="x", MessageGroupId="g")
    assert "should either have ContentBasedDeduplication enabled or MessageDeduplicationId" in told
    dead, queue = orders.queue("dead"), orders.queue("queue.fifo", FifoQueue="true")
    redrive = json.dumps({"deadLetterTargetArn": dead})
    told = refused(lambda: orders.subscribe(fifo, queue, RedrivePolicy=redrive))
    assert told.endswith("RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.")
    told = refused(lambda: orders.subscribe(orders.topic(), queue))
    assert told.endswith("FIFO SQS Queues can not be subscribed to standard SNS topics")


@pytest.mark.parametrize(
    ("protocol", "endpoint", "told"),
    [
        ("nix", "x", "Amazon SNS does not support this protocol string: nix"),
        ("sqs", "http://localhost/1/x", "SQS endpoint ARN"),
        ("lambda", "x", "Lambda endpoint ARN"),
    ],
)
def test_an_endpoint_is_refused_that_is_none_of_its_protocol(
    orders: Account, protocol: str, endpoint: str, told: str
) -> None:
    asked = {"TopicArn": orders.topic(), "Protocol": protocol, "Endpoint": endpoint}
    assert refused(orders.topics.subscribe, **asked) == invalid(told)


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RawMessageDelivery", "maybe", "RawMessageDelivery: Invalid value [maybe]. Must be true or false."),
        ("FilterPolicyScope", "Body", "FilterPolicyScope: Invalid value [Body]. Please use either MessageBody or"),
        ("FilterPolicy", '{"a": [{"wildcard": "x*"}]}', "FilterPolicy: Unrecognized match type wildcard"),
        ("FilterPolicy", "{x}", "FilterPolicy: failed to parse JSON. Unexpected character ('x' (code 120)): was expe"),
        ("FilterPolicy", "nix", "FilterPolicy: failed to parse JSON. Unrecognized token 'nix': was expecting (JSON"),
        ("FilterPolicy", '{"a": {"b": ["c"]}}', "Filter policy scope MessageAttributes does not support nested filter"),
        ("RedrivePolicy", '{"deadLetterTargetArn": "x"}', "RedrivePolicy: deadLetterTargetArn is an invalid arn"),
        ("Colour", "red", "AttributeName"),
    ],
)
def test_an_attribute_of_a_subscription_is_refused_when_it_is_made_and_when_it_is_set(
    orders: Account, name: str, value: str, told: str
) -> None:
    topic, queue = orders.topic(), orders.queue("queue")
    assert refused(lambda: orders.subscribe(topic, queue, **{name: value})).startswith(
        invalid(f"Attributes Reason: {told}")
    )
    one = orders.subscribe(topic, queue)
    asked = {"SubscriptionArn": one, "AttributeName": name, "AttributeValue": value}
    assert refused(orders.topics.set_subscription_attributes, **asked).startswith(invalid(told))
    assert name not in {"FilterPolicy", "RedrivePolicy"} & set(attributes_of(orders, one))


def attributes_of(account: Account, subscription: str) -> dict[str, str]:
    answer = account.topics.get_subscription_attributes(SubscriptionArn=subscription)
    return dict(answer["Attributes"])


def test_a_filter_is_asked_again_when_its_scope_changes(orders: Account) -> None:
    topic, queue = orders.topic(), orders.queue("queue")
    nested = {"FilterPolicy": '{"a": {"b": ["c"]}}', "FilterPolicyScope": "MessageBody"}
    one = orders.subscribe(topic, queue, **nested)
    asked = {"SubscriptionArn": one, "AttributeName": "FilterPolicyScope", "AttributeValue": "MessageAttributes"}
    assert "does not support nested filter policy" in refused(orders.topics.set_subscription_attributes, **asked)
    assert nested.items() <= attributes_of(orders, one).items()


def test_who_subscribes_again_has_the_same_subscription_or_is_refused(orders: Account) -> None:
    topic, queue = orders.topic(), orders.queue("queue")
    one = orders.subscribe(topic, queue, RawMessageDelivery="True")
    assert orders.subscribe(topic, queue) == one
    assert orders.subscribe(topic, queue, RawMessageDelivery="true", FilterPolicyScope="MessageAttributes") == one
    told = refused(lambda: orders.subscribe(topic, queue, RawMessageDelivery="false"))
    assert told == invalid("Attributes Reason: Subscription already exists with different attributes")


def test_subscriptions_that_are_not_there(orders: Account) -> None:
    topics, arn = orders.topics, orders.topic()
    told = refused(careless(orders).unsubscribe)
    assert told == invalid("SubscriptionArn Reason: no value for required parameter")
    assert refused(topics.unsubscribe, SubscriptionArn="x").endswith("at least 6 elements, not 1")
    assert refused(topics.unsubscribe, SubscriptionArn=arn) == invalid("SubscriptionId")
    told = refused(topics.get_subscription_attributes, SubscriptionArn=f"{arn}:x")
    assert told == "NotFound 404 Subscription does not exist"
    assert refused(topics.confirm_subscription, TopicArn=arn, Token="a" * 288) == invalid("Token")
    assert refused(topics.confirm_subscription, TopicArn=arn, Token="x") == "InvalidParameter 400 Invalid token"


def test_a_topic_is_made_once(orders: Account) -> None:
    topic, create = orders.topic("topic", DisplayName="one"), orders.topics.create_topic
    name = topic.split(":")[5]
    assert create(Name=name)["TopicArn"] == create(Name=name, Attributes={"FifoTopic": "false"})["TopicArn"] == topic
    told = refused(create, Name=name, Attributes={"DisplayName": "two"})
    assert told == invalid("Attributes Reason: Topic already exists with different attributes")
    told = refused(create, Name=name, Tags=[{"Key": "a", "Value": "b"}])
    assert told == invalid("Tags Reason: Topic already exists with different tags")
    told = refused(careless(orders).tag_resource, ResourceArn=topic, Tags=[{"Key": "a"}])
    assert told.endswith("Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null")
    for wrong in ("", "a b", "a" * 257, "a.fifo"):
        assert refused(create, Name=wrong) == invalid("Topic Name")


def test_a_topic_tells_what_it_was_given(orders: Account) -> None:
    given = {"DisplayName": "x", "FifoThroughputScope": "MessageGroup", "TracingConfig": "Active"}
    fifo = orders.topic("topic.fifo", FifoTopic="true", **given)
    orders.topics.set_topic_attributes(TopicArn=fifo, AttributeName="TracingConfig", AttributeValue="PassThrough")
    told = orders.topics.get_topic_attributes(TopicArn=fifo)["Attributes"]
    assert told.items() >= {**given, "TracingConfig": "PassThrough", "FifoTopic": "true"}.items()
    assert "DeliveryPolicy" not in told
    delivery = {"http": {"defaultRequestPolicy": {"headerContentType": "application/json"}}}
    asked = {"TopicArn": fifo, "AttributeName": "DeliveryPolicy", "AttributeValue": json.dumps(delivery)}
    orders.topics.set_topic_attributes(**asked)
    policies = orders.topics.get_topic_attributes(TopicArn=fifo)["Attributes"]
    overrides = {"disableSubscriptionOverrides": False}
    assert json.loads(policies["DeliveryPolicy"]) == {"http": delivery["http"] | overrides}
    assert json.loads(policies["EffectiveDeliveryPolicy"])["http"].items() >= (delivery["http"] | overrides).items()
    told = refused(orders.topics.set_topic_attributes, TopicArn=fifo, AttributeName="FifoTopic", AttributeValue="true")
    assert told == invalid("AttributeName")


def test_lists_come_in_pages_of_a_hundred(orders: Account) -> None:
    topic, listed = orders.topic(), orders.topics.list_subscriptions_by_topic
    for number in range(101):
        orders.topics.subscribe(TopicArn=topic, Protocol="sms", Endpoint=f"+49{number}")
    first = listed(TopicArn=topic)
    rest = listed(TopicArn=topic, NextToken=first["NextToken"])
    assert (len(first["Subscriptions"]), len(rest["Subscriptions"]), "NextToken" in rest) == (100, 1, False)
    assert refused(listed, TopicArn=topic, NextToken="x") == invalid("NextToken")


def test_a_filter_is_shown_without_its_white_space_where_it_is_refused(orders: Account) -> None:
    policy = '{\n  "a" : [ {"prefix": 1} ]\n}'
    told = 'prefix match pattern must be a string\n at [Source: (String)"{"a":[{"prefix":1}]}"; line: 1, column: 18]'
    asked = orders.topic(), orders.queue("queue")
    assert refused(lambda: orders.subscribe(*asked, FilterPolicy=policy)) == invalid(
        f"Attributes Reason: FilterPolicy: {told}"
    )


def test_a_subscription_tells_the_user_who_made_it(orders: Account) -> None:
    orders.iam.create_user(UserName=f"{orders.prefix}_maria")
    key = orders.iam.create_access_key(UserName=f"{orders.prefix}_maria")["AccessKey"]
    session = boto3.Session(key["AccessKeyId"], key["SecretAccessKey"], region_name=REGION)
    topics = session.client("sns", endpoint_url=orders.endpoint)
    one = topics.subscribe(
        TopicArn=orders.topic(), Protocol="sqs", Endpoint=orders.queue("q"), ReturnSubscriptionArn=True
    )
    told = topics.get_subscription_attributes(SubscriptionArn=one["SubscriptionArn"])["Attributes"]
    assert told["SubscriptionPrincipal"] == f"arn:aws:iam::{orders.number}:user/{orders.prefix}_maria"


@pytest.mark.parametrize("letter", [r"\ud800", r"\u0000", r"\ufffe"])
@pytest.mark.parametrize("policy", ['{"a": [{"@": 1}]}', '{"a": [{"@": [1]}]}', '{"a": [{"numeric": ["@", 1]}]}'])
def test_what_xml_cannot_say_is_shown_otherwise(orders: Account, policy: str, letter: str) -> None:
    one = orders.subscribe(orders.topic(), orders.queue("queue"))
    asked = {"SubscriptionArn": one, "AttributeName": "FilterPolicy", "AttributeValue": policy.replace("@", letter)}
    assert refused(orders.topics.set_subscription_attributes, **asked).startswith(invalid("FilterPolicy: "))
