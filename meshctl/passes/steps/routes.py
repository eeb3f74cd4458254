"""The routes of a stack on each step of a change. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import PassStep, StackInputs
from meshctl.passes.pinned_events import Pattern, Route, choices, joined, leads_to_a_bus, taken_beside

Routes = Mapping[str, Route]
Delivery = Mapping[str, Any] | None


def routes_on(step: PassStep, change: GenerationChange, stack: StackInputs) -> dict[str, Route]:
    """The routes of `stack`, of which the old generation, the new one or both have some."""
    old, new = (_routes(generation, stack) for generation in (change.old, change.new))
    routes = {key: _route(step, change, stack, key, old.get(key), new.get(key)) for key in {**old, **new}}
    return {key: _also_taking(one, _hopping_elsewhere(step, change, stack, key)) for key, one in routes.items()}


def _routes(generation: Mapping[Any, StackInputs], stack: StackInputs) -> Routes:
    found: Routes = generation[stack.key].inputs.get("routes", {}) if stack.key in generation else {}
    return found


def _route(
    step: PassStep, change: GenerationChange, stack: StackInputs, key: str, old: Route | None, new: Route | None
) -> Route:
    if new is None:
        assert old is not None  # noqa: S101  one of both has it
        return _retired(change, stack, key, old) if step.routes_are_new else old
    if old is None or not old["enabled"]:
        return _begun(step, change, key, old, new)
    pattern = _pattern(step, change, stack, key, old, new)
    if not step.routes_are_new and not (step.code_is_new and _feeds_another_bus(change, old, new)):
        return {**old, "pattern": pattern, "delivery": delivery_of_both(old, new)}
    target = {**new["target"], "id": old["target"]["id"]}
    return {**new, "pattern": pattern, "target": target, "delivery": delivery_of_both(old, new)}


def _feeds_another_bus(change: GenerationChange, old: Route, new: Route) -> bool:
    """Whether a route comes to lead to a bus, before what brought the same there, or was read elsewhere, ends."""
    is_another = leads_to_a_bus(new) and old["target"]["arn"] != new["target"]["arn"]
    return is_another and not change.is_too_early(new)


def _begun(step: PassStep, change: GenerationChange, key: str, old: Route | None, new: Route) -> Route:
    """A new route, or one that comes back: it delivers at once, unless that would be too early for the code behind it."""
    early = not step.code_is_new and change.is_too_early(new)
    early = early or (not step.routes_are_new and change.is_handed_over(key, new))
    begun = {**new, "enabled": new["enabled"] and not early}
    if old is None:
        return begun
    return {**begun, "target": {**new["target"], "id": old["target"]["id"]}, "delivery": delivery_of_both(old, new)}


def _also_taking(route: Route, patterns: Sequence[Pattern]) -> Route:
    return {**route, "pattern": joined([*choices(route), *patterns])} if patterns and route["enabled"] else route


def _hopping_elsewhere(step: PassStep, change: GenerationChange, stack: StackInputs, key: str) -> list[Pattern]:
    """What comes over a hop for the same subscription in the other account of a system that moves, and may come here meanwhile.

    The hop brings all that is published before and after, first to the one account and then to the other.
    """
    return [
        one
        for other, route in _elsewhere(step, change, stack, key)
        for one in choices(route)
        if change.hops_bring(route, one) and (not step.routes_are_new or change.lingers(other, key, route, one))
    ]


def _elsewhere(
    step: PassStep, change: GenerationChange, stack: StackInputs, key: str
) -> Iterator[tuple[StackInputs, Route]]:
    """The route of that key in the other account; when the routes are new, the old one alone."""
    before, after = change.systems_before, change.systems_after
    for systems in (before,) if step.routes_are_new else (before, after):
        for other in systems.get(stack.name, ()):
            if other.root == stack.root and other.account != stack.account and key in other.inputs["routes"]:
                yield other, other.inputs["routes"][key]


def _retired(change: GenerationChange, stack: StackInputs, key: str, old: Route) -> Route:
    """A route that the catalogue has no more takes what lingers or is on its way, and nothing else."""
    left = _still_taken(change, stack, key, old)
    return {**old, "pattern": joined(left), "enabled": old["enabled"]} if left else {**old, "enabled": False}


def _still_taken(change: GenerationChange, stack: StackInputs, key: str, old: Route) -> list[Pattern]:
    return [
        one
        for one in choices(old)
        if change.lingers(stack, key, old, one) or change.is_on_its_way(stack, key, old, one)
    ]


def _pattern(step: PassStep, change: GenerationChange, stack: StackInputs, key: str, old: Route, new: Route) -> str:
    """Both patterns while both may be published, unless they differ in what they ask of an event's data alone."""
    if step.routes_are_new:
        return joined([*_still_taken(change, stack, key, old), *choices(new)])
    if _comes_later(step, change, old, new):
        return str(old["pattern"])
    return joined([*choices(old), *taken_beside(old, new)])


def _comes_later(step: PassStep, change: GenerationChange, old: Route, new: Route) -> bool:
    """Whether what a route newly takes is nothing yet for the code behind its old target."""
    at_old_target = {**new, "target": old["target"]}
    if step.code_is_new:
        return old["target"]["arn"] != new["target"]["arn"] and change.is_too_early(at_old_target)
    return change.is_too_early(at_old_target)


def delivery_of_both(old: Route, new: Route) -> Delivery:
    """The delivery role of both, which may do what either may."""
    known: Delivery = old["delivery"]
    wanted: Delivery = new["delivery"]
    if known is None or wanted is None:
        return known or wanted
    return {**wanted, "allows": [*known["allows"], *(one for one in wanted["allows"] if one not in known["allows"])]}
