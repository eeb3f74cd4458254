"""Which event does what somebody tried across accounts: for a finding that names another system's account. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from re import compile as pattern

from meshctl.checks.name_too_long import MOST_CHARACTERS
from meshctl.model.events import Event, EventReference
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.results.policy import PolicyFinding

_ACCOUNT = pattern(r"(?<![0-9])[0-9]{12}(?![0-9])")
_MOST_NAMED = 5
CROSSING = frozenset(f"CKV_MESH_{number}" for number in (*range(1, 7), 24))
"""The checks of the own pack that find a way into another account, which an event can take the place of."""


def with_events(mesh: Mesh, stages: Iterable[Stage], found: Iterable[PolicyFinding]) -> tuple[PolicyFinding, ...]:
    """The same findings; those that name accounts of systems say whose they are and offer an event of theirs."""
    owners = {one.number: one.alias for stage in stages for one in stage.accounts}
    return tuple(_with_event(mesh, owners, one) for one in found)


def _with_event(mesh: Mesh, owners: dict[str, str], found: PolicyFinding) -> PolicyFinding:
    numbers = dict.fromkeys(_ACCOUNT.findall(found.finding.why))
    told = [f"{number} is the account of {owners[number]}" for number in numbers if number in owners]
    crossing = found.finding.check in CROSSING
    others = [owners[number] for number in numbers if crossing and owners.get(number, HUB) != HUB]
    events = next(filter(None, (_public(mesh, system) for system in others)), ())
    if not told:
        return found
    why = f"{found.finding.why} ({', '.join(told)})"
    if not events:
        return replace(found, finding=replace(found.finding, why=why))
    finding = replace(found.finding, why=why, help=_help(mesh, events, found.finding))
    return replace(found, finding=finding, instead=subscribing(mesh, events[0]))


def _public(mesh: Mesh, system: str) -> tuple[Event, ...]:
    """What a system tells all others, first what most of them want."""
    wanted = Counter(one.wants.name for one in mesh.subscriptions if isinstance(one.wants, EventReference))
    public = [one for one in _events_of(mesh, system) if not one.private and one.deprecated is None]
    return tuple(sorted(public, key=lambda event: -wanted[event.name]))


def _events_of(mesh: Mesh, system: str) -> Iterator[Event]:
    owner = mesh.system(system)
    return (event for service in (owner.services if owner else ()) for event in service.events)


def _help(mesh: Mesh, events: tuple[Event, ...], finding: Finding) -> str:
    names = [mesh.reference_to(event) for event in events]
    others = f" (or to {', '.join(names[1:_MOST_NAMED])})" if names[1:] else ""
    return f"{finding.help} Subscribe to {names[0]} instead{others}, like this:".lstrip()


def subscribing(mesh: Mesh, event: Event) -> str:
    """A service that receives an event in a queue of its own, as YAML that passes the checks."""
    words = "".join(f"-{one.lower()}" if one.isupper() else one for one in event.name)
    name = words.strip("-")[: MOST_CHARACTERS["service"]].rstrip("-")
    return (
        f"# in the catalogue, YOUR-SYSTEM/{name}.yaml\n"
        f"service: {name}\n"
        f"description: Receives {event.name}; what reads its queue is up to the team.\n\n"
        f"queues:\n  inbox: {{}}\n\n"
        f"subscribes:\n  wanted:\n    event: {mesh.reference_to(event)}\n    deliver_to: {{queue: inbox}}\n"
    )
