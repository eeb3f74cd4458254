"""What hangs on functions and roles, as Lambda and IAM list it. Asks only."""

from collections.abc import Collection, Iterator
from typing import Any

from meshctl.drift.own_resources import OwnResource
from meshctl.drift.seen_resources import (
    ALIAS,
    ATTACHED_POLICY,
    CODE,
    FUNCTION_URL,
    INVOKE_CONFIG,
    MAPPING,
    PERMISSION,
    ROLE_POLICY,
    SeenResource,
)
from meshctl.drift.statements import sid_of, statements

_LIMITS = ("MaximumRetryAttempts", "MaximumEventAgeInSeconds")


def permissions_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of its policy."""
    for one in statements(lambda_.get_policy(FunctionName=function.name)["Policy"]):
        yield SeenResource(PERMISSION, (function.name, sid_of(one)), (function.arn,), one)


def code_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """What it runs, by the SHA-256 of its package in base64."""
    runs = lambda_.get_function_configuration(FunctionName=function.name)["CodeSha256"]
    yield SeenResource(CODE, (function.name,), (function.arn,), runs)


def aliases_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Its further names, each of which may have a policy and a URL of its own; the mesh gives none."""
    for page in lambda_.get_paginator("list_aliases").paginate(FunctionName=function.name):
        for one in page["Aliases"]:
            says = f"to version {one['FunctionVersion']}"
            yield SeenResource(ALIAS, (function.name, one["Name"]), (function.arn,), says)


def url_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """The address at which it is called from anywhere; the mesh gives none. That of an alias is told with the alias."""
    found = lambda_.get_function_url_config(FunctionName=function.name)
    yield SeenResource(FUNCTION_URL, (function.name,), (function.arn,), f"{found['AuthType']}, {found['FunctionUrl']}")


def invoke_configs_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """How often it is tried where nobody waits for it, and whom it tells then; the mesh says it elsewhere."""
    for page in lambda_.get_paginator("list_function_event_invoke_configs").paginate(FunctionName=function.name):
        for one in page["FunctionEventInvokeConfigs"]:
            qualifier = "".join(one["FunctionArn"].split(":")[7:]) or "$LATEST"
            yield SeenResource(INVOKE_CONFIG, (function.name, qualifier), (function.arn,), _settings(one))


def _settings(config: Any) -> str:
    told = config.get("DestinationConfig", {}).values()
    to = [f"to {one['Destination']}" for one in told if one.get("Destination")]
    return ", ".join([*(f"{name}: {config[name]}" for name in _LIMITS if name in config), *to])


def mappings(lambda_: Any) -> Iterator[SeenResource]:
    """All of an account: each touches the function, and what is read for it."""
    for page in lambda_.get_paginator("list_event_source_mappings").paginate():
        for one in page["EventSourceMappings"]:
            source, function = one.get("EventSourceArn", ""), one["FunctionArn"]
            yield SeenResource(MAPPING, (one["UUID"],), (function, source), f"{source} to {function}")


def inline_policies(iam: Any, role: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """What stands in the role itself."""
    for page in iam.get_paginator("list_role_policies").paginate(RoleName=role.name):
        for one in page["PolicyNames"]:
            yield SeenResource(ROLE_POLICY, (role.name, one), (role.arn,))


def attached_policies(iam: Any, role: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """What is attached to the role; the mesh attaches none."""
    for page in iam.get_paginator("list_attached_role_policies").paginate(RoleName=role.name):
        for one in page["AttachedPolicies"]:
            yield SeenResource(ATTACHED_POLICY, (role.name, one["PolicyArn"]), (role.arn,))
