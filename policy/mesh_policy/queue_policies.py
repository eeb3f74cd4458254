"""The policies of a queue: its own and those put on it beside. Pure."""

from mesh_policy.policies import Statement, statements
from mesh_policy.values import NotReadable, Resource, Surroundings

Read = tuple[list[Statement], list[NotReadable]]
"""Statements, and what cannot be read beside them."""


def policies_of(queue: Resource, around: Surroundings) -> list[Read]:
    """Of a queue with several policies AWS keeps the one that is put last: each has to say all by itself."""
    return [_parted(one) for one in _policies(queue, around)]


def all_policies_of(queue: Resource, around: Surroundings) -> Read:
    """The statements of all policies of a queue, whichever of them AWS keeps."""
    return _parted([one for policy in _policies(queue, around) for one in policy])


def _policies(queue: Resource, around: Surroundings) -> list[list[Statement | NotReadable]]:
    beside = around.beside(queue, "aws_sqs_queue_policy")
    policies = [queue, *(one for one in beside if queue.is_meant_by(str(one.values.get("queue_url") or "")))]
    return [one for one in ([*statements(policy)] for policy in policies) if one] or [[]]


def _parted(said: list[Statement | NotReadable]) -> Read:
    unread = [one for one in (each if isinstance(each, NotReadable) else each.unread for each in said) if one]
    return [one for one in said if isinstance(one, Statement) and not one.unread], unread
