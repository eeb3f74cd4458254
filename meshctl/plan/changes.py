"""What Terraform would do, attributed to whom it is for: the subscriptions, functions, queues and buses. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meshctl.model.events import EventReference
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB
from meshctl.plan.causes import Cause, cause_of
from meshctl.plan.stacks import Stack

_ORDER = ("subscription", "function", "queue", "bus")
CAME, WENT, DIFFERS = "came", "went", "differs"
_VERBS = {"create": "add", "update": "change", "delete": "destroy", "replace": "replace"}


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """One resource of one stack: its Terraform address and what happens to it (create, update, delete, replace).

    `by_hand` says that it is no longer as Terraform left it.
    """

    stack: str
    address: str
    action: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class InputDifference:
    """One fact that changes: what it is about (`filter`), and its value before and after in words, never a secret.

    None where there is no such value before, or after. Where both are None, the value is one that is not shown.
    """

    about: str
    old: str | None
    new: str | None


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


def attribute(mesh: Mesh, stacks: Iterable[Stack], resources: Iterable[ResourceChange]) -> tuple[Change, ...]:
    """The changes, those of subscriptions first, then of functions and queues, then of buses.

    Raises `MeshctlError` for a resource in a state of which nobody can say what it was for.
    """
    by_name = {stack.name: stack for stack in stacks}
    grouped: dict[Cause, list[ResourceChange]] = {}
    for resource in resources:
        stack = by_name[resource.stack]
        grouped.setdefault(cause_of(stack.causes, stack.owner, resource.address), []).append(resource)
    wishes = _wishes(mesh)
    changes = [Change(cause, _sentence(cause, many, wishes), tuple(many)) for cause, many in grouped.items()]
    return tuple(sorted(changes, key=lambda change: (_ORDER.index(change.cause.kind), change.cause.name)))


def _wishes(mesh: Mesh) -> dict[str, str]:
    return {
        one.key: f"{one.wants.system}/{one.wants.name}"
        for one in mesh.subscriptions
        if isinstance(one.wants, EventReference)
    }


def _sentence(cause: Cause, resources: list[ResourceChange], wishes: Mapping[str, str]) -> str:
    if cause.kind == "subscription":
        return _subscription_sentence(cause.name, resources, wishes)
    if cause.kind == "bus":
        return "the hub" if cause.name == HUB else f"the local bus of {cause.name}"
    return f"the {cause.kind} {cause.name}"


def _subscription_sentence(name: str, resources: list[ResourceChange], wishes: Mapping[str, str]) -> str:
    """A service begins to receive with its rule; without a new rule, something on the way is made or mended."""
    service, _, subscription = name.rpartition("/")
    actions = {resource.action for resource in resources}
    new_rule = any(one.action == "create" and ".aws_cloudwatch_event_rule." in one.address for one in resources)
    if name not in wishes:
        return f'{service} no longer receives what "{subscription}" asked for'
    if actions == {"create"} and new_rule:
        return f"{service} now receives {wishes[name]}"
    if actions == {"delete"}:
        return f"{service} no longer receives {wishes[name]}"
    return f"{service} receives {wishes[name]} in another way"
