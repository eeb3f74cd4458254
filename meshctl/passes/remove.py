"""What goes at the end of a change: retired parts that may, with the grants of theirs, and empty stacks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import KINDS, Generation, StackInputs, StackKey
from meshctl.passes.joined.hubs import bus_letting_in
from meshctl.passes.needed_grants import NeededGrants
from meshctl.passes.parts import (
    ARCHIVE,
    FUNCTION_DEAD_LETTERS,
    Delivery,
    archive_retention,
    delivery_part,
    ends_of,
    kept_uses,
    old_deliveries,
    topic_ends,
)
from meshctl.passes.pinned_events import PinnedEvent, Route, bus_of, functions_of, granted, routes_of, taken_by
from meshctl.passes.steps.mappings import without_mappings
from meshctl.passes.steps.schedules import without_schedules

Part = Mapping[str, Any]


@dataclass(frozen=True)
class RetiredRemoval:
    """What of `narrowed`, the generation in which nothing has gone yet, goes and what stays."""

    change: GenerationChange
    narrowed: Generation

    @cached_property
    def generation(self) -> Generation:
        """What stands after it."""
        stacks = {key: self._stack(one) for key, one in self._left.items()}
        return {key: one for key, one in stacks.items() if key not in self.leaves}

    @cached_property
    def leaves(self) -> tuple[StackKey, ...]:
        """The stacks that go as a whole, because the new generation has none such and nothing of them is left."""
        return tuple(key for key, one in self._left.items() if key not in self.change.new and self._is_empty(one))

    @cached_property
    def deliveries(self) -> tuple[Delivery, ...]:
        """The old deliveries that may be tried again still."""
        stay = (one for one in old_deliveries(self.change) if delivery_part(one) not in self.change.may_go)
        return tuple(stay)

    @cached_property
    def _left(self) -> Generation:
        """The stacks without the parts that go; routes first, then what leads on, then where that leads."""
        return {key: self._without_parts(one, self._ends) for key, one in self._with_routes_left.items()}

    @cached_property
    def _ends(self) -> set[str]:
        """Where the routes that are left lead, and what may be tried again."""
        ends = {arn for _, _, route in routes_of(self._with_routes_left) for arn in ends_of(route)}
        return ends | {arn for _, _, arn in self.deliveries}

    @cached_property
    def _with_routes_left(self) -> Generation:
        return {key: _without(one, "routes", self._route_goes) for key, one in self.narrowed.items()}

    @cached_property
    def _earlier_ends(self) -> frozenset[str]:
        """Where something leads that the new generation does not lead there."""
        earlier = (
            arn
            for stack, key, route in routes_of(self._with_routes_left)
            for arn in ends_of(route)
            if not self._is_wanted(stack.key, key, arn)
        )
        return frozenset(earlier) | {arn for _, _, arn in self.deliveries}

    def _is_wanted(self, stack: StackKey, key: str, arn: str) -> bool:
        is_new = self.change.is_new(stack, "routes", key)
        return is_new and arn in ends_of(self.change.new[stack].inputs["routes"][key])

    def _route_goes(self, stack: StackKey, key: str, route: Route) -> bool:
        return (self._is_given_up(stack, "routes", key) or not route["enabled"]) and self._may_go(stack, "routes", key)

    def _is_given_up(self, stack: StackKey, section: str, key: str) -> bool:
        return (stack, KINDS[section], key) in self.change.given_up

    def _may_go(self, stack: StackKey, section: str, key: str) -> bool:
        return not self.change.is_new(stack, section, key) and (stack, KINDS[section], key) in self.change.may_go

    def _without_parts(self, stack: StackInputs, ends: set[str]) -> StackInputs:
        def goes(section: str, used: set[str]) -> Any:
            return lambda where, key, part: (
                key not in used and _arn(part) not in ends and self._may_go(where, section, key)
            )

        stack = _without(stack, "workflows", goes("workflows", set()))
        ends = ends | self._used_by_workflows(stack)
        written = self._written_by_retired(stack)
        left = self._without_buses(self._without_topics(stack, ends, written), ends, written)
        heard: Mapping[str, Part] = left.inputs.get("topic_subscriptions", {})
        ends = ends | {arn for one in heard.values() for arn in topic_ends(one)}
        queues, streams = (self._written_keys(left, one, written) for one in ("queues", "streams"))
        left = _without(_without(left, "queues", goes("queues", queues)), "buffers", goes("buffers", set()))
        left = _without(_without(left, "streams", goes("streams", streams)), "logs", goes("logs", set()))
        left = without_schedules(self.change, without_mappings(self.change, left))
        buffers: Mapping[str, Part] = left.inputs.get("buffers", {})
        kept_for = {key for key, one in buffers.items() if one["queue"]["dead_letters_arn"]}
        mappings: Mapping[str, Part] = left.inputs.get("mappings", {})
        ends |= {one["stream"]["on_failure_arn"] for one in mappings.values() if one["stream"]}
        left = _without(left, "dead_letters", goes("dead_letters", kept_for))
        reading = {one["function"] for one in (*buffers.values(), *mappings.values())}
        left = _without(left, "functions", goes("functions", reading))
        return self._without_function_dead_letters(left)

    def _used_by_workflows(self, stack: StackInputs) -> set[str]:
        """What executions of the workflows that are left use, or may still."""
        workflows: Mapping[str, Part] = stack.inputs.get("workflows", {})
        return {
            arn
            for key, one in workflows.items()
            for use in kept_uses(self.change, stack, key, one)
            for arn in use["arns"]
        }

    def _without_topics(self, stack: StackInputs, ends: set[str], written: set[str]) -> StackInputs:
        """A topic goes when nothing leads to it any more, and takes with it what is subscribed to it; of one that stays, a
        subscription goes at once: the one in its place has long stood beside it."""
        left = _without(
            stack,
            "topics",
            lambda where, key, one: (
                one["arn"] not in ends
                and (one["arn"] not in written or self._is_given_up(where, "topics", key))
                and self._may_go(where, "topics", key)
            ),
        )
        topics = left.inputs.get("topics", {}).items()
        retired = {one["arn"] for key, one in topics if not self.change.is_new(stack.key, "topics", key)}
        return _without(
            left,
            "topic_subscriptions",
            lambda where, key, one: (
                not self.change.is_new(where, "topic_subscriptions", key)
                and (one["topic_arn"] not in retired or self._is_given_up(where, "topic_subscriptions", key))
            ),
        )

    def _written_keys(self, stack: StackInputs, section: str, written: set[str]) -> set[str]:
        """The keys of what retired functions may write to still, unless it is given up."""
        keys = (key for key, one in stack.inputs.get(section, {}).items() if _arn(one) in written)
        return {key for key in keys if not self._is_given_up(stack.key, section, key)}

    def _without_buses(self, stack: StackInputs, ends: set[str], written: set[str]) -> StackInputs:
        """A further bus goes when nothing leads to it any more, and no rule is left on it; an archive when it is empty."""
        used = ends | {bus_of(one) for _, _, one in routes_of({stack.key: stack})}
        left = _without(
            stack,
            "buses",
            lambda where, key, one: (
                one["arn"] not in used
                and (one["arn"] not in written or self._is_given_up(where, "buses", key))
                and self._may_go(where, "buses", key)
            ),
        )
        return _without(left, "archives", lambda where, key, _: self._may_go(where, "archives", key))

    def _written_by_retired(self, stack: StackInputs) -> set[str]:
        """What retired functions write to that do not go now."""
        return {
            arn
            for key, one in stack.inputs.get("functions", {}).items()
            if not self.change.is_new(stack.key, "functions", key) and not self._may_go(stack.key, "functions", key)
            for write in one["writes"]
            for arn in write["arns"]
        }

    def _without_function_dead_letters(self, stack: StackInputs) -> StackInputs:
        functions: Mapping[str, Part] = stack.inputs.get("functions", {})
        going = {
            key: {**one, "dead_letters": None}
            for key, one in functions.items()
            if (stack.key, FUNCTION_DEAD_LETTERS, key) in self.change.may_go
            and one["arn"] not in self._earlier_ends
            and self.change.is_new(stack.key, "functions", key)
            and self.change.new[stack.key].inputs["functions"][key]["dead_letters"] is None
        }
        return _with(stack, "functions", {**functions, **going}) if going else stack

    def _is_empty(self, stack: StackInputs) -> bool:
        if stack.root == "hub":
            return self._hub_goes(stack)
        leads_there = stack.inputs.get("bus", {}).get("arn") in self._ends
        return not leads_there and not any(stack.inputs.get(section) for section in KINDS)

    def _hub_goes(self, stack: StackInputs) -> bool:
        arn = stack.inputs["bus"]["arn"]
        used = {bus_of(one) for _, _, one in routes_of(self._left)} | {one.bus_arn for one in self._still_published}
        return (stack.key, ARCHIVE, ARCHIVE) in self.change.may_go and arn not in used

    def _stack(self, stack: StackInputs) -> StackInputs:
        new = self.change.new.get(stack.key)
        if new is None:
            return stack
        if stack.root == "hub":
            return replace(stack, inputs={**stack.inputs, "bus": self._bus(stack, new)})
        return replace(stack, inputs=self._needed.inputs(stack, new.inputs))

    def _bus(self, stack: StackInputs, new: StackInputs) -> Part:
        here = {(one.account, one.source) for one in self._still_published if one.bus_arn == new.inputs["bus"]["arn"]}
        bus = bus_letting_in(stack.inputs["bus"], sorted(here), new.inputs["bus"])
        return (
            {**bus, "archive": new.inputs["bus"]["archive"]}
            if archive_retention(stack.key) in self.change.may_go
            else bus
        )

    @cached_property
    def _needed(self) -> NeededGrants:
        return NeededGrants(self.change, self._left, self.deliveries)

    @cached_property
    def _still_published(self) -> frozenset[PinnedEvent]:
        """What publishes beside the new generation: retired functions, and people's own code that is heard still."""
        retired = [
            granted(stack, one)
            for stack, key, one in functions_of(self._left)
            if not self.change.is_new(stack.key, "functions", key)
        ]
        heard = [
            taken_by(one) & self.change.lingering_of_people for _, _, one in routes_of(self._left) if one["enabled"]
        ]
        return frozenset().union(*retired, *heard)


def _without(stack: StackInputs, section: str, goes: Any) -> StackInputs:
    parts = stack.inputs.get(section, {})
    left = {key: one for key, one in parts.items() if not goes(stack.key, key, one)}
    return stack if len(left) == len(parts) else _with(stack, section, left)


def _with(stack: StackInputs, section: str, parts: Mapping[str, Any]) -> StackInputs:
    return replace(stack, inputs={**stack.inputs, section: dict(parts)})


def _arn(part: Part) -> str:
    return str(part.get("queue", part)["arn"])
