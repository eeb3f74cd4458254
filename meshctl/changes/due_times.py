"""How often a time comes to each who receives what schedules send, over the rules, buses and topics that stand. Pure.

Where a receiver goes over to another way (from a schedule to a bus that the schedule feeds, to a topic that another subscription
feeds), no step ends the old way as it begins the new one: both stand for a while, so that no time is left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from meshctl.passes.generations import Generation, Pass, StackInputs, parts_of
from meshctl.passes.pinned_events import (
    PinnedEvent,
    Route,
    bus_of,
    leads_to_a_bus,
    routes_of,
    scheduled_by,
    schedules_of,
    subscription_of,
    taken_by,
)

Receiver = tuple[str, str]
"""The account and the subscription: of a system that moves, each account is one by itself."""
_Due = Mapping[Receiver, Sequence[str]]
_Route = tuple[StackInputs, str, Route]


def times_by_two_ways(
    standing: Generation, new: Generation, passes: Sequence[Pass]
) -> Iterator[tuple[str, str, list[str]]]:
    """Each receiver to which a time comes more often after some passes than before and at last: which schedules send that, the
    subscription, and after which passes."""
    before, last = _due(standing), _due(new)
    together = defaultdict[Receiver, dict[str, Sequence[str]]](dict)
    for one in passes:
        for receiver, sent in _due(one.stacks).items():
            if len(sent) > max(len(before.get(receiver, ())), len(last.get(receiver, ()))):
                together[receiver][one.name] = sent
    for (_, subscription), found in sorted(together.items()):
        schedules = sorted({name for sent in found.values() for name in sent})
        yield ", ".join(schedules), subscription, [*found]


def _due(generation: Generation) -> _Due:
    """For each receiver the schedules that send it something, each as often as it comes."""
    ways, found = _Ways(generation), defaultdict[Receiver, list[str]](list)
    for stack, key, schedule in schedules_of(generation):
        if schedule.get("enabled", True):
            for receiver in ways.receivers(scheduled_by(stack, schedule)):
                found[receiver].append(f"{stack.owner}/{key}")
    return found


class _Ways:
    """The rules that are on, by the bus, and the subscriptions of topics."""

    def __init__(self, generation: Generation) -> None:
        self._on = defaultdict[str, list[_Route]](list)
        self._heard = defaultdict[str, list[str]](list)
        for stack, key, route in routes_of(generation):
            if route.get("enabled", True):
                self._on[bus_of(route)].append((stack, key, route))
        for stack, _, one in parts_of(generation, "topic_subscriptions"):
            self._heard[one["topic_arn"]].append(f"{stack.owner}/{one['name']}")

    def receivers(self, event: PinnedEvent, *, passed_on: bool = False) -> Iterator[Receiver]:
        """Who receives an event, as often as it comes. What has come over a hop goes to no other bus."""
        for stack, key, route in self._on[event.bus_arn]:
            target = route["target"]["arn"]
            if event not in taken_by(route):
                continue
            if leads_to_a_bus(route):
                yield from () if passed_on else self.receivers(replace(event, bus_arn=target), passed_on=True)
            else:
                names = self._heard[target] or [subscription_of(stack, key)]
                yield from ((event.account, name) for name in names)
