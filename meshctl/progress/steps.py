"""What happens to stacks while Terraform works on them, as data. `line` is what is told of it where no table is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from meshctl.plan.changes import ResourceChange

PLAN, APPLY = "plan", "apply"
DONE, FAILED, STOPPED = "done", "failed", "stopped"


@dataclass(frozen=True, slots=True)
class StacksAhead:
    """These stacks are about to be planned, or applied wave by wave; then `plans` says what is to be done to each."""

    doing: str
    waves: tuple[tuple[str, ...], ...]
    plans: Mapping[str, tuple[ResourceChange, ...]] = field(default_factory=dict)

    @property
    def line(self) -> str:
        """Nothing: each of them is told when it is its turn."""
        return ""


@dataclass(frozen=True, slots=True)
class StackStep:
    """What a stack does from now on, or has come to."""

    line: str


@dataclass(frozen=True, slots=True)
class ResourceStep:
    """One resource of a stack is begun (`started`), still `waiting`, `done` or `failed`; so many of all `planned` are done by now."""

    address: str
    kind: str
    action: str
    done: int
    planned: int

    @property
    def line(self) -> str:
        """How far the stack is; of a failure, what failed."""
        if self.kind == "failed":
            return f"failed to {self.action} {self.address}"
        word = {"waiting": "waiting for", "done": "last"}.get(self.kind)
        return f"{self.done} of {self.planned} done, {word} {self.address}" if word else ""


@dataclass(frozen=True, slots=True)
class StackEnds:
    """Nothing more happens to a stack: it is done, has failed, or was stopped by the operator."""

    outcome: str

    @property
    def line(self) -> str:
        """Nothing: what became of all is summed up in the end."""
        return ""


Told = str | StacksAhead | StackStep | ResourceStep | StackEnds
"""What can be told of something: words alone, or a step."""


def line_of(told: Told) -> str:
    """The words; none for what is told in no line."""
    return told if isinstance(told, str) else told.line
