"""A small plan with each protection that there is: what the mutators are tried on."""

import json
from typing import Any

QUEUE = "arn:aws:sqs:eu-west-1:333333333333:placed"
RULE = "arn:aws:events:eu-west-1:333333333333:rule/bus/placed"

GRANT = {
    "Sid": "placed",
    "Effect": "Allow",
    "Action": "sqs:SendMessage",
    "Resource": QUEUE,
    "Principal": {"Service": "events.amazonaws.com"},
    "Condition": {"ArnEquals": {"aws:SourceArn": RULE}, "StringEquals": {"aws:SourceAccount": "333333333333"}},
}
DENIAL = {
    "Sid": "OwnAccount",
    "Effect": "Deny",
    "Action": ["sqs:SendMessage", "sqs:ReceiveMessage"],
    "Resource": QUEUE,
    "Principal": "*",
    "Condition": {
        "StringNotEquals": {"aws:PrincipalAccount": "333333333333"},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
    },
}
ENCRYPTED_ONLY = DENIAL | {"Sid": "EncryptedOnly", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}


def document(*statements: dict[str, Any]) -> str:
    """A policy document as a plan has it."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


VALUES: dict[str, dict[str, Any]] = {
    "aws_cloudwatch_event_archive": {"retention_days": 30, "event_pattern": None},
    "aws_cloudwatch_event_bus": {"name": "bus"},
    "aws_cloudwatch_event_bus_policy": {"policy": document(GRANT)},
    "aws_cloudwatch_event_rule": {
        "event_pattern": '{"account":["222222222222"],"source":["orders.checkout"]}',
        "state": "ENABLED",
    },
    "aws_cloudwatch_event_target": {
        "role_arn": "arn:aws:iam::333333333333:role/placed_delivery",
        "retry_policy": [{"maximum_event_age_in_seconds": 3600, "maximum_retry_attempts": 10}],
        "dead_letter_config": [{"arn": QUEUE}],
    },
    "aws_cloudwatch_log_group": {"retention_in_days": 30},
    "aws_cloudwatch_log_resource_policy": {"policy_document": document(GRANT)},
    "aws_cloudwatch_metric_alarm": {
        "dimensions": {"QueueName": "placed"},
        "metric_name": "ApproximateNumberOfMessagesVisible",
        "threshold": 0,
        "comparison_operator": "GreaterThanThreshold",
        "statistic": "Maximum",
        "treat_missing_data": "notBreaching",
        "actions_enabled": True,
    },
    "aws_dynamodb_table": {
        "server_side_encryption": [{"enabled": True}],
        "ttl": [{"enabled": True, "attribute_name": "expires_at"}],
        "point_in_time_recovery": [{"enabled": True}],
        "billing_mode": "PAY_PER_REQUEST",
    },
    "aws_iam_role": {"assume_role_policy": document(GRANT)},
    "aws_iam_role_policy": {"policy": document(GRANT)},
    "aws_kinesis_resource_policy": {"policy": document(GRANT)},
    "aws_kinesis_stream": {"encryption_type": "KMS", "retention_period": 48},
    "aws_lambda_event_source_mapping": {
        "function_response_types": ["ReportBatchItemFailures"],
        "event_source_arn": QUEUE,
        "destination_config": [{"on_failure": [{"destination_arn": QUEUE}]}],
        "bisect_batch_on_function_error": True,
    },
    "aws_lambda_function": {
        "role": "arn:aws:iam::333333333333:role/charge",
        "dead_letter_config": [{"target_arn": QUEUE}],
    },
    "aws_lambda_permission": {
        "principal": "events.amazonaws.com",
        "source_account": "333333333333",
        "source_arn": RULE,
        "action": "lambda:InvokeFunction",
    },
    "aws_scheduler_schedule": {
        "target": [{"role_arn": "arn:aws:iam::333333333333:role/nightly", "dead_letter_config": [{"arn": QUEUE}]}],
    },
    "aws_scheduler_schedule_group": {"name": "nightly"},
    "aws_sfn_state_machine": {
        "logging_configuration": [{"level": "ERROR"}],
        "role_arn": "arn:aws:iam::333333333333:role/look-again",
    },
    "aws_sns_topic": {"policy": document(ENCRYPTED_ONLY, DENIAL, GRANT)},
    "aws_sns_topic_subscription": {
        "redrive_policy": json.dumps({"deadLetterTargetArn": QUEUE}),
        "filter_policy_scope": "MessageBody",
    },
    "aws_sqs_queue": {
        "sqs_managed_sse_enabled": True,
        "policy": document(ENCRYPTED_ONLY, DENIAL, GRANT),
        "redrive_policy": json.dumps({"deadLetterTargetArn": QUEUE, "maxReceiveCount": 5}),
        "redrive_allow_policy": '{"redrivePermission":"denyAll"}',
        "message_retention_seconds": 345600,
        "visibility_timeout_seconds": 30,
    },
}
"""One resource of each type, with all that protects it."""


def sample_plan(values: dict[str, dict[str, Any]] = VALUES) -> dict[str, Any]:
    """A plan that makes one resource of each type: the first in the root, the others in modules."""
    resources = [
        _resource(kind, one, "" if at == 0 else f'module.part["{at}"].')
        for at, (kind, one) in enumerate(values.items())
    ]
    changes = [
        {"address": one["address"], "type": one["type"], "change": {"actions": ["create"], "after": one["values"]}}
        for one in resources
    ]
    inner = [{"address": f'module.part["{at}"]', "resources": [one]} for at, one in enumerate(resources) if at]
    return {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": resources[:1], "child_modules": inner}},
        "resource_changes": changes,
    }


def _resource(kind: str, values: dict[str, Any], module: str) -> dict[str, Any]:
    return {"address": f"{module}{kind}.it", "mode": "managed", "type": kind, "name": "it", "values": values}
