"""The one hop: the hub's rules that bring events to local buses, from where they get to what the hub cannot deliver to. Pure.

There is one for each event that a system wants so, and not one for each subscription: every copy on the local bus would be
matched by every rule that stands there. It brings all of the event; the rules of the local bus filter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from meshctl.model.events import Event
from meshctl.model.services import Retry
from meshctl.model.stages import HUB
from meshctl.topology.lowering.build_route import TARGET_ID, delivery_role
from meshctl.topology.lowering.keys import hop_key
from meshctl.topology.lowering.lowered_ways import Lowered
from meshctl.topology.names import Names
from meshctl.topology.parts.grants import Grant
from meshctl.topology.parts.queues import DeadLetters
from meshctl.topology.parts.routes import Route, Target
from meshctl.topology.rule_patterns import event_pattern, pattern_text

_ACTION = "events:PutEvents"


@dataclass(frozen=True, slots=True)
class Hop:
    """How one event gets to the local bus of one system: its route on the hub, who delivers there, and what cannot be delivered.

    `key` is that of the event within the system. Without dead letters, nobody who wants the event so keeps any.
    """

    system: str
    key: str
    route: Route
    sender: Grant
    dead_letters: DeadLetters | None


def lower_hops(names: Names, lowered: Iterable[Lowered]) -> tuple[Hop, ...]:
    """The hops that the ways of a stage need."""
    wanted: dict[tuple[str, Event], list[Lowered]] = {}
    for one in lowered:
        if one.way.hop and isinstance(one.way.source, Event):
            wanted.setdefault((one.subscription.system, one.way.source), []).append(one)
    return tuple(_hop(names, system, event, ways) for (system, event), ways in wanted.items())


def hops_of(hops: Iterable[Hop], system: str) -> tuple[Hop, ...]:
    """Those to the local bus of one system."""
    return tuple(one for one in hops if one.system == system)


def hop_dead_letters(hops: Iterable[Hop]) -> Mapping[str, DeadLetters]:
    """The dead letters of hops, by event."""
    return {one.key: one.dead_letters for one in hops if one.dead_letters}


def _hop(names: Names, system: str, event: Event, lowered: Sequence[Lowered]) -> Hop:
    account, bus = names.accounts[HUB], names.bus(system)
    rule, role = names.hop(event, system, f"{event.key} to the local bus of {system}"), names.hop_role(event, system)
    dead_letters = _dead_letters(names, event, Grant("service", rule.arn, account), lowered)
    route = Route(
        rule=rule,
        bus_name=names.bus(HUB).name,
        pattern=pattern_text(event_pattern(event, names.accounts[event.system])),
        enabled=True,
        target=Target(TARGET_ID, bus.arn, role.arn),
        delivery=delivery_role(role, account, _ACTION, bus),
        retry=_most_patient(lowered),
        dead_letters_arn=dead_letters.arn if dead_letters else None,
    )
    return Hop(system, hop_key(event), route, Grant("role", role.arn, account), dead_letters)


def _most_patient(lowered: Iterable[Lowered]) -> Retry:
    """As long and as often as any of the subscriptions wants."""
    retries = [one.subscription.retry for one in lowered]
    return Retry(max(one.seconds for one in retries), max(one.attempts for one in retries))


def _dead_letters(names: Names, event: Event, rule: Grant, lowered: Sequence[Lowered]) -> DeadLetters | None:
    """Kept as long as any of the subscriptions keeps its own; none where all say that it may be lost."""
    kept = max(one.subscription.dead_letters_keep_seconds or 0 for one in lowered)
    named = names.hop_dead_letters(event, lowered[0].subscription.system)
    return DeadLetters(named.name, named.arn, kept, {"hop": rule}, None) if kept else None
