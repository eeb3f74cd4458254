"""What of AWS's belongs to a stage: the resources that Terraform has made, as its states tell. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from re import compile as pattern

from meshctl.adoption.import_ids import IMPORT_IDS
from meshctl.drift.seen_resources import (
    ARCHIVE,
    CODE,
    LOG_POLICY,
    MAPPING,
    PERMISSION,
    ROLE_POLICY,
    RULE,
    SCHEDULE,
    STATEMENT,
    SUBSCRIPTION,
    TARGET,
)
from meshctl.drift.statements import statements
from meshctl.passes.generations import StackKey
from meshctl.plan.causes import Cause, cause_of
from meshctl.records.stack_record import owner_of
from meshctl.records.state_resources import StateResource

BUS, BUS_POLICY, OWN_RULE = "aws_cloudwatch_event_bus", "aws_cloudwatch_event_bus_policy", "aws_cloudwatch_event_rule"
QUEUE, TOPIC, STREAM = "aws_sqs_queue", "aws_sns_topic", "aws_kinesis_stream"
FUNCTION, WORKFLOW, ROLE = "aws_lambda_function", "aws_sfn_state_machine", "aws_iam_role"
LOG_GROUP, SCHEDULE_GROUP = "aws_cloudwatch_log_group", "aws_scheduler_schedule_group"
TABLE = "aws_dynamodb_table"
_BEHIND_ITS_TYPE = pattern("[:/]")
_MAY_BEAR = frozenset({BUS, OWN_RULE, QUEUE, TOPIC, STREAM, TABLE, FUNCTION, WORKFLOW, ROLE, LOG_GROUP, SCHEDULE_GROUP})
"""What others may hang something on, by the type that Terraform knows it by."""
_NAMES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    OWN_RULE: (RULE, ("event_bus_name", "name")),
    "aws_cloudwatch_event_target": (TARGET, ("event_bus_name", "rule", "target_id")),
    "aws_cloudwatch_event_archive": (ARCHIVE, ("name",)),
    "aws_cloudwatch_log_resource_policy": (LOG_POLICY, ("policy_name",)),
    "aws_iam_role_policy": (ROLE_POLICY, ("role", "name")),
    "aws_lambda_event_source_mapping": (MAPPING, ("uuid",)),
    FUNCTION: (CODE, ("function_name",)),
    "aws_lambda_permission": (PERMISSION, ("function_name", "statement_id")),
    "aws_scheduler_schedule": (SCHEDULE, ("group_name", "name")),
    "aws_sns_topic_subscription": (SUBSCRIPTION, ("arn",)),
}
"""By type of resource what AWS tells it as, and the attributes that name it there."""


@dataclass(frozen=True, slots=True)
class OwnResource:
    """A resource on which others may hang something: its type, ARN, stack and address, what it is for, and its attributes that are
    texts."""

    type: str
    arn: str
    stack: StackKey
    address: str
    cause: Cause
    texts: Mapping[str, str]

    @property
    def noun(self) -> str:
        """What people call it: `queue`."""
        return IMPORT_IDS[self.type].noun

    @property
    def name(self) -> str:
        """As AWS names it: what its ARN ends with."""
        return _BEHIND_ITS_TYPE.split(self.arn.split(":", 5)[5], maxsplit=1)[-1]

    @property
    def region(self) -> str:
        """Where it stands; empty for what stands in all Regions."""
        return self.arn.split(":", 5)[3]


KnownNames = frozenset[tuple[str, tuple[str, ...]]]
"""`kind` and `names` of all that Terraform has made, as `SeenResource` has them."""


def own_resources(stack: StackKey, found: Collection[StateResource]) -> tuple[OwnResource, ...]:
    """Those of a stack by its state. Raises `MeshctlError` for what is of no module that this meshctl knows."""
    owner = owner_of(stack[1])
    return tuple(
        OwnResource(one.type, one.texts["arn"], stack, one.address, cause_of({}, owner, one.address), one.texts)
        for one in found
        if one.type in _MAY_BEAR and "arn" in one.texts
    )


def known_names(found: Collection[StateResource]) -> KnownNames:
    """What Terraform has made, by the states of all stacks of one account."""
    return frozenset((*_named(found), *_stated(found)))


def _named(found: Collection[StateResource]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for one in found:
        if one.type in _NAMES:
            kind, attributes = _NAMES[one.type]
            yield kind, tuple(one.texts.get(each, "") for each in attributes)


def _stated(found: Collection[StateResource]) -> Iterator[tuple[str, tuple[str, ...]]]:
    buses = {one.texts.get("name"): one.texts.get("arn", "") for one in found if one.type == BUS}
    for one in found:
        if one.type in (BUS_POLICY, QUEUE, TOPIC):
            arn = buses.get(one.texts.get("event_bus_name"), "") if one.type == BUS_POLICY else one.texts.get("arn", "")
            yield from ((STATEMENT, (arn, each)) for each in statements(one.texts.get("policy", "")))
