"""Who uses which queue as dead letters, said within who uses it or put on it beside. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from mesh_policy.values import MANAGED, MARK, NotReadable, Resource, Surroundings, key_of

REDRIVE, ALLOWED = "redrive_policy", "redrive_allow_policy"
PUT_ON = "aws_sqs_queue_redrive_policy"
CARRYING = (
    "aws_lambda_function",
    "aws_sns_topic_subscription",
    "aws_lambda_event_source_mapping",
    "aws_scheduler_schedule",
)
"""What hands messages on, and puts into dead letters what it could not."""
WITH_DEAD_LETTERS = ("aws_sqs_queue", PUT_ON, "aws_cloudwatch_event_target", *CARRYING)
WAYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "aws_lambda_event_source_mapping": (("destination_config", "on_failure", "destination_arn"),),
    "aws_scheduler_schedule": (("target", "dead_letter_config", "arn"),),
}
"""Where a resource names its dead letters, through its nested blocks, if not in `dead_letter_config`."""


def users_of(queue: Resource, around: Surroundings) -> list[Resource]:
    """The queues, targets, functions, subscriptions, mappings and schedules whose dead letters a queue is."""
    found = {
        id(user): user for key in queue.keys for user, arn in _by_key(around).get(key, ()) if queue.is_meant_by(arn)
    }
    return [user for user in found.values() if user is not queue]


def dead_letters_of(user: Resource) -> list[str]:
    """The queues that a resource names as its dead letters."""
    ways = WAYS.get(user.type, (("dead_letter_config", "arn"), ("dead_letter_config", "target_arn")))
    found = [end for way in ways for end in _at(user.values, way)]
    try:
        policy = json_of(user, REDRIVE) or {}
    except NotReadable:
        policy = {}
    return [one for one in [*found, str(policy.get("deadLetterTargetArn") or "")] if one]


def _at(values: Any, way: Sequence[str]) -> Iterator[str]:
    """The texts at the end of a way through nested blocks."""
    if not way:
        yield str(values or "")
    elif isinstance(values, list):
        for one in values:
            yield from _at(one, way)
    elif isinstance(values, Mapping):
        yield from _at(values.get(way[0]), way[1:])


@lru_cache(maxsize=1)
def _by_key(around: Surroundings) -> Mapping[str, list[tuple[Resource, str]]]:
    found: dict[str, list[tuple[Resource, str]]] = {}
    for user in (one for kind in WITH_DEAD_LETTERS for one in around.of(kind)):
        for arn in dead_letters_of(user):
            found.setdefault(key_of(arn), []).extend((one, arn) for one in _meant(user, around))
    return found


def _meant(user: Resource, around: Surroundings) -> list[Resource]:
    """The user itself; of what is put on a queue, the queue, where it is here."""
    if user.type != PUT_ON:
        return [user]
    return around.meant_by(str(user.values.get("queue_url") or ""), "aws_sqs_queue") or [user]


def redrives(queue: Resource, key: str, around: Surroundings) -> list[Mapping[str, Any]]:
    """What a queue says under `redrive_policy` or `redrive_allow_policy`, and what is put on it beside. Raises NotReadable."""
    beside = around.beside(queue, f"aws_sqs_queue_{key}")
    own = [queue, *(one for one in beside if queue.is_meant_by(str(one.values.get("queue_url") or "")))]
    return [said for one in own if (said := json_of(one, key)) is not None]


def json_of(resource: Resource, key: str) -> Mapping[str, Any] | None:
    """An argument that is JSON text; None where it is not set. Raises NotReadable."""
    value = resource.get(key)
    if value in (None, ""):
        return None
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return _by_reference(value, key)
    if not isinstance(found, Mapping):
        raise NotReadable(f"`{key}` is no object")
    return found


def _by_reference(text: str, key: str) -> Mapping[str, Any]:
    """What is sure of JSON that a plan knows only after the apply, where it refers to one queue. Raises NotReadable.

    AWS takes no dead letters without a count, and no queues but with `byQueue`.
    """
    marked = MARK.fullmatch(text)
    found = MANAGED.fullmatch(marked[1]) if marked else None
    if found and found["type"] == "aws_sqs_queue" and key in (REDRIVE, ALLOWED):
        named = {"deadLetterTargetArn": text, "maxReceiveCount": 1}
        return named if key == REDRIVE else {"redrivePermission": "byQueue", "sourceQueueArns": [text]}
    raise NotReadable(f"`{key}` hangs on {marked[1]}" if marked else f"`{key}` is no JSON")
