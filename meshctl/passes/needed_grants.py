"""What stays of parts that both generations have when the old has gone: the grants that are needed still. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from meshctl.passes.change import GenerationChange
from meshctl.passes.generations import Generation, StackInputs, parts_of
from meshctl.passes.joined.grants import kept_grants, kept_publishes
from meshctl.passes.parts import Delivery, ends_of, kept_uses, retention_part, topic_ends
from meshctl.passes.pinned_events import Route, routes_of

Part = Mapping[str, Any]


@dataclass(frozen=True)
class NeededGrants:
    """Who delivers where of what is `left`, with the old `deliveries` that may be tried again still; and what keeps that."""

    change: GenerationChange
    left: Generation
    deliveries: tuple[Delivery, ...]

    def inputs(self, stack: StackInputs, new: Part) -> Part:
        """The inputs of a stack of what is left, of which `new` are those of the new generation."""
        narrow = {
            "functions": self._function,
            "queues": self._queue,
            "buffers": self._buffer,
            "dead_letters": self._dead_letters,
            "routes": self._route,
            "topics": self._senders,
            "logs": self._senders,
            "streams": self._stream,
            "workflows": self._workflow,
            "buses": self._senders,
            "archives": self._archive,
        }
        parts = {
            section: {
                key: of(stack, key, one, new[section][key]) if key in new[section] else one
                for key, one in stack.inputs[section].items()
            }
            for section, of in narrow.items()
            if section in stack.inputs
        }
        hops = {"hops": self._grants(stack.inputs["hops"], new["hops"], new["bus"]["arn"])} if "hops" in new else {}
        return {**stack.inputs, **hops, **parts}

    @cached_property
    def _needed(self) -> frozenset[tuple[str, str]]:
        """Pairs of who delivers, a rule or a role, and where."""
        return frozenset(self._deliverers())

    def _deliverers(self) -> Iterator[tuple[str, str]]:
        for stack, key, route in routes_of(self.left):
            earlier = [arn for where, name, arn in self.deliveries if (where, name) == (stack.key, key)]
            roles = [route["delivery"]["role_arn"]] if route["delivery"] else []
            yield from ((who, arn) for arn in (*ends_of(route), *earlier) for who in (route["rule"]["arn"], *roles))
        for _, _, one in parts_of(self.left, "topic_subscriptions"):
            yield from ((one["topic_arn"], arn) for arn in topic_ends(one))

    def _grants(self, standing: Part, new: Part, arn: str) -> Part:
        return kept_grants(standing, new, needed=lambda grant: (grant["arn"], arn) in self._needed)

    def _function(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        reads = {one["queue"]["arn"] for one in stack.inputs["buffers"].values() if one["function"] == key}
        reads |= {one["source_arn"] for one in stack.inputs.get("mappings", {}).values() if one["function"] == key}
        dead = standing["dead_letters"]
        if dead and new["dead_letters"] and self._may_shorten(stack, "functions", key):
            dead = {**dead, "keep_seconds": new["dead_letters"]["keep_seconds"]}
        return {
            **standing,
            "publishes": kept_publishes(standing["publishes"], new["publishes"]),
            "consumes": [arn for arn in standing["consumes"] if arn in reads or arn in new["consumes"]],
            "invokers": self._grants(standing["invokers"], new["invokers"], new["arn"]),
            "writes": new["writes"],
            "dead_letters": dead,
        }

    def _queue(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        short = self._may_shorten(stack, "queues", key)
        dead_letters = self._narrow(standing["dead_letters"], new["dead_letters"], short=short)
        return {**standing, "queue": self._narrow_read(standing, new, short=short), "dead_letters": dead_letters}

    def _buffer(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        short = self._may_shorten(stack, "buffers", key)
        return {**standing, "queue": self._narrow_read(standing, new, short=short)}

    def _narrow_read(self, standing: Part, new: Part, *, short: bool) -> Part:
        """A queue that hides a message for as long as its new function needs: the old one reads it no more."""
        visible = {"visibility_timeout_seconds": new["queue"]["visibility_timeout_seconds"]}
        return {**self._narrow(standing["queue"], new["queue"], short=short), **visible}

    def _dead_letters(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        narrow = self._narrow(standing, new, short=self._may_shorten(stack, "dead_letters", key))
        buffer = stack.inputs["buffers"].get(key)
        if buffer is None:
            return {**narrow, "source_queue_arn": new["source_queue_arn"]}
        return {**narrow, "keep_seconds": max(narrow["keep_seconds"], buffer["queue"]["keep_seconds"])}

    def _senders(self, _: StackInputs, __: str, standing: Part, new: Part) -> Part:
        return {**standing, "senders": self._grants(standing["senders"], new["senders"], new["arn"])}

    def _stream(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        short = self._may_shorten(stack, "streams", key)
        return {**standing, "keep_seconds": new["keep_seconds"]} if short else standing

    def _workflow(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        return {**standing, "uses": kept_uses(self.change, stack, key, standing)}

    def _archive(self, stack: StackInputs, key: str, standing: Part, new: Part) -> Part:
        return {**standing, "keep_days": new["keep_days"]} if self._may_shorten(stack, "archives", key) else standing

    def _narrow(self, standing: Part, new: Part, *, short: bool) -> Part:
        keep = new["keep_seconds"] if short else standing["keep_seconds"]
        return {
            **standing,
            "senders": self._grants(standing["senders"], new["senders"], new["arn"]),
            "keep_seconds": keep,
        }

    def _may_shorten(self, stack: StackInputs, section: str, key: str) -> bool:
        return retention_part(stack.key, section, key) in self.change.may_go

    def _route(self, stack: StackInputs, key: str, standing: Route, new: Route) -> Route:
        delivery, wanted = standing["delivery"], new["delivery"]
        if delivery is None:
            return standing
        allows = [
            one
            for one in delivery["allows"]
            if (wanted and one in wanted["allows"]) or (delivery["role_arn"], one["arn"]) in self._needed
        ]
        return {**standing, "delivery": {**delivery, "allows": allows} if allows else None}
