"""What hangs on functions and roles, as Lambda and IAM list it. Asks only."""

from collections.abc import Collection, Iterator
from typing import Any

from meshctl.drift.own_resources import OwnResource
from meshctl.drift.seen_resources import ATTACHED_POLICY, CODE, MAPPING, PERMISSION, ROLE_POLICY, SeenResource
from meshctl.drift.statements import sid_of, statements


def permissions_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """Each statement of its policy."""
    for one in statements(lambda_.get_policy(FunctionName=function.name)["Policy"]):
        yield SeenResource(PERMISSION, (function.name, sid_of(one)), (function.arn,), one)


def code_of_function(lambda_: Any, function: OwnResource, _: Collection[str]) -> Iterator[SeenResource]:
    """What it runs, by the SHA-256 of its package in base64."""
    runs = lambda_.get_function_configuration(FunctionName=function.name)["CodeSha256"]
    yield SeenResource(CODE, (function.name,), (function.arn,), runs)


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
