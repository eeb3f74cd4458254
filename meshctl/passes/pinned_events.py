"""Events as rules pin them: who may publish which, which of them a route takes, and where what came over a hop was published. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from json import loads
from typing import Any

from meshctl.passes.generations import Generation, StackInputs, parts_of
from meshctl.topology.arns import DEFAULT_BUS
from meshctl.topology.lowering.keys import subscription_of_route
from meshctl.topology.rule_patterns import pattern_text
from meshctl.topology.scheduled_events import schedule_behind

ANY_TYPE = "*"
"""The detail-type of a rule that takes all that an AWS service sends, or that asks of it more than to be one of some."""
Route = Mapping[str, Any]
Pattern = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class PinnedEvent:
    """What tells an event on the wire: the account that it comes from, its bus, its source and its detail-type."""

    account: str
    bus_arn: str
    source: str
    detail_type: str

    @property
    def is_of_aws(self) -> bool:
        """Whether an AWS service sends it: it does, whatever the catalogue says. Nobody else may use such a source."""
        return self.source.startswith("aws.")

    @property
    def is_scheduled(self) -> bool:
        """Whether a schedule sends it, and nobody else may."""
        return schedule_behind(self.source, self.detail_type) is not None


def choices(route: Route) -> list[Pattern]:
    """The patterns that a route joins; one, unless a change joined several."""
    pattern = loads(route["pattern"])
    return [*pattern["$or"]] if pattern.keys() == {"$or"} else [pattern]


def joined(patterns: Iterable[Pattern]) -> str:
    """One pattern for all. Never lists side by side: of two accounts and two sources each could then forge the other's."""
    texts = [*dict.fromkeys(pattern_text(one) for one in patterns)]
    return texts[0] if len(texts) == 1 else pattern_text({"$or": [loads(one) for one in texts]})


def pinned_by(route: Route, pattern: Pattern) -> frozenset[PinnedEvent]:
    """The events that one of a route's patterns takes, whatever it asks of their data."""
    bus_arn = bus_of(route)
    types = {one if isinstance(one, str) else ANY_TYPE for one in pattern.get("detail-type", [ANY_TYPE])}
    pins = product(pattern["account"], pattern["source"], types)
    return frozenset(PinnedEvent(account, bus_arn, source, type_) for account, source, type_ in pins)


def taken_by(route: Route) -> frozenset[PinnedEvent]:
    """All events that a route takes."""
    return frozenset().union(*(pinned_by(route, one) for one in choices(route)))


def taken_beside(route: Route, other: Route) -> list[Pattern]:
    """The patterns of `other` that take what `route` does not. Of two schedules a rule takes one: each is due at the same time."""
    taken, due = taken_by(route), scheduled_in(route)
    pins = ((one, pinned_by(other, one)) for one in choices(other))
    return [one for one, found in pins if not found <= taken and not (due and any(pin.is_scheduled for pin in found))]


def scheduled_in(route: Route) -> frozenset[PinnedEvent]:
    """Of what a route takes that which schedules send."""
    return frozenset(one for one in taken_by(route) if one.is_scheduled)


def scheduled_by(stack: StackInputs, schedule: Mapping[str, Any]) -> PinnedEvent:
    """The event that a schedule sends."""
    event = schedule["event"]
    return PinnedEvent(stack.account, event["bus_arn"], event["source"], event["detail_type"])


def schedules_of(generation: Generation) -> Iterator[tuple[StackInputs, str, Mapping[str, Any]]]:
    """All schedules, with their stacks and keys."""
    return parts_of(generation, "schedules")


def bus_of(route: Route) -> str:
    """The ARN of the bus that a route's rule is on."""
    start, _, path = route["rule"]["arn"].partition(":rule/")
    return f"{start}:event-bus/{path.rpartition('/')[0] or DEFAULT_BUS}"


def granted(stack: StackInputs, function: Mapping[str, Any]) -> frozenset[PinnedEvent]:
    """The events that a function's role lets it publish, and put on further buses, where its source alone is said."""
    published = (
        PinnedEvent(stack.account, one["bus_arn"], one["source"], type_)
        for one in function["publishes"].values()
        for type_ in one["detail_types"]
    )
    put = (
        PinnedEvent(stack.account, arn, one["as_source"], ANY_TYPE)
        for one in function["writes"]
        if one.get("as_source")
        for arn in one["arns"]
    )
    return frozenset((*published, *put))


def told(stack: StackInputs, function: Mapping[str, Any]) -> frozenset[PinnedEvent]:
    """The events that a function is told to publish and to put on further buses (`topology.lowering.functions`); during a change
    its role may let it do more."""
    environment = function["environment"]
    publishes = loads(environment.get("MESH_PUBLISHES", "{}"))
    source = environment.get("MESH_SOURCE", "")
    published = (PinnedEvent(stack.account, one["bus"], source, type_) for type_, one in publishes.items())
    put = (PinnedEvent(stack.account, arn, source, ANY_TYPE) for arn in sent_to(function) if is_bus(arn))
    return frozenset((*published, *put))


def sent_to(function: Mapping[str, Any]) -> frozenset[str]:
    """The ARNs of the channels to which a function is told to send (`topology.lowering.functions`), further buses among them."""
    channels = loads(function["environment"].get("MESH_SENDS_TO", "{}"))
    return frozenset(arn for found in channels.values() for arn in found.values())


def messages_of(arns: Iterable[str]) -> frozenset[PinnedEvent]:
    """What is sent to channels. On a bus that is events, which are known as such."""
    return frozenset(message_of(arn) for arn in arns if not is_bus(arn))


def allowed(stack: StackInputs, function: Mapping[str, Any]) -> frozenset[PinnedEvent]:
    """All that a function's role lets it publish and send."""
    return granted(stack, function) | messages_of(arn for one in function["writes"] for arn in one["arns"])


def message_of(topic_arn: str) -> PinnedEvent:
    """What a topic gives, whatever that is: as an event that the topic, taken for a bus, knows by its own name."""
    return PinnedEvent(topic_arn.split(":")[4], topic_arn, topic_arn, ANY_TYPE)


def functions_of(generation: Generation) -> Iterator[tuple[StackInputs, str, Mapping[str, Any]]]:
    """All functions, with their stacks and keys."""
    return parts_of(generation, "functions")


def routes_of(generation: Generation) -> Iterator[tuple[StackInputs, str, Route]]:
    """All routes, with their stacks and keys."""
    return parts_of(generation, "routes")


def subscription_of(stack: StackInputs, key: str) -> str:
    """The subscription of a route, `system/service/subscription`, on whichever bus it is."""
    return subscription_of_route(f"{stack.owner}/{key}" if stack.owner else key)


class Hops:
    """The hops of generations, which are the routes that lead to a bus, and the subscriptions behind them."""

    def __init__(self, *generations: Generation) -> None:
        self._published = defaultdict[PinnedEvent, set[PinnedEvent]](set)
        self._subscriptions = defaultdict[PinnedEvent, set[str]](set)
        for stack, key, route in (one for each in generations for one in routes_of(each)):
            for event in taken_by(route):
                self._subscriptions[event].add(subscription_of(stack, key))
                if leads_to_a_bus(route):
                    self._published[_brought(route, event)].add(event)

    def as_published(self, taken: Iterable[PinnedEvent]) -> frozenset[PinnedEvent]:
        """What rules take, each on the bus that it was published on."""
        return frozenset(found for event in taken for found in self._published.get(event, (event,)))

    @property
    def brought(self) -> frozenset[PinnedEvent]:
        """All that they bring, as it is on the buses that they lead to."""
        return frozenset(self._published)

    def behind(self, route: Route) -> frozenset[str]:
        """The subscriptions to which a hop brings something; none of a route that leads elsewhere."""
        brought = (_brought(route, event) for event in taken_by(route)) if leads_to_a_bus(route) else ()
        return frozenset(one for event in brought for one in self._subscriptions.get(event, ()))


def leads_to_a_bus(route: Route) -> bool:
    """Whether it is a hop."""
    return is_bus(route["target"]["arn"])


def is_bus(arn: str) -> bool:
    """Whether it is the ARN of a bus."""
    return ":event-bus/" in arn


def _brought(route: Route, event: PinnedEvent) -> PinnedEvent:
    """An event as it is on the bus that a hop leads to."""
    return replace(event, bus_arn=route["target"]["arn"])


def as_code_knows(events: Iterable[PinnedEvent]) -> set[tuple[str, str]]:
    """Events by source and detail-type: code is ready for them from whichever account and over whichever bus."""
    return {(one.source, one.detail_type) for one in events}
