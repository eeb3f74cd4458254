"""Failures of many stacks by their cause: fourteen stacks without credentials are one thing to mend. Pure."""

import re
from collections.abc import Mapping, Sequence

from meshctl.errors import MeshctlError

_OF_ONE_CALL = re.compile(r"\b(?:RequestID|HostID|request id): [^\s,]+|\b\d{12}\b")
"""Wherein two answers of AWS to the same question differ: the numbers of the request and of the account."""


def alike(failed: Mapping[str, MeshctlError]) -> tuple[tuple[str, ...], ...]:
    """The names of the stacks that failed, those together whose errors differ in nothing but the stack, account or request."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for stack, error in failed.items():
        cause = _without_stack(error.message, stack), _without_stack(error.hint, stack)
        grouped.setdefault(cause, []).append(stack)
    return tuple(tuple(stacks) for stacks in grouped.values())


def named(stacks: Sequence[str], of: int) -> str:
    """`routes`, `hub, routes (2 stacks)`, or `all 7 stacks` where there are no more than these."""
    if len(stacks) == 1:
        return stacks[0]
    return f"all {of} stacks" if len(stacks) == of else f"{', '.join(stacks)} ({len(stacks)} stacks)"


def _without_stack(text: str, stack: str) -> str:
    return _OF_ONE_CALL.sub("#", re.sub(rf"(?<![\w-]){re.escape(stack)}(?![\w-])", "#", text))
