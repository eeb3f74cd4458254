"""A mesh as it stands on AWS at one moment, simulated: who may publish what, and whether an event gets to a subscription. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from re import compile as compile_pattern
from typing import Any

from meshctl.passes.functions_behind import functions_behind
from meshctl.passes.generations import Generation, StackInputs, StackKey, parts_of
from meshctl.passes.parts import used_arns, workflows_of
from meshctl.passes.pinned_events import (
    Hops,
    PinnedEvent,
    Route,
    allowed,
    functions_of,
    granted,
    messages_of,
    routes_of,
    scheduled_by,
    schedules_of,
    sent_to,
    taken_by,
    told,
)
from meshctl.patterns import Pattern
from meshctl.topology.hub_policy import publishers_of
from tests.support.standing_ways import Sent, StandingWays

StillSent = tuple[tuple[StackKey, str], PinnedEvent]
"""A function, and what its old code publishes or sends that still runs."""
FUNCTION_ARN = compile_pattern(r"arn:aws:lambda:[\w-]+:\d+:function:[\w-]+")


@dataclass(frozen=True)
class StandingMesh:
    """What stands. Functions that are `idle` are invoked no more; some that run still publish what is `in_flight`."""

    generation: Generation
    idle: Set[tuple[StackKey, str]] = frozenset()
    in_flight: Set[StillSent] = frozenset()
    known: dict[str, Pattern] = field(default_factory=dict, compare=False)

    @cached_property
    def ways(self) -> StandingWays:
        """What leads to each subscription."""
        return StandingWays(self.generation, self.known)

    @cached_property
    def published(self) -> frozenset[PinnedEvent]:
        """What the code that stands publishes, and sends."""
        awake = (
            all_told(stack, one)
            for stack, key, one in functions_of(self.generation)
            if (stack.key, key) not in self.idle
        )
        return frozenset(event for _, event in self.in_flight).union(*awake)

    @cached_property
    def declared(self) -> frozenset[PinnedEvent]:
        """The events and messages of a catalogue, as far as functions publish them or somebody wants them."""
        by_functions = (granted(stack, one) | all_told(stack, one) for stack, _, one in functions_of(self.generation))
        return frozenset().union(*by_functions, *(taken_by(one) for _, _, one in routes_of(self.generation)))

    @cached_property
    def scheduled(self) -> frozenset[PinnedEvent]:
        """What the schedules send that stand and have begun."""
        return frozenset(scheduled_by(stack, one) for stack, _, one in schedules_of(self.generation) if one["enabled"])

    @cached_property
    def due(self) -> Counter[str]:
        """How often each subscription gets a time that comes now for all schedules: once over each way."""
        found = Counter[str]()
        for event, name in product(self.scheduled, self.ways.routes):
            found[name] += self.deliveries((event, 0), name)
        return +found

    def refused(self) -> Iterator[str]:
        """What code that stands is told to publish or to send, or still does with its old code, and may not."""
        for stack, key, function in functions_of(self.generation):
            running = {event for at, event in self.in_flight if at == (stack.key, key)}
            told_now = frozenset() if (stack.key, key) in self.idle else all_told(stack, function)
            for event in told_now | running:
                if event not in allowed(stack, function) or not self.lets_in(event):
                    yield f"{stack.key} {key} may not publish {event}"

    def read_twice(self) -> Iterator[str]:
        """Queues that two functions read: each would get what is meant for the other."""
        reading = (one for stack in self.generation.values() for one in _reading(stack) if not one["stream"])
        read = Counter(one["source_arn"] for one in reading)
        return (f"{arn} is read by {count} functions" for arn, count in read.items() if count > 1)

    def brought_twice(self) -> Iterator[str]:
        """What several routes bring to a local bus: each of its rules would take it twice."""
        local = {stack.inputs["bus"]["arn"] for stack in self.generation.values() if stack.root == "system"}
        hops = (one for _, _, one in routes_of(self.generation) if one["enabled"] and one["target"]["arn"] in local)
        brought = Counter((event, one["target"]["arn"]) for one in hops for event in taken_by(one))
        return (f"{count} hops bring {event} to {arn}" for (event, arn), count in brought.items() if count > 1)

    def unread(self) -> Iterator[str]:
        """What functions are to read, and may not or cannot."""
        for stack in self.generation.values():
            functions = stack.inputs.get("functions", {})
            stand = {one["queue"]["arn"] for one in stack.inputs.get("queues", {}).values()}
            stand |= {one["arn"] for one in stack.inputs.get("streams", {}).values()}
            for one in _reading(stack):
                if one["source_arn"] not in stand & {*functions.get(one["function"], {}).get("consumes", ())}:
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
        """Whether the bus of an event takes it from its account; the default bus takes what AWS services send, and a channel what
        is sent to it."""
        return (
            event.is_of_aws
            or event.bus_arn in self._channels
            or event.account == self._further_buses.get(event.bus_arn)
            or any(
                _takes(stack, event)
                for stack in self.generation.values()
                if stack.inputs.get("bus", {}).get("arn") == event.bus_arn
            )
        )

    def reaches(self, sent: Sent, subscription: str) -> bool:
        """Whether an event that its bus takes gets to a target of the subscription that stands and lets it in."""
        return self.deliveries(sent, subscription) > 0

    def deliveries(self, sent: Sent, subscription: str) -> int:
        """On how many ways it does."""
        routes = self.ways.routes.get(subscription, ()) if self.lets_in(sent[0]) else ()
        return sum(self._delivers(one) for one in routes if self.ways.matches(one, sent))

    @cached_property
    def reached(self) -> frozenset[tuple[StackKey, str]]:
        """The functions to which something leads that is published."""
        sent, hops = self.published | self.scheduled, Hops(self.generation)
        heard = (
            one
            for found in self.ways.routes.values()
            for one in found
            if "message" not in one and one["enabled"] and hops.as_published(taken_by(one)) & sent
        )
        ends = {one["target"]["arn"] for one in heard} | {one.bus_arn for one in sent}
        behind = functions_behind({key: _only_reading(stack) for key, stack in self.generation.items()})
        return frozenset().union(*(behind.get(arn, frozenset()) for arn in ends))

    @cached_property
    def taken_as_published(self) -> frozenset[PinnedEvent]:
        """All that any route takes, where it is published. What is of another account than a bus, unless that is a hub, comes over
        hops alone."""
        taken = frozenset().union(*(taken_by(one) for _, _, one in routes_of(self.generation) if one["enabled"]))
        hubs = {one.inputs["bus"]["arn"] for one in self.generation.values() if one.root == "hub"}
        found = Hops(self.generation).as_published(taken)
        return frozenset(one for one in found if one.bus_arn in hubs or one.account == one.bus_arn.split(":")[4])

    def _delivers(self, route: Route) -> bool:
        if "message" in route:
            return self._goes_on(route)
        target, rule = route["target"], route["rule"]["arn"]
        role, delivery = target["role_arn"], route["delivery"]
        if role and (delivery is None or target["arn"] not in [one["arn"] for one in delivery["allows"]]):
            return False
        kept = self._keeps(route["dead_letters_arn"], rule)
        hopped = "hop" not in route or self._delivers(route["hop"])
        if target["arn"] in self._of_roles:
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
    def _of_roles(self) -> frozenset[str]:
        """The ARNs of the workflows and the streams that stand: who may begin one or write there, no policy of theirs says."""
        return frozenset(
            one["arn"] for section in ("workflows", "streams") for _, _, one in parts_of(self.generation, section)
        )

    @cached_property
    def _channels(self) -> frozenset[str]:
        """The ARNs of the channels that stand, to which functions may send."""
        return frozenset(
            one.get("queue", one)["arn"]
            for section in ("queues", "topics", "streams")
            for _, _, one in parts_of(self.generation, section)
        )

    @cached_property
    def _further_buses(self) -> Mapping[str, str]:
        """By the ARN of a further bus that stands, the account of those who may put events there."""
        return {one["arn"]: stack.account for stack, _, one in parts_of(self.generation, "buses")}

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


def _only_reading(stack: StackInputs) -> StackInputs:
    """A stack without what reads nothing as yet."""
    mappings = {key: one for key, one in stack.inputs.get("mappings", {}).items() if one["enabled"]}
    return replace(stack, inputs={**stack.inputs, "mappings": mappings})


def _reading(stack: StackInputs) -> Iterator[Mapping[str, Any]]:
    return (one for one in stack.inputs.get("mappings", {}).values() if one["enabled"])


def all_told(stack: StackInputs, function: Mapping[str, Any]) -> frozenset[PinnedEvent]:
    """The events that a function is told to publish, and the messages that it is told to send."""
    return told(stack, function) | messages_of(sent_to(function))


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
