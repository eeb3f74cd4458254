"""Policies that AWS manages, attached to an identity. Nobody here has their text, so their names are judged. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from mesh_policy.values import AFTER_APPLY, NotReadable, Resource, Said, Violation, mark, readable

ATTACHMENTS = {
    "aws_iam_role_policy_attachment": "policy_arn",
    "aws_iam_role_policy_attachments_exclusive": "policy_arns",
    "aws_iam_user_policy_attachment": "policy_arn",
    "aws_iam_group_policy_attachment": "policy_arn",
    "aws_iam_policy_attachment": "policy_arn",
}
NAMED_IN = {"aws_iam_role": "managed_policy_arns"} | ATTACHMENTS
"""Where a resource names policies that are attached."""
WIDE = re.compile(
    r"arn:aws[a-z-]*:iam::aws:policy/(?:.*/)?(?:[^/]*FullAccess[^/]*|AdministratorAccess[^/]*|PowerUserAccess)"
)


def attached(resource: Resource) -> Said:
    """What is wrong with the policies that a resource attaches."""
    for arn in _named(resource):
        try:
            wide = WIDE.fullmatch(readable(arn, f"`{NAMED_IN[resource.type]}`"))
        except NotReadable as error:
            yield error
            continue
        if wide:
            yield Violation(f"has {arn}, which allows whole services on everything: name each action and resource")


def _named(resource: Resource) -> Iterator[str]:
    """The ARNs; not those that only the apply tells, since AWS's own are known before it."""
    named: Any = resource.values.get(NAMED_IN.get(resource.type, ""))
    for one in named if isinstance(named, list) else [named]:
        if isinstance(one, str) and one != mark(AFTER_APPLY):
            yield one
