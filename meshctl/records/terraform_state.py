"""What a Terraform state tells of a stack whose record does not. Pure. (State format 4; Terraform documents it as internal.)"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from meshctl.records.state_resources import StateResource, state_resources

_OF_ONE_ACCOUNT = frozenset(
    {"aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule", "aws_iam_role", "aws_lambda_function", "aws_sqs_queue"}
)
"""Resources whose ARN names the account that they stand in."""
_INSTANCE = re.compile(r'module\.[a-z_]+\["((?:[^"\\]|\\.)*)"\]')


@dataclass(frozen=True, slots=True)
class TerraformState:
    """What stands: how many resources, in which accounts, which queues (their ARNs).

    `code` is the hash of each function's package (base64 SHA-256), `target_ids` the id of each route's target, both by the key
    of the module instance.
    """

    resources: int
    accounts: frozenset[str]
    queues: tuple[str, ...]
    code: Mapping[str, str]
    target_ids: Mapping[str, str]


def read_state(content: bytes, key: str) -> TerraformState:
    """The state that lies at `key`. Raises `MeshctlError` for what is no state of a form that is known."""
    found = state_resources(content, key)
    return TerraformState(
        resources=len(found),
        accounts=frozenset(arn.split(":", 5)[4] for kind in _OF_ONE_ACCOUNT for _, arn in _texts(found, kind, "arn")),
        queues=tuple(sorted(arn for _, arn in _texts(found, "aws_sqs_queue", "arn"))),
        code=dict(_texts(found, "aws_lambda_function", "source_code_hash")),
        target_ids=dict(_texts(found, "aws_cloudwatch_event_target", "target_id")),
    )


def _texts(found: Iterable[StateResource], kind: str, attribute: str) -> Iterator[tuple[str, str]]:
    """An attribute of all resources of a type, by the key of the module instance; one that was never made whole lacks it."""
    return ((_module_key(one), one.texts[attribute]) for one in found if one.type == kind and attribute in one.texts)


def _module_key(resource: StateResource) -> str:
    key = _INSTANCE.match(resource.address)
    return key[1] if key else ""
