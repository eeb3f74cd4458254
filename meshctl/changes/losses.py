"""What is lost with a resource that Terraform deletes or replaces, and what may be missed at a topic. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from re import compile as pattern

from meshctl.passes.generations import StackKey
from meshctl.plan.changes import ResourceChange
from meshctl.topology.lowering.keys import ends_of

_MESSAGES = "the messages in {}"
_GAP = "the events that come before it is there again"
_MISSED = "the times that come before it is there again"
_GAPS = (_GAP, _MISSED)
LOSSES: Mapping[str, tuple[str, str]] = {
    "aws_sqs_queue": ("queues", _MESSAGES),
    "aws_dynamodb_table": (
        "tables of handled events",
        "which events were handled: those that come again are handled again",
    ),
    "aws_kinesis_stream": ("streams", "the records in {}"),
    "aws_lambda_function": ("functions", "what Lambda has taken for {} and not handled yet"),
    "aws_cloudwatch_event_rule": ("rules", _GAP),
    "aws_cloudwatch_event_target": ("targets of rules", _GAP),
    "aws_cloudwatch_event_bus": ("event buses", _GAP),
    "aws_cloudwatch_event_archive": ("archives", "the events in {}"),
    "aws_sns_topic": ("topics", _GAP),
    "aws_sns_topic_subscription": ("subscriptions to topics", _GAP),
    "aws_scheduler_schedule": ("schedules", _MISSED),
    "aws_sfn_state_machine": ("workflows", "what executions of {} have not done yet"),
    "aws_cloudwatch_log_group": ("log groups", "the logs in {}"),
}
"""By the type of resource: what several are called, and what is lost with it or them. Others lose nothing but time."""
_TYPE = pattern(r"(?:^|\.)(aws_[a-z0-9_]+)\.[a-z0-9_]+(?:\[.*\])?$")


def lost_with(resources: Iterable[ResourceChange]) -> tuple[str, ...]:
    """A sentence for each resource that is deleted or replaced and takes something with it."""
    return tuple(f"{one.address} of {one.stack} is {one.action}d: {lost}" for one in resources if (lost := _lost(one)))


def missed_at_topics(may_miss: Iterable[tuple[StackKey, str]], owners: Mapping[StackKey, str]) -> tuple[str, ...]:
    """A sentence for each new subscription to a topic that begins too late for what comes there newly (`PassesOfChange.may_miss`)."""
    return tuple(_missed(owners[stack], *ends_of(key)) for stack, key in may_miss)


def _missed(system: str, kind: str, channel: str, topic: str) -> str:
    return (
        f"the {kind} {system}/{channel} begins with the pass switch to receive what the topic {system}/{topic} gives: it may miss"
        " what is sent there for the first time in that pass. Apply its subscription first, and what is new at the topic with a"
        " later change: then it misses nothing"
    )


def lost_with_destroyed(resources: Iterable[ResourceChange]) -> tuple[str, ...]:
    """A sentence for each type that is deleted and takes something with it for good; messages are counted instead."""
    counts = Counter(_type(one) for one in resources if one.action == "delete")
    kept = {kind: (several, lost) for kind, (several, lost) in LOSSES.items() if lost not in (*_GAPS, _MESSAGES)}
    return tuple(
        f"{several} ({count}): {lost.format('it' if count == 1 else 'them')}"
        for kind, (several, lost) in kept.items()
        if (count := counts[kind])
    )


def _lost(one: ResourceChange) -> str:
    _, lost = LOSSES.get(_type(one), ("", ""))
    return lost.format("it") if one.action == "replace" or (one.action == "delete" and lost not in _GAPS) else ""


def _type(one: ResourceChange) -> str:
    found = _TYPE.search(one.address)
    return found[1] if found else ""
