"""What comes after the first pass of a change, and what the catalogue has left behind, for people and programs. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class LaterPass:
    """A pass that Terraform plans when those before it are done: by stack, what may happen to which of its parts."""

    name: str
    stacks: Mapping[str, Mapping[str, frozenset[str]]]
    leaves: Sequence[str]


def later_passes_as_text(passes: Sequence[LaterPass]) -> str:
    """The passes in their order, each with the parts that it changes."""
    lines = [line for number, one in enumerate(passes, 2) for line in _pass_lines(number, one)]
    return "\n".join(["Then, one after the other, nothing but:", *lines])


def left_as_text(left: Sequence[tuple[str, str]]) -> str:
    """Stacks (account and name) that stay although the catalogue has them no more."""
    lines = [f"  {name} in account {account}" for account, name in left]
    return "\n".join(["The catalogue has no more, and what stands stays (--allow-deletes takes it down):", *lines])


def later_passes_as_data(passes: Sequence[LaterPass]) -> list[dict[str, Any]]:
    """`[{"pass", "stacks": {STACK: {PART: [ACTION]}}, "leaves": [STACK]}]`."""
    return [
        {
            "pass": one.name,
            "stacks": {
                stack: {part: sorted(may) for part, may in parts.items()} for stack, parts in one.stacks.items()
            },
            "leaves": [*one.leaves],
        }
        for one in passes
    ]


def _pass_lines(number: int, one: LaterPass) -> list[str]:
    parts = [
        f"    {'/'.join(sorted(may))} {part} in {stack}"
        for stack, parts in one.stacks.items()
        for part, may in parts.items()
    ]
    return [f"  {number}. {one.name}", *parts, *(f"    take down {stack}" for stack in one.leaves)]
