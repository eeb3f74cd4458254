"""All that a plan of a stage found, as people approve it, in words; shown by `report`. Data only, without secrets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from meshctl.passes.generations import Retired, StackKey
from meshctl.plan.causes import Cause
from meshctl.plan.changes import Change


@dataclass(frozen=True, slots=True)
class RetiredParts:
    """What stands retired of one cause: it may go when empty, but not before `until`, or when its `name` is given up.

    `messages` are those in all its queues; None where nobody has counted, or nobody can. Where the day has come, only
    they keep it. `left_account` is the account that its system has left, where it stands in one.
    """

    cause: Cause
    parts: tuple[Retired, ...]
    until: datetime
    name: str = ""
    messages: int | None = None
    day_has_come: bool = False
    left_account: str = ""

    @property
    def system(self) -> str:
        """Whose it is; the hub's archive is of none."""
        return self.cause.name.partition("/")[0]


@dataclass(frozen=True, slots=True)
class PlannedPass:
    """One pass: its name, what it does in words, the stacks that it changes in their order, and those that go with it.

    Before the next one `settle_seconds` pass. What Terraform says of a pass is not asked before those in front of it
    are applied: of all but the first one, `may` has by stack what may happen to each part, and nothing else does.
    """

    name: str
    does: str
    stacks: tuple[StackKey, ...]
    leaves: tuple[StackKey, ...]
    settle_seconds: int
    may: Mapping[StackKey, Mapping[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What the change of a stage is, or of `only` some systems of it.

    `changes` are for people, each with its differences; what is `later` waits until what is retired has gone; `twice`
    says what is delivered twice meanwhile; `retired` stands after the change; `left` are stacks that the catalogue has
    no more and that stay; `losses` say what is lost; `to_raise` says of which quotas it needs more than AWS gives
    unless asked. Of stacks without a record nobody knows how they stand: their changes have no differences.
    `unrecorded` names them. `in_doubt` are those of which nobody knows how far an earlier apply came that was stopped.
    `not_compared` stand as they were applied last, as far as is recorded: Terraform was not asked about them.
    """

    stage: str
    destroys: bool
    unrecorded: tuple[StackKey, ...] = ()
    changes: tuple[Change, ...] = ()
    later: tuple[Change, ...] = ()
    passes: tuple[PlannedPass, ...] = ()
    twice: tuple[str, ...] = ()
    retired: tuple[RetiredParts, ...] = ()
    left: tuple[StackKey, ...] = ()
    losses: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    to_raise: tuple[str, ...] = ()
    in_doubt: tuple[StackKey, ...] = ()
    not_compared: tuple[StackKey, ...] = ()

    @property
    def whose(self) -> str:
        """What changes: `dev`, or `orders, payments of dev`."""
        return f"{', '.join(self.only)} of {self.stage}" if self.only else self.stage

    @property
    def does_something(self) -> bool:
        """Whether there is anything to ask about."""
        return bool(self.changes) or len(self.passes) > 1
