"""What a Terraform state tells of a stack whose record does not. Pure. (State format 4; Terraform documents it as internal.)"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json import loads
from typing import Any

from meshctl.errors import MeshctlError

MOST_BYTES = 128 * 2**20
_OF_ONE_ACCOUNT = frozenset(
    {"aws_cloudwatch_event_bus", "aws_cloudwatch_event_rule", "aws_iam_role", "aws_lambda_function", "aws_sqs_queue"}
)
"""Resources whose ARN names the account that they stand in."""
Instance = tuple[str, str, Mapping[str, str]]
"""A resource that Terraform has made: its type, the key of its module instance, and those attributes that are texts."""
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
    try:
        found = [*_instances(loads(content))]
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        hint = (
            "look at it with `terraform state list` in the stack's directory; the bucket keeps the versions before it"
        )
        raise MeshctlError(f'the state "{key}" in the stage\'s bucket cannot be read', hint) from None
    return TerraformState(
        resources=len(found),
        accounts=frozenset(arn.split(":", 5)[4] for kind in _OF_ONE_ACCOUNT for _, arn in _texts(found, kind, "arn")),
        queues=tuple(sorted(arn for _, arn in _texts(found, "aws_sqs_queue", "arn"))),
        code=dict(_texts(found, "aws_lambda_function", "source_code_hash")),
        target_ids=dict(_texts(found, "aws_cloudwatch_event_target", "target_id")),
    )


def _texts(found: Iterable[Instance], kind: str, attribute: str) -> Iterator[tuple[str, str]]:
    """An attribute of all resources of a type, by the key of the module instance; one that was never made whole lacks it."""
    return ((key, texts[attribute]) for one, key, texts in found if one == kind and attribute in texts)


def _instances(said: Any) -> Iterator[Instance]:
    if said["version"] != 4:
        raise ValueError(said["version"])
    for resource in said["resources"]:
        key = _INSTANCE.match(resource.get("module", ""))
        for instance in resource["instances"] if resource["mode"] == "managed" else ():
            yield resource["type"], key[1] if key else "", _only_texts(instance["attributes"])


def _only_texts(attributes: Mapping[str, Any]) -> Mapping[str, str]:
    return {name: value for name, value in attributes.items() if isinstance(value, str) and value}
