"""What Terraform would do, resource by resource, and what that changes for people: subscriptions, functions, queues,
buses. Pure.

How the one becomes the other is worked out in `meshctl.changes`.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from meshctl.plan.causes import Cause

CAME, WENT, DIFFERS = "came", "went", "differs"
_VERBS = {"adopt": "adopt", "create": "add", "update": "change", "delete": "destroy", "replace": "replace"}


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """One resource of one stack: its Terraform address and what happens to it (adopt, create, update, delete, replace).

    `drifted` says that Terraform finds it otherwise than it left it. By itself that means little: AWS fills in a lot. What is
    `adopted` exists and Terraform does not know it yet; where nothing else happens to it, that is the action.
    """

    stack: str
    address: str
    action: str
    drifted: bool = False
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class InputDifference:
    """One fact that changes: what it is about (`filter`), and its value before and after in words, never a secret.

    None where there is no such value before, or after. Where both are None, the value is one that is not shown. Where
    all that it lies in comes or goes, `whole` says so: `the buffer: new`.
    """

    about: str
    old: str | None
    new: str | None
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for people, in a sentence, with the resources that it takes.

    Where it is recorded what stands: the differences, and whether the cause came, went or differs.
    """

    cause: Cause
    sentence: str
    resources: tuple[ResourceChange, ...]
    differences: tuple[InputDifference, ...] = ()
    turn: str = ""


def totals(resources: Iterable[ResourceChange]) -> str:
    """`4 to add, 1 to change`; `nothing to do` for none."""
    counts = Counter(resource.action for resource in resources)
    return (
        ", ".join(f"{counts[action]} to {verb}" for action, verb in _VERBS.items() if counts[action]) or "nothing to do"
    )
