"""All that a plan of a stage found, as people approve it: worded already, shown by `report`. Data only; no secret is in it."""

from dataclasses import dataclass

from meshctl.passes.generations import Retired, StackKey
from meshctl.plan.changes import Change, ResourceChange


@dataclass(frozen=True, slots=True)
class PlannedPass:
    """One pass: its name, what it does in words, the stacks that it changes in their order, and those that go with it.

    Before the next one `settle_seconds` pass. `resources` are what Terraform says of it; None where that is not asked yet,
    because a pass before it has to be applied first.
    """

    name: str
    does: str
    stacks: tuple[StackKey, ...]
    leaves: tuple[StackKey, ...]
    settle_seconds: int
    resources: tuple[ResourceChange, ...] | None


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What a stage's change is.

    `changes` are for people, each with its differences; `twice` says what is delivered twice meanwhile; `retired` stands after
    the change; `left` are stacks that the catalogue has no more and that stay; `losses` say what is lost. Of stacks without a
    record nobody knows what stands: their changes have no differences. `unrecorded` names them.
    """

    stage: str
    destroys: bool
    unrecorded: tuple[StackKey, ...]
    changes: tuple[Change, ...]
    passes: tuple[PlannedPass, ...]
    twice: tuple[str, ...]
    retired: tuple[Retired, ...]
    left: tuple[StackKey, ...]
    losses: tuple[str, ...]
