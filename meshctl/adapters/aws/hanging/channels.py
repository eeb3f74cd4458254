"""What hangs on queues, topics, streams, tables and log groups, as their services list it. Asks only."""

from collections.abc import Collection, Iterator
from typing import Any

from meshctl.drift.own_resources import OwnResource
from meshctl.drift.removals import PENDING
from meshctl.drift.seen_resources import (
    CONSUMER,
    LOG_POLICY,
    STATEMENT,
    SUBSCRIPTION,
    SUBSCRIPTION_FILTER,
    SeenResource,
)
from meshctl.drift.statements import patterns_of, statements

_GONE = "Deleted"
"""What SNS tells for a while instead of the ARN of a subscription that somebody has taken away."""


def statements_of_queue(sqs: Any, queue: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of its policy; a queue may have none."""
    found = sqs.get_queue_attributes(QueueUrl=queue.texts["url"], AttributeNames=["Policy"])
    return _statements(queue, found.get("Attributes", {}).get("Policy", ""))


def statements_of_topic(sns: Any, topic: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of its policy."""
    return _statements(topic, sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"].get("Policy", ""))


def subscriptions_of_topic(sns: Any, topic: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """All that stand. Those that nobody has confirmed have no ARN, and are named by whom they would reach."""
    for page in sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic.arn):
        for one in page["Subscriptions"]:
            to, arn = f"{one['Protocol']} {one['Endpoint']}", one["SubscriptionArn"]
            if arn == _GONE:
                continue
            name = f"{PENDING} of {to}" if arn == PENDING else arn
            yield SeenResource(SUBSCRIPTION, (name,), (topic.arn,), f"to {to}")


def statements_of_stream(kinesis: Any, stream: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of its policy, of which the mesh writes none."""
    return _statements(stream, kinesis.get_resource_policy(ResourceARN=stream.arn).get("Policy", ""))


def consumers_of_stream(kinesis: Any, stream: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Who reads it at a rate of its own, of which the mesh makes none."""
    for page in kinesis.get_paginator("list_stream_consumers").paginate(StreamARN=stream.arn):
        for one in page["Consumers"]:
            yield SeenResource(CONSUMER, (one["ConsumerARN"],), (stream.arn,), one["ConsumerName"])


def statements_of_table(dynamodb: Any, table: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of its policy, of which the mesh writes none."""
    return _statements(table, dynamodb.get_resource_policy(ResourceArn=table.arn).get("Policy", ""))


def filters_of_log_group(logs: Any, group: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Where else its lines go, of which the mesh makes none."""
    for page in logs.get_paginator("describe_subscription_filters").paginate(logGroupName=group.name):
        for one in page["subscriptionFilters"]:
            names = (group.name, one["filterName"])
            yield SeenResource(SUBSCRIPTION_FILTER, names, (group.arn,), f"to {one['destinationArn']}")


def log_policies(logs: Any) -> Iterator[SeenResource]:
    """All of an account: each touches what its statements speak of, as patterns."""
    for page in logs.get_paginator("describe_resource_policies").paginate():
        for one in page["resourcePolicies"]:
            said = one["policyDocument"]
            yield SeenResource(LOG_POLICY, (one["policyName"],), patterns_of(said), " ".join(statements(said)))


def _statements(resource: OwnResource, policy: str) -> Iterator[SeenResource]:
    return (SeenResource(STATEMENT, (resource.arn, one), (resource.arn,), one) for one in statements(policy))
