"""What leads to each subscription, simulated: over hops, further buses and topics; and which events it takes. Pure; asks after no grants."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from re import compile as compile_pattern
from typing import Any

from meshctl.passes.generations import Generation, parts_of
from meshctl.passes.pinned_events import PinnedEvent, Route, bus_of, routes_of, subscription_of
from meshctl.patterns import Pattern
from tests.support.small_catalogues import TOTALS

POLLED = compile_pattern(r".*:(?:sqs|kinesis):.*")
"""The ARN of what functions may read."""
Sent = tuple[PinnedEvent, int]
"""An event with its data's `total`."""


@dataclass(frozen=True)
class StandingWays:
    """The ways of a generation. A subscription to a topic is known by its key: its name is only a tag, which a change gives another one.
    `known` are patterns that were read before."""

    generation: Generation
    known: dict[str, Pattern] = field(default_factory=dict, compare=False)
    counts: dict[Sent, Counter[str]] = field(default_factory=dict, compare=False)
    """What was counted before."""

    def of(self, subscription: str) -> frozenset[tuple[str, ...]]:
        """On which bus, or from which topic, each of its ways begins, by which rules, and where it leads."""
        return frozenset(map(_way, self.routes.get(subscription, ())))

    def origins(self, subscription: str) -> frozenset[tuple[str, ...]]:
        """The same without where those ways lead that others do not read on."""
        return frozenset(way[:-2] for way in self.of(subscription))

    def count(self, subscription: str, sent: Sent) -> int:
        """How many of its ways take an event."""
        return self.counted(sent)[subscription]

    def counted(self, sent: Sent) -> Counter[str]:
        """On how many ways an event comes to whom."""
        if (counts := self.counts.get(sent)) is None:
            taken = (name for name, routes in self.routes.items() for one in routes if self.matches(one, sent))
            counts = self.counts[sent] = Counter(taken)
        return counts

    def matches(self, route: Route, sent: Sent) -> bool:
        """Whether a route takes an event."""
        event, total = sent
        says = {"account": event.account, "source": event.source, "detail-type": event.detail_type}
        said = {**says, "detail": {"data": {"total": total}}}
        onward = route.get("onward", {}).get("filter_policy")
        if onward and not self._pattern(onward).matches(said):
            return False
        if "message" in route:
            return bool(route["message"] == event.bus_arn)
        hop = route.get("hop")
        if hop and not self.matches(hop, sent):
            return False
        if not route["enabled"] or (hop["target"]["arn"] if hop else event.bus_arn) != bus_of(route):
            return False
        return self._pattern(route["pattern"]).matches(said)

    def _pattern(self, text: str) -> Pattern:
        if text not in self.known:
            self.known[text] = Pattern.parse(text)
        return self.known[text]

    @cached_property
    def routes(self) -> Mapping[str, list[Route]]:
        """The routes of each subscription; of one to a topic those that lead to the topic, and on from there, and what is sent to it;
        of one on a local bus those by which its events came there. Who reads a queue or a stream is known by the ARN of that."""
        found: dict[str, list[Route]] = {}
        for topic, several in self._onward.items():
            for name, onward in several:
                found.setdefault(name, []).append({"message": topic, "onward": onward})
        for stack, key, route in routes_of(self.generation):
            brought = [route, *({**route, "hop": hop} for hop in self._hops.get(bus_of(route), ()))]
            for name in (subscription_of(stack, key), *POLLED.findall(route["target"]["arn"])):
                found.setdefault(name, []).extend(brought)
            for name, onward in self._onward.get(route["target"]["arn"], ()):
                found.setdefault(name, []).append({**route, "onward": onward})
        return found

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Those of whom somebody receives something: nobody may read a queue."""
        read = {one["source_arn"] for _, _, one in parts_of(self.generation, "mappings")}
        return frozenset(name for name in self.routes if name in read or not POLLED.match(name))

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
            for key, one in stack.inputs.get("topic_subscriptions", {}).items():
                if one["topic_arn"] in stand:
                    found.setdefault(one["topic_arn"], []).append((f"{stack.owner}/{key}", one))
        return found


def _way(route: Route) -> tuple[str, ...]:
    onward = route.get("onward", {}).get("endpoint_arn", "")
    if "message" in route:
        return str(route["message"]), onward
    hop = route["hop"]["rule"]["arn"] if "hop" in route else ""
    return hop, bus_of(route), route["rule"]["arn"], route["target"]["arn"], onward


def sent_of(events: Set[PinnedEvent]) -> Iterator[Sent]:
    """The events with data that each filter knows, and other data."""
    yield from ((event, total) for event in sorted(events) for total in (*TOTALS, 7))
