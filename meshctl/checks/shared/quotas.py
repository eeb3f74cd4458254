"""What the rules of a mesh come to, to be held against AWS's quotas. Arithmetic; finds nothing by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meshctl.model.finding_rules import Example
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.services import Subscription
from meshctl.model.stages import Stage
from meshctl.topology.buses import THE_HUB, EventBus
from meshctl.topology.rule_patterns import pattern_text, rule_pattern
from meshctl.topology.ways import Way

ACCOUNT = "0" * 12
"""Stands for any account's number: all are as long."""
_CALLED = {
    "local": "the local bus of {owner}",
    "default": "the default bus of {owner}",
    "partner": 'the bus of the partner "{name}" of {owner}',
    "further": 'the bus "{name}" of {owner}',
}


@dataclass(frozen=True, slots=True)
class RulesOfBus:
    """A bus that has rules: what people call it, where its owner is declared, the subscriptions that become rules, and how many
    hops do, which have no filters.
    """

    name: str
    place: Place
    subscriptions: tuple[Subscription, ...]
    hops: int = 0

    @property
    def rules(self) -> int:
        """How many there are."""
        return len(self.subscriptions) + self.hops


def on_aws(mesh: Mesh) -> tuple[Stage, ...]:
    """The stages that have AWS's quotas."""
    return tuple(stage for stage in mesh.stages if not stage.is_local)


def rules_by_bus(mesh: Mesh, ways: Iterable[Way]) -> Iterator[RulesOfBus]:
    """The hub, and all other buses that have rules, where every system has an account of its own."""
    by_bus: dict[EventBus, list[Subscription]] = {THE_HUB: []}
    hops = set()
    for way in ways:
        hops |= {(way.second_bus, way.source)} if way.second_bus else set()
        if bus := way.second_bus or way.bus:
            by_bus.setdefault(bus, []).append(way.subscription)
    yield RulesOfBus("the hub", mesh.place, tuple(by_bus.pop(THE_HUB)), len(hops))
    places = {system.name: system.place for system in mesh.systems}
    for bus, subscriptions in by_bus.items():
        name = _CALLED[bus.kind].format(owner=bus.owner, name=bus.name)
        yield RulesOfBus(name, places[bus.owner], tuple(subscriptions))


def pattern_lengths(ways: Iterable[Way]) -> Iterator[tuple[Subscription, int]]:
    """Each subscription that becomes a rule, and the characters of its whole pattern, of which `where` is only a part."""
    return ((way.subscription, len(pattern_text(_pattern(way)))) for way in ways if way.bus)


def _pattern(way: Way) -> dict[str, object]:
    return rule_pattern(way, ACCOUNT, {pin.system: ACCOUNT for pin in way.pins})


_CAPTURE = """\
service: capture
queues:
  letters: {{}}
subscribes:
  kept:
    event: orders/OrderPlaced
    where: {{country: {countries}}}
    deliver_to: {{queue: letters}}
"""
_SCHEMA = """\
{"type": "object", "properties": {"country": {"type": "string"}}}
"""


def _with(countries: str) -> Example:
    return {
        "payments/capture.yaml": _CAPTURE.format(countries=f"[{countries}]"),
        "orders/events/OrderPlaced.v1.json": _SCHEMA,
    }


def with_countries(number: int) -> Example:
    """How they would not: a pattern that lists so many countries, 14 characters each."""
    return _with(", ".join(f"country-{country:04}" for country in range(number)))


WITH_A_PREFIX = _with("{prefix: country-}")
"""How the checks of quotas would have it: the same countries in a short pattern."""
