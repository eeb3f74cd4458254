"""A filter lets some event pass that the publisher's schema allows. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.filters import Filter, filtered, filters, spoken_reason
from meshctl.contracts.filters.judge import Matches
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.topology.buses import FURTHER
from meshctl.topology.further_patterns import further_pattern
from meshctl.topology.ways import Way, ways


def _run(mesh: Mesh) -> Iterator[Finding]:
    yield from map(_finding, filters(mesh, Matches.NEVER))
    found = (way for way in ways(mesh) if way.bus and way.bus.kind == FURTHER and way.bus.service)
    yield from (_on_bus(way) for way in found if _is_complete(mesh, way) and not _takes(way))


def _is_complete(mesh: Mesh, way: Way) -> bool:
    system = mesh.system(way.subscription.system)
    return system is not None and system.complete


def _takes(way: Way) -> bool:
    """Whether something gets onto the bus that passes the filter, whatever is in it."""
    return bool(further_pattern(way.pins, {pin.system: pin.system for pin in way.pins}, way.subscription.where or {}))


def _on_bus(way: Way) -> Finding:
    one, bus = way.subscription, way.subscription.wanted.removeprefix("bus ")
    why = "EventBridge would take the rule, and it would deliver nothing, for ever and without a word"
    if not way.pins:
        message = f'"{one.name}" never receives anything: nothing gets onto the bus "{bus}"'
        help_ = f"deliver something to it (deliver_to: {{bus: {bus}}}), or let a service send to it (sends_to: {{buses: [{bus}]}})"
        return Finding("never-matches", one.wants.place, message, why, help_)
    message = f'"{one.name}" never receives anything: what gets onto the bus "{bus}" is of {_sources(way)}'
    return Finding("never-matches", one.where_place, message, why, "write a filter for what gets onto the bus")


def _sources(way: Way) -> str:
    return " or ".join(dict.fromkeys(" ".join((pin.source, *pin.types)) for pin in way.pins))


def _finding(one: Filter) -> Finding:
    verdict, event = one.verdict, one.event
    message = f'"{one.subscription.name}" never receives "{event.key}": {spoken_reason(verdict)}'
    why = "EventBridge would take the rule, and it would deliver nothing, for ever and without a word"
    help_ = verdict.help or f"write a filter for what {event.schema} allows"
    return Finding("never-matches", one.place, message, why, help_)


_SCHEMA = """\
{"type": "object", "required": ["country"], "properties": {"country": {"enum": ["DE", "FR"]}}}
"""


NEVER_MATCHES = Check(
    name="never-matches",
    why="A filter and a schema are written by two teams. Where no event that the schema allows passes the filter, the "
    "subscriber waits for ever. It is only said where it is proved; what is proved but for something that the schema leaves open "
    "is `presumably-never-matches`, and what cannot be decided is `undecided-filter`. The same holds for a bus of a service: what "
    "gets onto it, the catalogue says.",
    wrong=filtered("country: [de]", _SCHEMA),
    right=filtered("country: [DE]", _SCHEMA),
    run=_run,
)
