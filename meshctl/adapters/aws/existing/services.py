"""Functions, workflows, roles and alarms, as their services tell them. Asks only.

Each lookup gives None, or raises AWS's error of what is not there, where there is nothing of that name.
"""

from collections.abc import Mapping
from json import loads
from typing import Any

from meshctl.adoption.own_resources import ExistingResource

Values = Mapping[str, Any]


def function(lambda_: Any, values: Values, _: str) -> ExistingResource:
    """By its name."""
    return ExistingResource(lambda_.get_function(FunctionName=values["function_name"]).get("Tags", {}))


def permission(lambda_: Any, values: Values, _: str) -> ExistingResource | None:
    """By its statement, of those of its function."""
    policy = loads(lambda_.get_policy(FunctionName=values["function_name"])["Policy"])
    return ExistingResource(None) if any(one["Sid"] == values["statement_id"] for one in policy["Statement"]) else None


def mapping(lambda_: Any, values: Values, _: str) -> ExistingResource | None:
    """By what it reads and who handles it; its UUID is AWS's."""
    pages = lambda_.get_paginator("list_event_source_mappings").paginate(
        EventSourceArn=values["event_source_arn"], FunctionName=values["function_name"]
    )
    found = next((one for page in pages for one in page["EventSourceMappings"]), None)
    if found is None:
        return None
    return ExistingResource(lambda_.list_tags(Resource=found["EventSourceMappingArn"]).get("Tags", {}), found["UUID"])


def workflow(states: Any, _: Values, arn: str) -> ExistingResource:
    """By its ARN."""
    states.describe_state_machine(stateMachineArn=arn)
    return ExistingResource(
        {one["key"]: one["value"] for one in states.list_tags_for_resource(resourceArn=arn)["tags"]}
    )


def role(iam: Any, values: Values, _: str) -> ExistingResource:
    """By its name."""
    tags = iam.get_role(RoleName=values["name"])["Role"].get("Tags", ())
    return ExistingResource({one["Key"]: one["Value"] for one in tags})


def role_policy(iam: Any, values: Values, _: str) -> ExistingResource:
    """By its name and its role."""
    iam.get_role_policy(RoleName=values["role"], PolicyName=values["name"])
    return ExistingResource(None)


def alarm(cloudwatch: Any, values: Values, _: str) -> ExistingResource | None:
    """By its name."""
    found = cloudwatch.describe_alarms(AlarmNames=[values["alarm_name"]], AlarmTypes=["MetricAlarm"])["MetricAlarms"]
    if not found:
        return None
    tags = cloudwatch.list_tags_for_resource(ResourceARN=found[0]["AlarmArn"])["Tags"]
    return ExistingResource({one["Key"]: one["Value"] for one in tags})


def table(dynamodb: Any, values: Values, _: str) -> ExistingResource:
    """By its name; it has fifty tags at most, which may be several answers'."""
    arn = dynamodb.describe_table(TableName=values["name"])["Table"]["TableArn"]
    pages = dynamodb.get_paginator("list_tags_of_resource").paginate(ResourceArn=arn)
    return ExistingResource({one["Key"]: one["Value"] for page in pages for one in page["Tags"]})
