"""How long the AWS provider waits for a resource, whatever AWS does: it sleeps until AWS is known to have caught up. Pure.

Measured with version 5.100 on the embedded AWS, which itself waits for nothing. What has no fixed wait here takes a second or two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from meshctl.plan.changes import ResourceChange
    from meshctl.progress.stacks_progress import StackProgress

_MADE = frozenset({"create", "replace", "update"})
_CREATED = frozenset({"create", "replace"})
FUNCTION = "aws_lambda_function"
FIXED_WAITS: Mapping[str, tuple[frozenset[str], int]] = {
    "aws_sqs_queue": (_MADE, 25),
    FUNCTION: (_MADE, 5),
    "aws_kinesis_stream": (_CREATED, 30),
    "aws_kms_key": (_CREATED, 10),
}
"""By the type of a resource: after which actions it is waited, and for how many seconds."""
_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]')
_BEFORE_OTHERS = "dead_letters"
"""What is called so is made before the queues, functions and mappings that name it."""


def seconds_left(stack: StackProgress, now: float) -> float:
    """What is known to be waited at least until a stack is done; 0 where nothing is known.

    Dead letters come first. Then queues and all else are waited for together, and functions one after the other.
    """
    first, together, in_turn = 0.0, 0.0, 0.0
    for change, seconds in _waits(stack):
        left = max(0.0, seconds - (now - stack.in_flight.get(change.address, now)))
        type_, name = type_and_name(change.address)
        if name == _BEFORE_OTHERS:
            first = max(first, left)
        elif type_ == FUNCTION:
            in_turn += seconds
        else:
            together = max(together, left)
    return first + max(together, in_turn)


def _waits(stack: StackProgress) -> Iterator[tuple[ResourceChange, int]]:
    """What is still to be waited for, and for how long all in all."""
    for change in stack.changes:
        actions, seconds = FIXED_WAITS.get(type_and_name(change.address)[0], (frozenset(), 0))
        if change.action in actions and change.address not in stack.done:
            yield change, seconds


def type_and_name(address: str) -> tuple[str, str]:
    """`aws_sqs_queue` and `queue` of `module.buffer["a/b"].aws_sqs_queue.queue["c"]`."""
    *_, type_, name = ("", "", *_KEY.sub("", address).split("."))
    return type_, name
