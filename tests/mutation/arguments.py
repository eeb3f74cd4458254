"""What protects a resource beside its policies: by type of resource, which arguments, and how each is weakened. Pure.

A policy document is found by itself, in whatever argument it stands. A type that is not here is one whose protections
nobody has thought about: name it, with an empty tuple if it has none.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

FOREIGN_QUEUE = "arn:aws:sqs:eu-west-1:999999999999:foreign"
ROLE = "arn:aws:iam::999999999999:role/any"
TOLD_TO_A_STRANGER = [{"on_failure": [{"destination_arn": FOREIGN_QUEUE}]}]


def _said(value: Any) -> bool:
    return value not in (None, "", [], {})


def _unsaid(value: Any) -> bool:
    return not _said(value)


@dataclass(frozen=True, slots=True)
class Weakening:
    """One way to take a protection from an argument: what becomes of it, and how its value changes then.

    `applies` says whether a value is protected so at all. Without an `argument` the whole resource is removed.
    """

    kind: str
    argument: str
    became: str
    weaken: Callable[[Any], Any] = lambda value: [] if isinstance(value, list) else None
    applies: Callable[[Any], bool] = _said


def _to(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def _in_block(**values: Any) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
    return lambda blocks: [{**blocks[0], **values}]


def _in_text(**values: Any) -> Callable[[str], str]:
    return lambda text: json.dumps({**json.loads(text), **values})


def _without_key(key: str) -> Callable[[str], str]:
    return lambda text: json.dumps({name: value for name, value in json.loads(text).items() if name != key})


def _has_key(key: str) -> Callable[[Any], bool]:
    return lambda text: bool(text) and key in json.loads(text)


def _is(value: Any) -> Callable[[Any], bool]:
    return lambda found: bool(found == value)


def _more_than(least: int) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, int) and found > least


def _whole(kind: str) -> Weakening:
    return Weakening(kind, "", "is removed")


PROTECTIONS: Mapping[str, tuple[Weakening, ...]] = {
    "aws_cloudwatch_event_archive": (
        _whole("archive"),
        Weakening("archive", "retention_days", "is one day", _to(1)),
        Weakening("archive", "event_pattern", "keeps one source only", _to('{"source":["any"]}'), _unsaid),
    ),
    "aws_cloudwatch_event_bus": (),
    "aws_cloudwatch_event_bus_policy": (),
    "aws_cloudwatch_event_rule": (
        Weakening("pattern", "event_pattern", "pins no account", _without_key("account"), _has_key("account")),
        Weakening(
            "pattern",
            "event_pattern",
            "excludes one account only",
            _in_text(account=[{"anything-but": "999999999999"}]),
            _has_key("account"),
        ),
        Weakening("pattern", "event_pattern", "lets in a stranger", _in_text(account=["999999999999"])),
        Weakening("pattern", "event_pattern", "pins no source", _without_key("source"), _has_key("source")),
        Weakening("rule", "state", "is disabled", _to("DISABLED"), _is("ENABLED")),
    ),
    "aws_cloudwatch_event_target": (
        Weakening("role", "role_arn", "is removed"),
        Weakening("role", "role_arn", "is added within the account", _to(ROLE), _unsaid),
        Weakening("role", "role_arn", "is a stranger's", _to(ROLE)),
        Weakening("retry", "retry_policy", "is removed"),
        Weakening("retry", "retry_policy", "tries once", _in_block(maximum_retry_attempts=0)),
        Weakening("retry", "retry_policy", "gives up after a minute", _in_block(maximum_event_age_in_seconds=60)),
        Weakening("dead letters", "dead_letter_config", "is removed"),
        Weakening("dead letters", "dead_letter_config", "is a stranger's", _in_block(arn=FOREIGN_QUEUE)),
    ),
    "aws_cloudwatch_log_group": (
        _whole("log retention"),
        Weakening("log retention", "retention_in_days", "is for ever", _to(0)),
        Weakening("log retention", "retention_in_days", "is removed"),
    ),
    "aws_cloudwatch_log_resource_policy": (),
    "aws_cloudwatch_metric_alarm": (
        _whole("alarm"),
        Weakening("alarm", "dimensions", "watch another queue", _to({"QueueName": "another"})),
        Weakening("alarm", "metric_name", "is another", _to("NumberOfEmptyReceives")),
        Weakening("alarm", "threshold", "is out of reach", _to(1_000_000), _is(0)),
        Weakening("alarm", "comparison_operator", "is turned round", _to("LessThanThreshold")),
        Weakening("alarm", "statistic", "is the minimum", _to("Minimum")),
        Weakening("alarm", "treat_missing_data", "is ignored", _to("ignore")),
        Weakening("alarm", "actions_enabled", "is off", _to(False)),
    ),
    "aws_dynamodb_table": (
        Weakening("encryption", "server_side_encryption", "is AWS's alone", _in_block(enabled=False)),
        Weakening("retention", "ttl", "is off", _in_block(enabled=False)),
        Weakening("retention", "point_in_time_recovery", "is off", _in_block(enabled=False)),
        Weakening("capacity", "billing_mode", "is set beforehand", _to("PROVISIONED")),
    ),
    "aws_iam_role": (),
    "aws_iam_role_policy": (),
    "aws_kinesis_resource_policy": (),
    "aws_kinesis_stream": (
        Weakening("encryption", "encryption_type", "is none", _to("NONE"), _is("KMS")),
        Weakening("retention", "retention_period", "is a day", _to(24), _more_than(24)),
    ),
    "aws_lambda_event_source_mapping": (
        Weakening("retry", "function_response_types", "is removed"),
        Weakening("mapping", "event_source_arn", "is a stranger's queue", _to(FOREIGN_QUEUE)),
        Weakening("dead letters", "destination_config", "is removed"),
        Weakening("dead letters", "destination_config", "is a stranger's", _to(TOLD_TO_A_STRANGER)),
        Weakening("retry", "bisect_batch_on_function_error", "is off", _to(False), _is(True)),
    ),
    "aws_lambda_function": (
        Weakening("role", "role", "is a stranger's", _to(ROLE)),
        Weakening("dead letters", "dead_letter_config", "is removed"),
        Weakening("dead letters", "dead_letter_config", "is a stranger's", _in_block(target_arn=FOREIGN_QUEUE)),
    ),
    "aws_lambda_permission": (
        Weakening("principal", "principal", "is everybody", _to("*")),
        Weakening("principal", "principal", "is a stranger", _to("999999999999")),
        Weakening("source account", "source_account", "is removed"),
        Weakening("source account", "source_arn", "is removed"),
        Weakening("action", "action", "is every action", _to("lambda:*")),
    ),
    "aws_scheduler_schedule": (
        Weakening("dead letters", "target", "has no dead letters", _in_block(dead_letter_config=[])),
        Weakening(
            "dead letters",
            "target",
            "leaves dead letters to a stranger",
            _in_block(dead_letter_config=[{"arn": FOREIGN_QUEUE}]),
        ),
        Weakening("role", "target", "acts as a stranger", _in_block(role_arn=ROLE)),
    ),
    "aws_scheduler_schedule_group": (),
    "aws_sfn_state_machine": (
        Weakening("log", "logging_configuration", "is removed"),
        Weakening("role", "role_arn", "is a stranger's", _to(ROLE)),
    ),
    "aws_sns_topic": (Weakening("denial", "policy", "is removed"),),
    "aws_sns_topic_subscription": (
        Weakening("dead letters", "redrive_policy", "is removed"),
        Weakening("dead letters", "redrive_policy", "is a stranger's", _in_text(deadLetterTargetArn=FOREIGN_QUEUE)),
        Weakening("pattern", "filter_policy_scope", "is the attributes", _to("MessageAttributes")),
    ),
    "aws_sqs_queue": (
        Weakening("encryption", "sqs_managed_sse_enabled", "is off", _to(False)),
        Weakening("denial", "policy", "is removed"),
        Weakening("redrive", "redrive_policy", "is removed"),
        Weakening("redrive", "redrive_policy", "tries a thousand times", _in_text(maxReceiveCount=1000)),
        Weakening("redrive", "redrive_policy", "is a stranger's", _in_text(deadLetterTargetArn=FOREIGN_QUEUE)),
        Weakening("redrive", "redrive_allow_policy", "is removed"),
        Weakening("redrive", "redrive_allow_policy", "lets in all", _to('{"redrivePermission":"allowAll"}')),
        Weakening("retention", "message_retention_seconds", "is a minute", _to(60)),
        Weakening("retry", "visibility_timeout_seconds", "hides nothing", _to(0)),
    ),
}
