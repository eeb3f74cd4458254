"""Which service is asked for each type of resource, and asking many at once. Decides nothing."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import ClientError

from meshctl.adapters.aws.existing import channels, events, services
from meshctl.adoption.import_ids import formed_id
from meshctl.adoption.own_resources import ExistingResource, StackPlace
from meshctl.adoption.planned_creates import PlannedResource

AT_ONCE = 8
"""boto3 keeps ten connections; a client may be asked from several threads."""
NOT_THERE = frozenset(
    [
        "404",
        "AWS.SimpleQueueService.NonExistentQueue",
        "NoSuchEntity",
        "NoSuchEntityException",
        "NotFound",
        "NotFoundException",
        "PolicyNotFoundException",
        "QueueDoesNotExist",
        "ResourceNotFound",
        "ResourceNotFoundException",
        "StateMachineDoesNotExist",
    ]
)
Lookup = Callable[[Any, Mapping[str, Any], str], ExistingResource | None]
"""Asks a client of a service for what has such values and such an import id."""
LOOKUPS: Mapping[str, tuple[str, Lookup]] = {
    "aws_cloudwatch_event_archive": ("events", events.archive),
    "aws_cloudwatch_event_bus": ("events", events.bus),
    "aws_cloudwatch_event_bus_policy": ("events", events.bus_policy),
    "aws_cloudwatch_event_rule": ("events", events.rule),
    "aws_cloudwatch_event_target": ("events", events.target),
    "aws_cloudwatch_log_group": ("logs", channels.log_group),
    "aws_cloudwatch_log_resource_policy": ("logs", channels.log_policy),
    "aws_cloudwatch_metric_alarm": ("cloudwatch", services.alarm),
    "aws_dynamodb_table": ("dynamodb", services.table),
    "aws_iam_role": ("iam", services.role),
    "aws_iam_role_policy": ("iam", services.role_policy),
    "aws_kinesis_stream": ("kinesis", channels.stream),
    "aws_lambda_event_source_mapping": ("lambda", services.mapping),
    "aws_lambda_function": ("lambda", services.function),
    "aws_lambda_permission": ("lambda", services.permission),
    "aws_scheduler_schedule": ("scheduler", events.schedule),
    "aws_scheduler_schedule_group": ("scheduler", events.schedule_group),
    "aws_sfn_state_machine": ("stepfunctions", services.workflow),
    "aws_sns_topic": ("sns", channels.topic),
    "aws_sns_topic_subscription": ("sns", channels.topic_subscription),
    "aws_sqs_queue": ("sqs", channels.queue),
}
"""The service and the lookup of each type."""


def is_not_there(error: ClientError) -> bool:
    """Whether AWS says that what it was asked for does not exist."""
    return error.response["Error"]["Code"] in NOT_THERE


def existing_resources(
    clients: Mapping[str, Any], creates: Collection[PlannedResource], place: StackPlace
) -> dict[str, ExistingResource]:
    """What exists of all that, by address; `clients` are those of the services in the stack's account. Raises what boto3 raises."""

    def found(create: PlannedResource) -> ExistingResource | None:
        service, lookup = LOOKUPS[create.type]
        return _or_none(lookup, clients[service], create, place)

    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        answers = zip(creates, pool.map(found, creates), strict=True)
        return {create.address: one for create, one in answers if one is not None}


def _or_none(lookup: Lookup, client: Any, create: PlannedResource, place: StackPlace) -> ExistingResource | None:
    try:
        return lookup(client, create.values, formed_id(create, place.account, place.region))
    except ClientError as error:
        if is_not_there(error):
            return None
        raise
