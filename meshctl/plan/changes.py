"""What Terraform would do, attributed to the services that cause it. Pure; knows resources only by their addresses."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from re import compile as pattern

from meshctl.model.events import EventReference
from meshctl.model.mesh import Mesh
from meshctl.plan.stacks import ROUTES_STACK

_KEY = pattern(r'\["([^"]+)"\]')
_INVOKER = pattern(r'\.aws_lambda_permission\.invoker\["([^"]+)"\]$')
_VERBS = {"create": "add", "update": "change", "delete": "destroy", "replace": "replace"}


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """One resource of one stack: its Terraform address and what happens to it (create, update, delete, replace)."""

    stack: str
    address: str
    action: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for people, in a sentence, and the resources that it takes."""

    about: str
    sentence: str
    resources: tuple[ResourceChange, ...]

    @property
    def summary(self) -> str:
        """The sentence with its count: `... : 4 to add in 2 stacks`."""
        stacks = len({resource.stack for resource in self.resources})
        return f"{self.sentence}: {counted(self.resources)} in {stacks} stack{'s' if stacks != 1 else ''}"


def counted(resources: Iterable[ResourceChange]) -> str:
    """`4 to add, 1 to change`; `nothing to do` for none."""
    counts = Counter(resource.action for resource in resources)
    return (
        ", ".join(f"{counts[action]} to {verb}" for action, verb in _VERBS.items() if counts[action]) or "nothing to do"
    )


def attribute(mesh: Mesh, resources: Iterable[ResourceChange]) -> tuple[Change, ...]:
    """The changes, those of subscriptions first, then of functions and queues, then of buses."""
    grouped: dict[str, list[ResourceChange]] = {}
    for resource in resources:
        grouped.setdefault(_about(mesh, resource), []).append(resource)
    wishes = _wishes(mesh)
    changes = [Change(about, _sentence(about, many, wishes), tuple(many)) for about, many in grouped.items()]
    return tuple(sorted(changes, key=lambda change: (_rank(change), change.about)))


def _about(mesh: Mesh, resource: ResourceChange) -> str:
    """`subscription payments/capture/placed`, `function ...`, `queue ...` or `bus ...`: whom a resource serves."""
    key = _KEY.search(resource.address)
    system = resource.stack.removeprefix("system-")
    if key is None:
        return f"bus {system}"
    name = key[1] if resource.stack == ROUTES_STACK else f"{system}/{key[1]}"
    if invoker := _INVOKER.search(resource.address):
        return f"subscription {name.rpartition('/')[0]}/{invoker[1]}"
    for kind in ("function", "queue"):
        if resource.address.startswith((f"module.{kind}[", f"module.{kind}_dead_letters[")):
            return f"{kind} {name}"
    return f"subscription {name}"


def _wishes(mesh: Mesh) -> dict[str, str]:
    return {
        one.key: f"{one.wants.system}/{one.wants.name}"
        for one in mesh.subscriptions
        if isinstance(one.wants, EventReference)
    }


def _sentence(about: str, resources: list[ResourceChange], wishes: Mapping[str, str]) -> str:
    kind, name = about.split(" ", 1)
    if kind == "subscription":
        return _subscription_sentence(name, resources, wishes)
    if kind == "bus":
        return "the hub" if name == "hub" else f"the local bus of {name}"
    return f"the {kind} {name}"


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


def _rank(change: Change) -> int:
    return ("subscription", "function", "queue", "bus").index(change.about.split(" ")[0])
