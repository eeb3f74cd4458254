"""Mutants of plans: a plan as `terraform show -json` gives it, without one of its protections. Pure."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.mutation.arguments import PROTECTIONS, Weakening
from tests.mutation.documents import weakened_documents

Plan = Mapping[str, Any]
_INSTANCE = re.compile(r"\[[^\]]*\]")
_KEY = re.compile(r'\["([^"]*)"\]')


@dataclass(frozen=True, slots=True)
class Mutant:
    """One protection of one resource that is gone; `values` is what is left of the resource, None if it is gone itself.

    `place` is the argument, with the statement in brackets where it is a policy; `became` says what happened to it.
    """

    stack: str
    kind: str
    address: str
    place: str
    became: str
    values: Mapping[str, Any] | None = field(compare=False)

    @property
    def name(self) -> str:
        """Which mutant this is, among all of all stacks."""
        return f"{self.stack}: {self.address}: {_sentence(self.place, self.became)}"

    @property
    def protection(self) -> str:
        """What was taken away, alike for all instances of a module: what people review."""
        return f"{_INSTANCE.sub('', self.address)}: {_sentence(_INSTANCE.sub('', self.place), self.became)}"

    @property
    def subject(self) -> str:
        """What of the catalogue its resource is for: no other mutant of a round is for it."""
        return subject_of(self.stack, self.address)


def subject_of(stack: str, address: str) -> str:
    """What of the catalogue a resource is for, as the keys of module instances say; alike in the stacks that serve it.

    The route of a subscription is in another stack than its queue and its dead letters, and checks look at all of them.
    """
    key = _KEY.search(address)
    system = stack.removeprefix("system-")
    if key is None:
        return f"{stack}: {address}"
    return key[1] if system == stack else f"{system}/{key[1]}"


def _sentence(place: str, became: str) -> str:
    return f"{place} {became}" if place else became


def mutants_of(stack: str, plan: Plan) -> Iterator[Mutant]:
    """Every mutant of the plan of a stack. A type of resource that `PROTECTIONS` does not name is a KeyError."""
    for resource in managed_resources(plan):
        for kind, place, became, values in _weakened(resource["type"], resource["values"]):
            yield Mutant(stack, kind, resource["address"], place, became, values)


def mutated(plan: Plan, mutants: Sequence[Mutant]) -> dict[str, Any]:
    """The plan with the resources of these mutants as they have left them; mutants of one plan, one for a resource."""
    left = {mutant.address: mutant.values for mutant in mutants}
    planned = plan["planned_values"]
    changes = (_with_after(change, left) for change in plan["resource_changes"])
    return {
        **plan,
        "planned_values": {**planned, "root_module": _module_with(planned["root_module"], left)},
        "resource_changes": [change for change in changes if change is not None],
    }


def managed_resources(plan: Plan) -> Iterator[Mapping[str, Any]]:
    """What Terraform would make, in modules and in modules of modules."""
    return _of_module(plan["planned_values"]["root_module"])


def _of_module(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in module.get("resources", ()) if one["mode"] == "managed")
    for child in module.get("child_modules", ()):
        yield from _of_module(child)


def _weakened(kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str, Mapping[str, Any] | None]]:
    for weakening in PROTECTIONS[kind]:
        if not weakening.argument:
            yield weakening.kind, "", weakening.became, None
        elif weakening.applies(values.get(weakening.argument)):
            yield weakening.kind, weakening.argument, weakening.became, _with_argument(values, weakening)
    for argument, document in _documents(values):
        for weaker in weakened_documents(document):
            place = f"{argument}[{weaker.statement}]"
            yield weaker.kind, place, weaker.became, {**values, argument: json.dumps(weaker.document)}


def _with_argument(values: Mapping[str, Any], weakening: Weakening) -> dict[str, Any]:
    return {**values, weakening.argument: weakening.weaken(values.get(weakening.argument))}


def _documents(values: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The arguments that are policy documents, whatever they are called."""
    for argument, value in values.items():
        if isinstance(value, str) and value.startswith("{") and '"Statement"' in value:
            yield argument, json.loads(value)


def _module_with(module: Mapping[str, Any], left: Mapping[str, Any]) -> dict[str, Any]:
    resources = (_with_values(resource, left) for resource in module.get("resources", ()))
    children = [_module_with(child, left) for child in module.get("child_modules", ())]
    return {
        **module,
        "resources": [resource for resource in resources if resource is not None],
        **({"child_modules": children} if children else {}),
    }


def _with_values(resource: Mapping[str, Any], left: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if resource["address"] not in left:
        return resource
    values = left[resource["address"]]
    return None if values is None else {**resource, "values": values}


def _with_after(change: Mapping[str, Any], left: Mapping[str, Any]) -> Mapping[str, Any] | None:
    if change["address"] not in left:
        return change
    values = left[change["address"]]
    return None if values is None else {**change, "change": {**change["change"], "after": values}}
