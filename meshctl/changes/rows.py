"""What the inputs of the roots are about, path by path, in words: the one table. Data only.

A path that no row knows is told all the same, by its steps (`facts`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from meshctl.changes import values
from meshctl.changes.values import PartNames


@dataclass(frozen=True, slots=True)
class Row:
    """What a path is about (`{}` is its last step, `{part}` the part that it lies in, `{read}` what a mapping reads), and how
    its value is shown.

    `in_full` is how it is shown beside another that reads alike. `of_subscription` says that its last step names a
    subscription of the same service, and that this is whose fact it is.
    """

    about: str
    text: Callable[[Any, PartNames], str] = values.raw
    in_full: Callable[[Any, PartNames], str] = values.raw
    of_subscription: bool = False


SERVED = {
    "functions": "function",
    "archives": "archive",
    "queues": "queue",
    "buffers": "subscription",
    "buses": "further bus",
    "dead_letters": "subscription",
    "logs": "log",
    "mappings": "function",
    "routes": "subscription",
    "schedules": "schedule",
    "topics": "topic",
    "streams": "stream",
    "topic_subscriptions": "topic subscription",
    "workflows": "workflow",
}
"""Inputs that hold a part by its key, and the kind of what a part is for. (terraform/*/variables.tf)"""
ACCOUNT, FILTER, TARGET = "account", "filter", "delivered to"
"""What others ask for: the account that a system moves to, what each new subscription lets in, and that it is there."""
MAY_PUBLISH = "{} may publish"
"""A system's right on the hub."""
BEGAN = "reads from the time on"
"""Where reading of a stream began, which nobody can change any more."""
NAMED = frozenset({"environment", "hops", "senders", "invokers", "publishes", "publishers", "tags"})
"""Maps within these, by names that people chose."""
WHOLES: Mapping[str, str] = {
    "functions.*": "the function",
    "archives.*": "the archive",
    "functions.*.dead_letters": "the dead letters",
    "functions.*.table": "the table of handled events",
    "queues.*": "the queue",
    "buffers.*": "the buffer",
    "buses.*": "the bus",
    "dead_letters.*": "the dead letters",
    "logs.*": "the log group",
    "mappings.*": "the mapping",
    "routes.*": "the route",
    "schedules.*": "the schedule",
    "topics.*": "the topic",
    "streams.*": "the stream",
    "topic_subscriptions.*": "the subscription to the topic",
    "workflows.*": "the workflow",
}
"""What comes and goes as a whole, by its form, and what it is called; what lies within another comes after it."""


def _grants(about: str, *, of_subscription: bool = False) -> Row:
    return Row(about, values.grant, values.grant_in_full, of_subscription)


def _queue(form: str, noun: str) -> dict[str, Row]:
    """What every queue of AWS has."""
    return {
        f"{form}.name": Row(f"the name of {noun}"),
        f"{form}.arn": Row(f"the ARN of {noun}"),
        f"{form}.protected": Row(f"{noun} may not be deleted"),
    }


ROWS: Mapping[str, Row] = {
    **_queue("functions.*.dead_letters", "the dead letters"),
    **_queue("queues.*.queue", "the queue"),
    **_queue("queues.*.dead_letters", "the dead letters"),
    **_queue("buffers.*.queue", "the buffer"),
    **_queue("dead_letters.*", "the dead letters"),
    "stack.account": Row(ACCOUNT),
    "stack.region": Row("Region"),
    "stack.tags.*": Row("tag {}"),
    "archives.*.keep_days": Row("keeps private events for", values.days),
    "archives.*.name": Row("the name of the archive"),
    "archives.*.bus_arn": Row("keeps what is on"),
    "bus.archive.keep_days": Row("the archive keeps events for", values.days),
    "bus.organization": Row("organisation"),
    "bus.policy_form": Row("the policy of the bus names"),
    "bus.publishers.*": Row(MAY_PUBLISH, values.publisher),
    "hops.*": _grants("the local bus lets in ({})"),
    "functions.*.role": Row("role", values.named),
    "functions.*.package_hash": Row("the code", values.masked),
    "functions.*.memory_mb": Row("memory", values.megabytes),
    "functions.*.timeout_seconds": Row("timeout", values.duration),
    "functions.*.log_keep_days": Row("logs are kept for", values.days),
    "functions.*.environment.*": Row("the value of {}", values.masked),
    "functions.*.publishes.*": Row("may publish ({})", values.publishing),
    "functions.*.writes": Row("may write to", values.writes),
    "functions.*.invokers.*": _grants("the function {part} lets in", of_subscription=True),
    "functions.*.dead_letters.keep_seconds": Row("dead letters are kept for", values.duration),
    "functions.*.dead_letters.senders.*": _grants("the dead letters let in ({})"),
    "functions.*.table.name": Row("remembers handled events in"),
    "functions.*.table.arn": Row("the ARN of the table"),
    "functions.*.dead_letters.source_queue_arn": Row("the dead letters are also those of", values.part),
    "queues.*.queue.keep_seconds": Row("messages are kept for", values.duration),
    "queues.*.queue.visibility_timeout_seconds": Row("a received message is hidden for", values.duration),
    "queues.*.queue.max_receives": Row("receives before dead letters"),
    "queues.*.queue.senders.*": _grants("the queue {part} lets in", of_subscription=True),
    "queues.*.queue.dead_letters_arn": Row("dead letters go to", values.part),
    "queues.*.dead_letters.keep_seconds": Row("dead letters are kept for", values.duration),
    "queues.*.dead_letters.senders.*": _grants("the dead letters let in ({})"),
    "queues.*.dead_letters.source_queue_arn": Row("the dead letters are those of", values.part),
    "buffers.*.function": Row("function"),
    "buffers.*.batch_size": Row("most messages at once"),
    "buffers.*.queue.keep_seconds": Row("the buffer keeps messages for", values.duration),
    "buffers.*.queue.visibility_timeout_seconds": Row("the buffer hides a received message for", values.duration),
    "buffers.*.queue.max_receives": Row("receives before dead letters"),
    "buffers.*.queue.senders.*": _grants("the buffer lets in"),
    "buffers.*.queue.dead_letters_arn": Row("dead letters of the buffer go to", values.part),
    "buses.*.name": Row("the name of the bus"),
    "buses.*.arn": Row("the ARN of the bus"),
    "buses.*.senders.*": _grants("the bus {part} lets in", of_subscription=True),
    "dead_letters.*.keep_seconds": Row("dead letters are kept for", values.duration),
    "dead_letters.*.senders.*": _grants("the dead letters let in"),
    "dead_letters.*.source_queue_arn": Row("the dead letters are also those of", values.part),
    "logs.*.name": Row("the name of the log group"),
    "logs.*.arn": Row("the ARN of the log group"),
    "logs.*.keep_days": Row("logs are kept for", values.days),
    "logs.*.senders.*": _grants("the log {part} lets in", of_subscription=True),
    "mappings.*.source_arn": Row("reads", values.part),
    "mappings.*.function": Row("the function of {read}"),
    "mappings.*.enabled": Row("{read}: reads at all"),
    "mappings.*.batch_size": Row("{read}: most items at once"),
    "mappings.*.window_seconds": Row("{read}: waits for items", values.duration),
    "mappings.*.filters": Row("{read}: reads only", values.filters),
    "mappings.*.stream.bisect": Row("{read}: a batch that fails is halved"),
    "mappings.*.stream.max_age_seconds": Row("{read}: retries", values.duration),
    "mappings.*.stream.retries": Row("{read}: attempts"),
    "mappings.*.stream.parallel": Row("{read}: batches of a shard at once"),
    "mappings.*.stream.on_failure_arn": Row("{read}: what it fails on goes to", values.part),
    "mappings.*.stream.start_at": Row(f"{{read}}: {BEGAN}"),
    "routes.*.retry.seconds": Row("retries", values.duration),
    "routes.*.retry.attempts": Row("attempts"),
    "routes.*.rule.name": Row("the name of the rule"),
    "routes.*.rule.arn": Row("the ARN of the rule"),
    "routes.*.rule.description": Row("the description of the rule"),
    "routes.*.target": Row(TARGET, values.target, values.target_in_full),
    "routes.*.delivery": Row("the delivery role may deliver to", values.delivery_role, values.delivery_role_in_full),
    "routes.*.input_transformer": Row("gets only", values.route_input),
    "routes.*.dead_letters_arn": Row("what cannot be delivered goes to", values.part),
    "routes.*.bus_name": Row("bus"),
    "routes.*.enabled": Row("takes events"),
    "schedules.*.name": Row("the name of the schedule"),
    "schedules.*.group_arn": Row("the ARN of the group"),
    "schedules.*.description": Row("description"),
    "schedules.*.expression": Row("is due"),
    "schedules.*.timezone": Row("time zone"),
    "schedules.*.enabled": Row("sends events"),
    "schedules.*.role": Row("role", values.named),
    "schedules.*.event": Row("sends", values.scheduled_event, values.scheduled_event_in_full),
    "schedules.*.retry.seconds": Row("retries", values.duration),
    "schedules.*.retry.attempts": Row("attempts"),
    "schedules.*.dead_letters_arn": Row("what cannot be sent goes to", values.part),
    "topics.*.name": Row("the name of the topic"),
    "topics.*.arn": Row("the ARN of the topic"),
    "topics.*.senders.*": _grants("the topic {part} lets in", of_subscription=True),
    "streams.*.name": Row("the name of the stream"),
    "streams.*.arn": Row("the ARN of the stream"),
    "streams.*.shards": Row("shards"),
    "streams.*.keep_seconds": Row("records are kept for", values.duration),
    "topic_subscriptions.*.name": Row("is called"),
    "topic_subscriptions.*.topic_arn": Row("brings what comes from", values.part),
    "topic_subscriptions.*.endpoint_arn": Row(TARGET, values.part),
    "topic_subscriptions.*.filter_policy": Row(FILTER),
    "topic_subscriptions.*.dead_letters_arn": Row("what cannot be delivered goes to", values.part),
    "workflows.*.name": Row("the name of the workflow"),
    "workflows.*.arn": Row("the ARN of the workflow"),
    "workflows.*.role": Row("role", values.named),
    "workflows.*.express": Row("express"),
    "workflows.*.definition": Row("the definition", values.masked),
    "workflows.*.log_keep_days": Row("logs are kept for", values.days),
    "workflows.*.uses": Row("calls and sends to", values.writes),
}
"""By the steps of a path; `*` is a step that is a name."""
