"""What hops that end may still bring to the buses that they led to: EventBridge tries again what it has taken. Pure."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from meshctl.passes.generations import KINDS, Generation, Retired, StackInputs
from meshctl.passes.pinned_events import Hops, PinnedEvent, Route, leads_to_a_bus, routes_of, taken_by

DELIVERY = "delivery"
"""Where a route that stays led to before, as a part that may be retired: `KEY to ARN`."""


def brought_by_ending_hops(
    old: Generation, new: Generation, retired: Collection[Retired], stay: Collection[Retired]
) -> frozenset[PinnedEvent]:
    """All of it, as it is on those buses, of what stands but for what is `retired` and does not `stay`.

    A hop that leads on to the same bus does not end, though it may take less: nothing of it is retired.
    """
    gone = {(one.stack, one.name) for one in retired if one.kind == KINDS["routes"] and one not in stay}
    led = (
        replace(event, bus_arn=route["target"]["arn"])
        for stack, key, route in routes_of(old)
        if leads_to_a_bus(route) and _ends(new, stack, key, route) and (stack.key, key) not in gone
        for event in taken_by(route)
    )
    return frozenset((*led, *_tried_again(old, stay))) - Hops(new).brought


def _ends(new: Generation, stack: StackInputs, key: str, route: Route) -> bool:
    after = new[stack.key].inputs["routes"].get(key) if stack.key in new else None
    return after is None or (route["enabled"] and after["target"]["arn"] != route["target"]["arn"])


def _tried_again(old: Generation, stay: Collection[Retired]) -> Iterator[PinnedEvent]:
    routes = {(stack.key, key): route for stack, key, route in routes_of(old)}
    for one in stay:
        key, _, arn = one.name.partition(" to ")
        if one.kind == DELIVERY and (one.stack, key) in routes:
            yield from (replace(event, bus_arn=arn) for event in taken_by(routes[one.stack, key]))
