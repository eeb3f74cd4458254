"""The routes whose two ends change at once, where only one of them is applied: they would bring no more what they bring. Pure.

A route knows an event by its publisher's account, its source and its detail-type. Where these change, whoever receives the
event has to be applied with who publishes it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from json import loads
from typing import Any, NamedTuple

from meshctl.passes.generations import Generation
from meshctl.passes.only_systems import shared_entries, shared_stack, system_of
from meshctl.topology.lowering.keys import subscription_of_route


class PublisherPin(NamedTuple):
    """What a rule knows a publisher and its event by."""

    account: str
    source: str
    detail_type: str

    @property
    def system(self) -> str:
        """Who publishes it."""
        return system_of(self.source)


@dataclass(frozen=True, slots=True)
class HalfChangedRoute:
    """The route of a subscription (`payments/capture/placed`), and the system that is to be applied as well."""

    route: str
    system: str


def half_changed_routes(
    systems: Collection[str], done: Generation, merged: Generation, published: Collection[PublisherPin]
) -> tuple[HalfChangedRoute, ...]:
    """Those that stand and would miss events, by their names; `published` is all that these systems are to publish on
    the hub."""
    before, after = _pins(done), _pins(merged)
    cut_off = (
        HalfChangedRoute(route, system_of(route))
        for route, pins in before.items()
        if system_of(route) not in systems and _is_cut_off(systems, done, pins, published)
    )
    ahead = (
        HalfChangedRoute(route, pin.system)
        for route, pins in after.items()
        if system_of(route) in systems
        for pin in pins - before.get(route, pins)
        if pin.system not in systems and not _is_published(done, pin)
    )
    return tuple(sorted({*cut_off, *ahead}, key=lambda one: (one.route, one.system)))


def _is_cut_off(
    systems: Collection[str], done: Generation, pins: frozenset[PublisherPin], published: Collection[PublisherPin]
) -> bool:
    """Whether one of these systems publishes what the route brings, and none of them will."""
    theirs = {pin for pin in pins if pin.system in systems and _may_publish(done, pin)}
    return bool(theirs) and pins.isdisjoint(published)


def _pins(generation: Generation) -> dict[str, frozenset[PublisherPin]]:
    """By the subscription, which has two routes where what it feeds has changed."""
    stack, found = shared_stack(generation, "routes"), dict[str, frozenset[PublisherPin]]()
    for key, route in (shared_entries(stack) if stack else {}).items():
        subscription = subscription_of_route(key)
        found[subscription] = found.get(subscription, frozenset()).union(_pins_of(loads(route["pattern"])))
    return found


def _pins_of(pattern: Any) -> Iterator[PublisherPin]:
    """Those of a rule's pattern, or of each of its choices."""
    for one in pattern.get("$or", [pattern]):
        for account in one.get("account", ()):
            yield from (
                PublisherPin(account, source, kind) for source in one["source"] for kind in one.get("detail-type", ())
            )


def _may_publish(done: Generation, pin: PublisherPin) -> bool:
    """Whether the hub lets the account publish that source."""
    hub = shared_stack(done, "hub")
    publisher = shared_entries(hub).get(pin.system) if hub else None
    return publisher is not None and pin.account in publisher["accounts"] and pin.source in publisher["sources"]


def _is_published(done: Generation, pin: PublisherPin) -> bool:
    """Whether a function that stands may publish it; of people's own code nobody knows."""
    functions = (
        one
        for stack in done.values()
        if stack.owner == pin.system
        for one in stack.inputs.get("functions", {}).values()
    )
    grants = (grant for one in functions for grant in one["publishes"].values())
    told = any(grant["source"] == pin.source and pin.detail_type in grant["detail_types"] for grant in grants)
    return told and _may_publish(done, pin)
