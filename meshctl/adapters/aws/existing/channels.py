"""Queues, topics, streams and logs, as their services tell them. Asks only.

Each lookup gives None, or raises AWS's error of what is not there, where there is nothing of that name.
"""

from collections.abc import Mapping
from json import loads
from typing import Any

from meshctl.adoption.own_resources import ExistingResource

Values = Mapping[str, Any]


def queue(sqs: Any, values: Values, _: str) -> ExistingResource:
    """By its name; its URL is AWS's."""
    url = sqs.get_queue_url(QueueName=values["name"])["QueueUrl"]
    return ExistingResource(sqs.list_queue_tags(QueueUrl=url).get("Tags", {}), url)


def topic(sns: Any, _: Values, arn: str) -> ExistingResource:
    """By its ARN."""
    tags = sns.list_tags_for_resource(ResourceArn=arn)["Tags"]
    return ExistingResource({one["Key"]: one["Value"] for one in tags})


def topic_subscription(sns: Any, values: Values, _: str) -> ExistingResource | None:
    """By its topic, its protocol and its endpoint; its ARN is AWS's."""
    pages = sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=values["topic_arn"])
    wanted = values["protocol"], values["endpoint"]
    found = (one for page in pages for one in page["Subscriptions"] if (one["Protocol"], one["Endpoint"]) == wanted)
    return next((ExistingResource(None, one["SubscriptionArn"]) for one in found), None)


def stream(kinesis: Any, values: Values, _: str) -> ExistingResource:
    """By its name; it has fifty tags at most, which are one answer's."""
    tags = kinesis.list_tags_for_stream(StreamName=values["name"], Limit=50)["Tags"]
    return ExistingResource({one["Key"]: one["Value"] for one in tags})


def log_group(logs: Any, values: Values, _: str) -> ExistingResource | None:
    """By its name."""
    pages = logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=values["name"])
    found = [one for page in pages for one in page["logGroups"] if one["logGroupName"] == values["name"]]
    if not found:
        return None
    return ExistingResource(logs.list_tags_for_resource(resourceArn=found[0]["arn"].removesuffix(":*"))["tags"])


def log_policy(logs: Any, values: Values, _: str) -> ExistingResource | None:
    """By its name and what it says: it hangs on nothing, and one that says something else is written anew by Terraform."""
    pages = logs.get_paginator("describe_resource_policies").paginate()
    found = (one for page in pages for one in page["resourcePolicies"] if one["policyName"] == values["policy_name"])
    said = [loads(one["policyDocument"]) for one in found]
    return ExistingResource(None) if said == [loads(values["policy_document"])] else None
