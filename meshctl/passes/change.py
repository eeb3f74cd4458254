"""A change from what stands to a new generation: what may be published before it and after it, and what lingers. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from meshctl.passes import looked_up
from meshctl.passes.ending_hops import brought_by_ending_hops
from meshctl.passes.functions_behind import FunctionKey, functions_behind, received_by_functions
from meshctl.passes.generations import Generation, Retired, StackInputs, StackKey, parts_of
from meshctl.passes.pinned_events import (
    Hops,
    Pattern,
    PinnedEvent,
    Route,
    as_code_knows,
    functions_of,
    granted,
    leads_to_a_bus,
    message_of,
    pinned_by,
    routes_of,
    scheduled_by,
    scheduled_in,
    schedules_of,
    subscription_of,
    taken_by,
    told,
)
from meshctl.topology.lowering.keys import leads_on

PartKey = tuple[StackKey, str, str]
"""Stack, kind and name of a part, as `Retired` has them."""
PUBLISHER = "publisher"


@dataclass(frozen=True)
class GenerationChange:
    """`old` is what stands, each part in one of the forms that it may have; `new` is the generation to come.

    `retired` are the parts of `old` that an earlier change retired. `may_go` are those retired, now or then, that were found
    empty, or are given up; `given_up` are the latter.
    """

    old: Generation
    new: Generation
    retired: tuple[Retired, ...]
    may_go: frozenset[PartKey]
    now: datetime
    given_up: frozenset[PartKey] = frozenset()

    def is_new(self, stack: StackKey, kind: str, key: str) -> bool:
        """Whether the new generation has the part of that key among the inputs `kind`."""
        return stack in self.new and key in self.new[stack].inputs.get(kind, {})

    @cached_property
    def systems_before(self) -> Mapping[str, list[StackInputs]]:
        """The stacks of systems that stand, by name: one that moves has several, in its accounts."""
        return looked_up.systems_by_name(self.old)

    @cached_property
    def systems_after(self) -> Mapping[str, list[StackInputs]]:
        """Those of the new generation."""
        return looked_up.systems_by_name(self.new)

    @cached_property
    def published_before(self) -> frozenset[PinnedEvent]:
        """What may be published before anything is changed, as far as anybody can know it: people's own code may do what
        somebody takes, and a function that no route leads to may be invoked by hand."""
        by_functions = (told(stack, one) for stack, _, one in functions_of(self.old))
        of_aws = (one for _, _, route in routes_of(self.new) for one in taken_by(route) if one.is_of_aws)
        scheduled = (scheduled_by(stack, one) for stack, _, one in schedules_of(self.old) if one["enabled"])
        return frozenset().union(*by_functions) | self._by_people | frozenset(of_aws) | frozenset(scheduled)

    @cached_property
    def _published_by_receivers(self) -> frozenset[PinnedEvent]:
        """What functions publish that receive something now. Of the others nobody knows whether they ever ran."""
        return looked_up.told_by(self.old, self._received_before)

    @cached_property
    def settle_seconds(self) -> int:
        """For how long a function that was invoked with its old code may still publish or send what its new code does not."""
        return looked_up.running_with_old_code(self.old, self.new)

    @cached_property
    def lingering(self) -> frozenset[PinnedEvent]:
        """What functions still publish that the new generation has no more: they handle what waits before them."""
        retired = (granted(stack, one) for stack, _, one in self._lingering_functions)
        return frozenset().union(*retired) - self._published_after

    @cached_property
    def lingering_of_people(self) -> frozenset[PinnedEvent]:
        """What nobody's function published and nobody publishes any more: who knows when people's own code is changed."""
        gone = (one for one in self._by_people - self._published_after if not one.is_of_aws)
        return frozenset(one for one in gone if self.publisher_part(one) not in self.may_go)

    def lingers(self, stack: StackInputs, key: str, route: Route, pattern: Pattern) -> bool:
        """Whether something that one of a route's patterns takes may still be published when all code is new."""
        pinned = pinned_by(route, pattern)
        pins = pinned | self._hops.as_published(pinned)
        receivers = {subscription_of(stack, key), *self._hops.behind(route)}
        by_people = frozenset() if receivers.isdisjoint(self.subscriptions) else self.lingering_of_people
        return not pins.isdisjoint(self.lingering | by_people)

    def is_on_its_way(self, stack: StackInputs, key: str, route: Route, pattern: Pattern) -> bool:
        """Whether a hop that ends may still bring something that one of a route's patterns takes, for a subscription that stays."""
        stays = subscription_of(stack, key) in self.subscriptions
        return stays and not pinned_by(route, pattern).isdisjoint(self._brought_by_ending_hops)

    @cached_property
    def _brought_by_ending_hops(self) -> frozenset[PinnedEvent]:
        stay = [one for one in self.retired if (one.stack, one.kind, one.name) not in self.may_go]
        return brought_by_ending_hops(self.old, self.new, self.retired, stay)

    def hops_bring(self, route: Route, pattern: Pattern) -> bool:
        """Whether what one of a route's patterns takes is published on a hub, which brings it to the route's bus."""
        pinned = pinned_by(route, pattern)
        return any(one.bus_arn in self._hubs for one in self._hops.as_published(pinned) - pinned)

    @cached_property
    def _hubs(self) -> frozenset[str]:
        return looked_up.hub_arns(self.old, self.new)

    def publisher_part(self, event: PinnedEvent) -> PartKey:
        """People's own code, as a part that may be retired: it publishes `event`."""
        name = f"{event.source} {event.detail_type} in {event.account}"
        return self._stack_of_bus[event.bus_arn], PUBLISHER, name

    def is_too_early(self, route: Route) -> bool:
        """Whether a route would bring a function something that is published now, and the function is not ready for it.

        It is not before its code changes, where it did not receive that before, unless another one begins to publish it
        then: old code that fails has it again later, and what nobody takes is lost. Nor is one that received nothing so far and
        publishes what nobody did: who wants that has to be reached first. What a bus passes on, counts as brought.
        """
        ways = ((route, taken_by(route)), *self._beyond(route))
        brought = ((one["target"]["arn"], self._hops.as_published(events)) for one, events in ways)
        return any(self._comes_too_early(arn, events & self.published_before) for arn, events in brought)

    def _beyond(self, route: Route) -> Iterator[tuple[Route, frozenset[PinnedEvent]]]:
        """The new routes on the bus that a route leads to, each with what it takes of what this one brings, as this one takes it."""
        if leads_to_a_bus(route):
            bus_arn = route["target"]["arn"]
            brought = {replace(event, bus_arn=bus_arn): event for event in taken_by(route)}
            pairs = ((one, taken_by(one) & brought.keys()) for one in self._new_routes_on.get(bus_arn, ()))
            yield from ((one, frozenset(brought[event] for event in taken)) for one, taken in pairs if taken)

    @cached_property
    def _new_routes_on(self) -> Mapping[str, list[Route]]:
        return looked_up.routes_by_bus(self.new)

    def is_heard_too_early(self, subscription: Mapping[str, Any]) -> bool:
        """The same of a subscription to a topic that stands already, of which nobody knows what is sent to it. Where functions begin
        to send something there, or to publish it, only a function waits that the rest would wake."""
        topic, endpoint = subscription["topic_arn"], subscription["endpoint_arn"]
        if topic in self._told_anew_to:
            return self._is_late(subscription)
        return topic in self._topics_before and self._comes_too_early(endpoint, frozenset({message_of(topic)}))

    def late_at_topics(self) -> Iterator[tuple[StackKey, str]]:
        """The new subscriptions that begin in the pass in which others begin to send to their topics: they may miss the first of it."""
        begun = looked_up.new_parts(self.old, self.new, "topic_subscriptions")
        return (one[:2] for one in begun if one[2]["topic_arn"] in self._told_anew_to and self._is_late(one[2]))

    def _is_late(self, subscription: Mapping[str, Any]) -> bool:
        """Whether what comes to a topic already would wake a function before who wants what it publishes is reached."""
        is_busy = subscription["topic_arn"] in self._topics_before & self._reached_before
        return is_busy and self.wakes(subscription["endpoint_arn"])

    @cached_property
    def _topics_before(self) -> frozenset[str]:
        return frozenset(one["arn"] for _, _, one in parts_of(self.old, "topics"))

    @cached_property
    def _reached_before(self) -> frozenset[str]:
        return looked_up.reached_in(self.old, self._received_before)

    @cached_property
    def _told_anew_to(self) -> frozenset[str]:
        """Where functions begin to send, and where routes bring what functions begin to publish."""
        routes = ((one["target"]["arn"], self._hops.as_published(taken_by(one))) for _, _, one in routes_of(self.new))
        return looked_up.sent_anew(self.old, self.new) | {arn for arn, events in routes if events & self._told_anew}

    def _comes_too_early(self, arn: str, brought: frozenset[PinnedEvent]) -> bool:
        functions = self._functions_behind.get(arn, frozenset())
        return any(self._is_not_ready(one, brought) for one in functions) or self._is_rewritten(arn, brought)

    def _is_rewritten(self, arn: str, brought: frozenset[PinnedEvent]) -> bool:
        """Whether it is a workflow of another definition that did not receive that: what it fails on never comes again."""
        if arn not in self._rewritten:
            return False
        known = (taken_by(one) for _, _, one in routes_of(self.old) if one["enabled"] and one["target"]["arn"] == arn)
        received = as_code_knows(frozenset().union(*known))
        return not as_code_knows(brought) <= received

    @cached_property
    def _rewritten(self) -> frozenset[str]:
        """The ARNs of the workflows whose definition changes."""
        old, new = looked_up.workflow_definitions(self.old), looked_up.workflow_definitions(self.new)
        return frozenset(arn for arn in old.keys() & new.keys() if old[arn] != new[arn])

    def _is_not_ready(self, function: FunctionKey, brought: frozenset[PinnedEvent]) -> bool:
        received = self._received_before.get(function, frozenset())
        known = as_code_knows(brought - self._told_anew) <= as_code_knows(received)
        return bool(brought if self._wakes(function) else self._code_changes(*function) and not known)

    def wakes(self, arn: str) -> bool:
        """Whether what arrives at an ARN comes to a function that received nothing so far and publishes what no other one did."""
        return any(map(self._wakes, self._functions_behind.get(arn, ())))

    def _wakes(self, function: FunctionKey) -> bool:
        asleep = not self._received_before.get(function)
        return asleep and not self._told_after(function) <= self._published_by_receivers

    @cached_property
    def _told_anew(self) -> frozenset[PinnedEvent]:
        """What functions begin to publish in this change: what they are told newly, or what the first event has them do."""
        begin = self._received_after - self._received_before.keys()
        functions = (((stack.key, key), told(stack, one)) for stack, key, one in functions_of(self.old))
        before = {function: events for function, events in functions if function not in begin}
        anew = (told(stack, one) - before.get((stack.key, key), set()) for stack, key, one in functions_of(self.new))
        return frozenset().union(*anew)

    @cached_property
    def _functions_behind(self) -> Mapping[str, frozenset[FunctionKey]]:
        """The functions that receive what arrives at an ARN, before the change or after it."""
        old, new = functions_behind(self.old), functions_behind(self.new)
        return {arn: old.get(arn, frozenset()) | new.get(arn, frozenset()) for arn in {**old, **new}}

    @cached_property
    def schedules_leave(self) -> bool:
        """Whether there are schedules that the new generation has no more."""
        return any(not self.is_new(stack.key, "schedules", key) for stack, key, _ in schedules_of(self.old))

    def goes_over(self, stack: StackInputs, key: str) -> bool:
        """Whether a subscription of the new generation has what a schedule sends now, and has had another's until now."""
        brings = scheduled_in(self.new[stack.key].inputs["routes"][key])
        return any(scheduled_in(one) - brings for one in looked_up.routes_beside(self.old, stack, key))

    def is_handed_over(self, key: str, route: Route) -> bool:
        """Whether a new route brings what a schedule sends to which a route leads that ends: it would be brought twice. Who reads what a
        route feeds has it twice rather than never."""
        return not leads_on(key) and not scheduled_in(route).isdisjoint(self._scheduled_by_ending_routes)

    @cached_property
    def _scheduled_by_ending_routes(self) -> frozenset[PinnedEvent]:
        return looked_up.scheduled_by_ending_routes(self.old, self.new)

    @cached_property
    def subscriptions(self) -> frozenset[str]:
        """The subscriptions of the new generation, on whichever bus they are."""
        return frozenset(subscription_of(stack, key) for stack, key, _ in routes_of(self.new))

    @cached_property
    def _lingering_functions(self) -> list[tuple[StackInputs, str, Mapping[str, Any]]]:
        return [
            (stack, key, one)
            for stack, key, one in functions_of(self.old)
            if not self.is_new(stack.key, "functions", key) and (stack.key, "function", key) not in self.may_go
        ]

    @cached_property
    def _published_after(self) -> frozenset[PinnedEvent]:
        by_functions = (granted(stack, one) for stack, _, one in functions_of(self.new))
        return frozenset().union(*by_functions) | looked_up.taken_as_published(self.new)

    @cached_property
    def _by_people(self) -> frozenset[PinnedEvent]:
        """What routes take and no function publishes, nor a schedule."""
        by_functions = (granted(stack, one) for stack, _, one in functions_of(self.old))
        by_people = looked_up.taken_as_published(self.old) - frozenset().union(*by_functions)
        return frozenset(one for one in by_people if not one.is_scheduled)

    @cached_property
    def _hops(self) -> Hops:
        return Hops(self.old, self.new)

    @cached_property
    def _received_before(self) -> Mapping[FunctionKey, frozenset[PinnedEvent]]:
        return received_by_functions(self.old)

    @cached_property
    def _received_after(self) -> frozenset[FunctionKey]:
        """The functions to which routes and topics of the new generation lead."""
        return frozenset(received_by_functions(self.new))

    def _told_after(self, function: FunctionKey) -> frozenset[PinnedEvent]:
        stack, key = function
        new = looked_up.function_of(self.new, stack, key)
        return told(self.new[stack], new) if new else frozenset()

    @cached_property
    def _stack_of_bus(self) -> Mapping[str, StackKey]:
        return looked_up.stacks_by_bus(self.new, self.old)

    def _code_changes(self, stack: StackKey, key: str) -> bool:
        old, new = (looked_up.function_of(one, stack, key) for one in (self.old, self.new))
        return bool(old and new and old["package_hash"] != new["package_hash"])
