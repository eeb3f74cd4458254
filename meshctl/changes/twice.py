"""What is delivered twice while the old and the new stand side by side. Pure.

A delivery of an event is one rule that lets it in. Two of them for one receiver, one old and one new, are what a change
makes: whoever receives the event gets it at most once over each. Where a system moves to another account, its schedules send from
both for a while; where who receives what a schedule sends goes over to another way, a time comes over both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from json import dumps

from meshctl.changes.due_times import times_by_two_ways
from meshctl.changes.pattern_facts import events_of
from meshctl.passes.generations import Generation, Pass, parts_of
from meshctl.passes.pinned_events import subscription_of
from meshctl.topology.lowering.keys import is_hop


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A rule that takes events: on which bus, which events, and for which subscription."""

    bus: str
    events: frozenset[str]
    subscription: str


def delivered_twice(standing: Generation, new: Generation, passes: Sequence[Pass]) -> tuple[str, ...]:
    """A sentence for each pair of an old and a new delivery that stand together after some pass."""
    before, wanted = _deliveries(standing), _deliveries(new)
    stages = [(one.name, _deliveries(one.stacks)) for one in passes]
    said = []
    for old in [one for key, one in before.items() if key not in wanted]:
        for one in [one for key, one in wanted.items() if key not in before]:
            together = [name for name, there in stages if _key(old) in there and _key(one) in there]
            if together and old.bus == one.bus and old.events & one.events and _are_one(old, one):
                said.append(_said(old, one, together, [name for name, _ in stages]))
    return tuple(said)


def times_sent_twice(passes: Sequence[Pass]) -> tuple[str, ...]:
    """A sentence for each schedule that is heard in two accounts after some pass."""
    together = defaultdict[str, list[str]](list)
    for one in passes:
        for name, count in Counter(_heard_schedules(one.stacks)).items():
            if count > 1:
                together[name].append(one.name)
    names = [one.name for one in passes]
    return tuple(
        f"what {name} sends comes from both accounts {_between(found, names)}: at most twice each"
        for name, found in sorted(together.items())
    )


def times_delivered_twice(standing: Generation, new: Generation, passes: Sequence[Pass]) -> tuple[str, ...]:
    """A sentence for each subscription to which a time comes by its old way and by its new one."""
    names = [one.name for one in passes]
    return tuple(
        f"what {schedules} sends comes to {subscription} by its old way and by its new one {_between(found, names)}:"
        " at most twice each"
        for schedules, subscription, found in times_by_two_ways(standing, new, passes)
    )


def _heard_schedules(generation: Generation) -> Iterator[str]:
    """The schedules that send something of which a rule in their stack knows, by name; one that stands in two accounts twice."""
    for stack, key, one in parts_of(generation, "schedules"):
        routes = stack.inputs.get("routes", {}).values()
        known = " ".join(str(route["pattern"]) for route in routes if route.get("enabled", True))
        if one.get("enabled", True) and dumps(one["event"]["source"]) in known:
            yield f"{stack.owner}/{key}"


def _said(old: _Delivery, new: _Delivery, together: Sequence[str], passes: Sequence[str]) -> str:
    events, between = ", ".join(sorted(old.events & new.events)), _between(together, passes)
    return f"{events} is delivered to both {old.subscription} and {new.subscription} {between}: at most twice each"


def _between(together: Sequence[str], passes: Sequence[str]) -> str:
    last = passes.index(together[-1])
    until = f"the pass {passes[last + 1]}" if last + 1 < len(passes) else "what is retired goes"
    return f"from the pass {together[0]} until {until}"


def _deliveries(generation: Generation) -> Mapping[tuple[str, str], _Delivery]:
    return {_key(one): one for one in _of_all(generation)}


def _of_all(generation: Generation) -> Iterator[_Delivery]:
    for stack in generation.values():
        for key, route in stack.inputs.get("routes", {}).items():
            if route.get("enabled", True) and not is_hop(key):
                yield _Delivery(route["bus_name"], events_of(route["pattern"]), subscription_of(stack, key))


def _key(one: _Delivery) -> tuple[str, str]:
    return one.bus, one.subscription


def _are_one(old: _Delivery, new: _Delivery) -> bool:
    """Whether a subscription, its service or its system was renamed: two of the three steps of its key are the same."""
    pairs = zip(old.subscription.split("/"), new.subscription.split("/"), strict=True)
    return sum(one == other for one, other in pairs) >= 2
