"""What is lost with a resource that Terraform deletes or replaces. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from re import compile as pattern

from meshctl.plan.changes import ResourceChange

LOSSES: Mapping[str, str] = {
    "aws_sqs_queue": "the messages in it",
    "aws_lambda_function": "what Lambda has taken and not handled yet",
    "aws_cloudwatch_event_rule": "the events that come before it is there again",
    "aws_cloudwatch_event_target": "the events that come before it is there again",
    "aws_cloudwatch_event_bus": "all its rules, and the events that come before it is there again",
    "aws_cloudwatch_event_archive": "the events that it keeps",
    "aws_cloudwatch_log_group": "the logs in it",
}
"""By the type of resource; what is not named loses nothing but time."""
_TYPE = pattern(r"(?:^|\.)(aws_[a-z0-9_]+)\.[a-z0-9_]+(?:\[.*\])?$")


def losses(resources: Iterable[ResourceChange], *, of_deleted: bool) -> Iterator[str]:
    """A sentence for each resource with which something is lost; of those that are deleted, too, where nobody has looked."""
    for one in resources:
        found = _TYPE.search(one.address)
        lost = LOSSES.get(found[1]) if found else None
        if lost and (one.action == "replace" or (of_deleted and one.action == "delete")):
            yield f"{one.address} of {one.stack} is {one.action}d: {lost}"
