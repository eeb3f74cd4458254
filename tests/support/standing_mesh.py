"""A mesh as it stands on AWS at one moment, simulated: who may publish what, and whether an event gets to a subscription. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from re import compile as compile_pattern
from typing import Any

from meshctl.passes.generations import Generation, StackInputs, StackKey
from meshctl.passes.parts import used_arns, workflows_of
from meshctl.passes.pinned_events import (
    Hops,
    PinnedEvent,
    Route,
    bus_of,
    functions_of,
    granted,
    routes_of,
    scheduled_by,
    schedules_of,
    subscription_of,
    taken_by,
    told,
)
from meshctl.patterns import Pattern
from meshctl.topology.hub_policy import publishers_of
from tests.support.small_catalogues import TOTALS

FUNCTION_ARN = compile_pattern(r"arn:aws:lambda:[\w-]+:\d+:function:[\w-]+")
Sent = tuple[PinnedEvent, int]
"""An event with its data's `total`."""


@dataclass(frozen=True)
class StandingMesh:
    """What stands. Functions that are `idle` are invoked no more; some that run still publish what is `in_flight`."""

    generation: Generation
    idle: Set[tuple[StackKey, str]] = frozenset()
    in_flight: Set[PinnedEvent] = frozenset()
    known: dict[str, Pattern] = field(default_factory=dict, compare=False)

    @cached_property
    def published(self) -> frozenset[PinnedEvent]:
        """What the code that stands publishes."""
        awake = (
            told(stack, one) for stack, key, one in functions_of(self.generation) if (stack.key, key) not in self.idle
        )
        return frozenset().union(self.in_flight, *awake)

    @cached_property
    def scheduled(self) -> frozenset[PinnedEvent]:
        """What the schedules send that stand and have begun."""
        return frozenset(scheduled_by(stack, one) for stack, _, one in schedules_of(self.generation) if one["enabled"])

    def due(self) -> Counter[str]:
        """How often each subscription gets a time that comes now for all schedules."""
        return Counter(
            name
            for event in self.scheduled
            for name in self.routes
            if self.lets_in(event) and self.reaches((event, 0), name)
        )

    def refused(self) -> Iterator[str]:
        """What code that stands is told to publish and may not."""
        for stack, key, function in functions_of(self.generation):
            if (stack.key, key) in self.idle:
                continue
            for event in told(stack, function):
                if event not in granted(stack, function) or not self.lets_in(event):
                    yield f"{stack.key} {key} may not publish {event}"

    def read_twice(self) -> Iterator[str]:
        """Queues that two functions read: each would get what is meant for the other."""
        read = Counter(one["source_arn"] for stack in self.generation.values() for one in _reading(stack))
        return (f"{arn} is read by {count} functions" for arn, count in read.items() if count > 1)

    def unread(self) -> Iterator[str]:
        """What functions are to read, and may not or cannot."""
        for stack in self.generation.values():
            functions = stack.inputs.get("functions", {})
            queues = {one["queue"]["arn"] for one in stack.inputs.get("queues", {}).values()}
            for one in _reading(stack):
                if one["source_arn"] not in queues & {*functions.get(one["function"], {}).get("consumes", ())}:
                    yield f"{stack.key} {one['function']} cannot read {one['source_arn']}"

    def calls(self) -> Iterator[tuple[StackKey, str, str]]:
        """What workflows call that routes begin: stack, key and the function's ARN; an empty one for themselves."""
        begun = {route["target"]["arn"] for _, _, route in routes_of(self.generation) if route["enabled"]}
        for stack, key, one in (each for each in workflows_of(self.generation) if each[2]["arn"] in begun):
            yield from ((stack.key, key, arn) for arn in ("", *FUNCTION_ARN.findall(one["definition"])))

    def stops(self, call: tuple[StackKey, str, str]) -> bool:
        """Whether an execution that makes a call would come to an end there."""
        stack, key, arn = call
        workflow = self.generation[stack].inputs["workflows"].get(key) if stack in self.generation else None
        if workflow is None or not arn:
            return workflow is None
        stand = {one["arn"] for one in self.generation[stack].inputs["functions"].values()}
        return arn not in stand & {*used_arns(workflow)}

    def lets_in(self, event: PinnedEvent) -> bool:
        """Whether the bus of an event takes it from its account; the default bus takes what AWS services send."""
        return event.is_of_aws or any(
            _takes(stack, event)
            for stack in self.generation.values()
            if stack.inputs.get("bus", {}).get("arn") == event.bus_arn
        )

    def reaches(self, sent: Sent, subscription: str) -> bool:
        """Whether an event that its bus takes gets to a target of the subscription that stands and lets it in."""
        routes = self.routes.get(subscription, ())
        return self.lets_in(sent[0]) and any(self._delivers(one) for one in routes if self.matches(one, sent))

    def matches(self, route: Route, sent: Sent) -> bool:
        """Whether a route takes an event."""
        event, total = sent
        hop = route.get("hop")
        if hop and not self.matches(hop, sent):
            return False
        if not route["enabled"] or (hop["target"]["arn"] if hop else event.bus_arn) != bus_of(route):
            return False
        text = route["pattern"]
        pattern = self.known.setdefault(text, Pattern.parse(text))
        says = {"account": event.account, "source": event.source, "detail-type": event.detail_type}
        return pattern.matches({**says, "detail": {"data": {"total": total}}})

    @cached_property
    def reached(self) -> frozenset[tuple[StackKey, str]]:
        """The functions to which something leads that is published."""
        all_routes = (one for found in self.routes.values() for one in found)
        sent, hops = self.published | self.scheduled, Hops(self.generation)
        heard = (one for one in all_routes if one["enabled"] and hops.as_published(taken_by(one)) & sent)
        ends = {one.get("onward", {}).get("endpoint_arn", one["target"]["arn"]) for one in heard}
        found = {(stack.key, key) for stack, key, one in functions_of(self.generation) if one["arn"] in ends}
        for stack in self.generation.values():
            buffers = stack.inputs.get("buffers", {}).values()
            found |= {(stack.key, one["function"]) for one in buffers if one["queue"]["arn"] in ends}
            found |= {(stack.key, one["function"]) for one in _reading(stack) if one["source_arn"] in ends}
            begun = [one for one in stack.inputs.get("workflows", {}).values() if one["arn"] in ends]
            called = {arn for one in begun for arn in FUNCTION_ARN.findall(one["definition"])}
            found |= (
                {(stack.key, key) for key, one in stack.inputs["functions"].items() if one["arn"] in called}
                if called
                else set()
            )
        return frozenset(found)

    @cached_property
    def routes(self) -> Mapping[str, list[Route]]:
        """The routes of each subscription; of one to a topic those that lead to the topic, and on from there; of one on a local
        bus those by which its events came there."""
        found: dict[str, list[Route]] = {}
        for stack, key, route in routes_of(self.generation):
            found.setdefault(subscription_of(stack, key), []).append(route)
            for name, onward in self._onward.get(route["target"]["arn"], ()):
                found.setdefault(name, []).append({**route, "onward": onward})
            for hop in self._hops.get(bus_of(route), ()):
                found[subscription_of(stack, key)].append({**route, "hop": hop})
        return found

    @cached_property
    def _hops(self) -> Mapping[str, list[Route]]:
        """By the ARN of a bus, the routes that lead there."""
        found: dict[str, list[Route]] = {}
        for _, _, route in routes_of(self.generation):
            found.setdefault(route["target"]["arn"], []).append(route)
        return found

    @cached_property
    def _onward(self) -> Mapping[str, list[tuple[str, Any]]]:
        """By the ARN of a topic that stands, what subscribes to it."""
        found: dict[str, list[tuple[str, Any]]] = {}
        for stack in self.generation.values():
            stand = {one["arn"] for one in stack.inputs.get("topics", {}).values()}
            for one in stack.inputs.get("topic_subscriptions", {}).values():
                if one["topic_arn"] in stand:
                    found.setdefault(one["topic_arn"], []).append((f"{stack.owner}/{one['name']}", one))
        return found

    @cached_property
    def taken_as_published(self) -> frozenset[PinnedEvent]:
        """All that any route takes, where it is published. What is of another account than a local bus comes over hops alone."""
        taken = frozenset().union(*(taken_by(one) for _, _, one in routes_of(self.generation) if one["enabled"]))
        found = Hops(self.generation).as_published(taken)
        local = {one.inputs["bus"]["arn"]: one.account for one in self.generation.values() if one.root == "system"}
        return frozenset(one for one in found if local.get(one.bus_arn, one.account) == one.account)

    def _delivers(self, route: Route) -> bool:
        target, rule = route["target"], route["rule"]["arn"]
        role, delivery = target["role_arn"], route["delivery"]
        if role and (delivery is None or target["arn"] not in [one["arn"] for one in delivery["allows"]]):
            return False
        kept = self._keeps(route["dead_letters_arn"], rule)
        hopped = "hop" not in route or self._delivers(route["hop"])
        if target["arn"] in self._workflows:
            return bool(role) and kept and hopped
        return (role or rule) in self._lets_in.get(target["arn"], ()) and kept and hopped and self._goes_on(route)

    def _goes_on(self, route: Route) -> bool:
        """Whether SNS delivers what came to a topic, and may keep what it cannot; of another route there is nothing to ask."""
        one = route.get("onward")
        if one is None:
            return True
        delivers = one["topic_arn"] in self._lets_in.get(one["endpoint_arn"], ())
        return delivers and self._keeps(one["dead_letters_arn"], one["topic_arn"])

    def _keeps(self, dead_letters_arn: str | None, sender: str) -> bool:
        """Whether what cannot be delivered is kept, where it is to be."""
        return dead_letters_arn is None or sender in self._lets_in.get(dead_letters_arn, ())

    @cached_property
    def _workflows(self) -> frozenset[str]:
        """The ARNs of the workflows that stand: who may begin one, no policy of theirs says."""
        inputs = (stack.inputs.get("workflows", {}) for stack in self.generation.values())
        return frozenset(one["arn"] for found in inputs for one in found.values())

    @cached_property
    def _lets_in(self) -> Mapping[str, set[str]]:
        """By the ARN of what stands, the rules and roles that it lets in."""
        return {arn: {one["arn"] for one in grants.values()} for arn, grants in self._grants()}

    def _grants(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for stack in self.generation.values():
            functions = stack.inputs.get("functions", {})
            yield from ((one["arn"], one["invokers"]) for one in functions.values())
            yield from (
                (one["queue"]["arn"], one["queue"]["senders"]) for one in stack.inputs.get("queues", {}).values()
            )
            if "hops" in stack.inputs:
                yield stack.inputs["bus"]["arn"], stack.inputs["hops"]
            for section in ("dead_letters", "topics", "logs", "buses"):
                yield from ((one["arn"], one["senders"]) for one in stack.inputs.get(section, {}).values())
            for one in stack.inputs.get("buffers", {}).values():
                arn = one["queue"]["arn"]
                if arn in functions.get(one["function"], {}).get("consumes", ()):
                    yield arn, one["queue"]["senders"]


def _reading(stack: StackInputs) -> Iterator[Mapping[str, Any]]:
    return (one for one in stack.inputs.get("mappings", {}).values() if one["enabled"])


def declared(generation: Generation) -> frozenset[PinnedEvent]:
    """The events of a catalogue, as far as functions publish them or somebody wants them."""
    by_functions = (granted(stack, one) for stack, _, one in functions_of(generation))
    return frozenset().union(*by_functions, *(taken_by(one) for _, _, one in routes_of(generation)))


def sent_of(events: Set[PinnedEvent]) -> Iterator[Sent]:
    """The events with data that each filter knows, and other data."""
    yield from ((event, total) for event in sorted(events) for total in (*TOTALS, 7))


def _takes(stack: StackInputs, event: PinnedEvent) -> bool:
    bus = stack.inputs["bus"]
    if "publishers" not in bus:
        return event.account == stack.account
    publishers = publishers_of(bus).values()
    if event.account == stack.account:
        return True  # an identity of the bus's own account needs no word of its policy
    if bus["policy_form"] == "sources":
        return any(event.account in one.accounts and event.source in one.sources for one in publishers)
    return bus["policy_form"] == "organization" or any(event.account in one.accounts for one in publishers)
