"""The policies of a queue or a topic: its own and those put on it beside. Pure."""

from mesh_policy.policies import Statement, statements
from mesh_policy.values import NotReadable, Resource, Surroundings

Read = tuple[list[Statement], list[NotReadable]]
"""Statements, and what cannot be read beside them."""
PUT_ON = {"aws_sqs_queue": ("aws_sqs_queue_policy", "queue_url"), "aws_sns_topic": ("aws_sns_topic_policy", "arn")}
"""What puts a policy on a resource beside it, and which argument names the resource."""


def policies_of(channel: Resource, around: Surroundings) -> list[Read]:
    """Of a queue or topic with several policies AWS keeps the one that is put last: each has to say all by itself."""
    return [_parted(one) for one in _policies(channel, around)]


def all_policies_of(channel: Resource, around: Surroundings) -> Read:
    """The statements of all policies of a queue or topic, whichever of them AWS keeps."""
    return _parted([one for policy in _policies(channel, around) for one in policy])


def _policies(channel: Resource, around: Surroundings) -> list[list[Statement | NotReadable]]:
    kind, key = PUT_ON[channel.type]
    beside = [one for one in around.beside(channel, kind) if channel.is_meant_by(str(one.values.get(key) or ""))]
    return [one for one in ([*statements(policy)] for policy in [channel, *beside]) if one] or [[]]


def _parted(said: list[Statement | NotReadable]) -> Read:
    unread = [one for one in (each if isinstance(each, NotReadable) else each.unread for each in said) if one]
    return [one for one in said if isinstance(one, Statement) and not one.unread], unread
