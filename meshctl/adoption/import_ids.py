"""By which id Terraform imports a resource, for every type that the modules and roots of a stage make. Pure.

The ids stand in a file that Terraform evaluates: nothing leaves here that its type's pattern does not match as a whole.
(terraform-provider-aws 5.100.0, "Import" in the page of each resource.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from re import Pattern
from re import compile as pattern
from typing import Any

from meshctl.adoption.planned_creates import PlannedResource
from meshctl.errors import MeshctlError

MADE_BY_AWS = ""
"""In place of an id's form: AWS makes it, and tells it when it is asked for what belongs together."""
_NAME, _LOG_GROUP = r"[A-Za-z0-9_.-]{1,256}", r"[A-Za-z0-9_./#-]{1,512}"
_BUS, _ROLE = r"[A-Za-z0-9_./-]{1,256}", r"[A-Za-z0-9_+=,.@-]{1,64}"
_FIFO = r"[A-Za-z0-9_-]{1,256}(\.fifo)?"
_WHERE = r"[a-z0-9-]{1,32}:\d{12}"
_UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True, slots=True)
class ImportId:
    """How the import id of a type is put together of a resource's values, its `account` and its `region`.

    All of an id matches `pattern`. People call such a resource `noun`, and it is named by the value `named_by`.
    """

    noun: str
    named_by: str
    form: str
    pattern: Pattern[str]


IMPORT_IDS: Mapping[str, ImportId] = {
    "aws_cloudwatch_event_archive": ImportId("archive", "name", "{name}", pattern(_NAME)),
    "aws_cloudwatch_event_bus": ImportId("bus", "name", "{name}", pattern(_BUS)),
    "aws_cloudwatch_event_bus_policy": ImportId(
        "policy of the bus", "event_bus_name", "{event_bus_name}", pattern(_BUS)
    ),
    "aws_cloudwatch_event_rule": ImportId("rule", "name", "{event_bus_name}/{name}", pattern(f"{_BUS}/{_NAME}")),
    "aws_cloudwatch_event_target": ImportId(
        "target of the rule", "rule", "{event_bus_name}/{rule}/{target_id}", pattern(f"{_BUS}/{_NAME}/{_NAME}")
    ),
    "aws_cloudwatch_log_group": ImportId("log group", "name", "{name}", pattern(_LOG_GROUP)),
    "aws_cloudwatch_log_resource_policy": ImportId(
        "policy of log groups", "policy_name", "{policy_name}", pattern(_NAME)
    ),
    "aws_cloudwatch_metric_alarm": ImportId("alarm", "alarm_name", "{alarm_name}", pattern(_NAME)),
    "aws_dynamodb_table": ImportId("table", "name", "{name}", pattern(_NAME)),
    "aws_iam_role": ImportId("role", "name", "{name}", pattern(_ROLE)),
    "aws_iam_role_policy": ImportId("policy of the role", "role", "{role}:{name}", pattern(f"{_ROLE}:{_ROLE}")),
    "aws_kinesis_stream": ImportId("stream", "name", "{name}", pattern(_NAME)),
    "aws_lambda_event_source_mapping": ImportId("mapping to", "function_name", MADE_BY_AWS, pattern(_UUID)),
    "aws_lambda_function": ImportId("function", "function_name", "{function_name}", pattern(_NAME)),
    "aws_lambda_permission": ImportId(
        "permission of the function", "function_name", "{function_name}/{statement_id}", pattern(f"{_NAME}/{_NAME}")
    ),
    "aws_scheduler_schedule": ImportId("schedule", "name", "{group_name}/{name}", pattern(f"{_NAME}/{_NAME}")),
    "aws_scheduler_schedule_group": ImportId("schedule group", "name", "{name}", pattern(_NAME)),
    "aws_sfn_state_machine": ImportId(
        "state machine",
        "name",
        "arn:aws:states:{region}:{account}:stateMachine:{name}",
        pattern(f"arn:aws:states:{_WHERE}:stateMachine:{_NAME}"),
    ),
    "aws_sns_topic": ImportId(
        "topic", "name", "arn:aws:sns:{region}:{account}:{name}", pattern(f"arn:aws:sns:{_WHERE}:{_FIFO}")
    ),
    "aws_sns_topic_subscription": ImportId(
        "subscription to the topic", "topic_arn", MADE_BY_AWS, pattern(f"arn:aws:sns:{_WHERE}:{_FIFO}:{_UUID}")
    ),
    "aws_sqs_queue": ImportId(
        "queue", "name", MADE_BY_AWS, pattern(rf"https?://[A-Za-z0-9.-]+(:\d+)?/\d{{12}}/{_FIFO}")
    ),
}
"""By type of resource."""


def import_id(create: PlannedResource, account: str, region: str, made_by_aws: str) -> str:
    """The id by which Terraform imports what it would create otherwise; `made_by_aws` is the one that AWS gave it, if it did.

    Raises `MeshctlError` for what cannot be one.
    """
    known = IMPORT_IDS[create.type]
    found = made_by_aws or formed_id(create, account, region)
    if not known.pattern.fullmatch(found):
        raise MeshctlError(
            f"what stands for {create.address} has no id by which Terraform could take it in",
            "delete it by hand, then run the command again",
        )
    return found


def formed_id(create: PlannedResource, account: str, region: str) -> str:
    """The id that is put together of planned values; empty where AWS makes it. A value that is not known is left out."""
    values: dict[str, Any] = {name: value for name, value in create.values.items() if isinstance(value, str)}
    return IMPORT_IDS[create.type].form.format_map(_Known({**values, "account": account, "region": region}))


class _Known(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""
