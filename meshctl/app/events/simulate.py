"""Use case: what would become of an event, without any AWS? Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from json import dumps
from math import isfinite
from typing import Any

from meshctl.errors import MeshctlError
from meshctl.model.events import Event
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.patterns import Decision, Pattern, why_not
from meshctl.topology.names import Names
from meshctl.topology.routes import pattern_text
from meshctl.topology.staged_ways import StagedWay, staged_ways
from meshctl.topology.ways import bus_of

MOST_DIGITS = 300
Envelope = Mapping[str, Any]
_FILLED = {
    "version": "0",
    "id": "00000000-0000-0000-0000-000000000000",
    "time": "1970-01-01T00:00:00Z",
    "resources": [],
}
"""What EventBridge adds to every event, as it stands here where the event does not say it."""
_LIKE = '{"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"meta": {}, "data": {}}}'


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a subscription makes of the event: nothing decides against it, or a field does; and the bytes it would get.

    `bus` and `dead_letters` are names on AWS; without dead letters, what cannot be delivered is lost.
    """

    way: StagedWay
    bus: str
    dead_letters: str
    decision: Decision | None
    content: str


@dataclass(frozen=True, slots=True)
class Foresight:
    """What would become of an event. `refusal` says why its bus would not take it, where it would not."""

    envelope: Envelope
    event: Event | None
    refusal: str
    outcomes: tuple[Outcome, ...]

    @property
    def content(self) -> str:
        """The whole event, as it is published and passed from bus to bus."""
        return _compact(self.envelope)

    @property
    def delivered(self) -> tuple[Outcome, ...]:
        """The outcomes in which it is delivered."""
        return tuple(one for one in self.outcomes if one.decision is None)


def foresee(mesh: Mesh, stage: Stage, said: Any) -> Foresight:
    """Where an event would go. Raises `MeshctlError` where `said` is no event of EventBridge's form."""
    require_form(said)
    event = publisher_of(mesh, said)
    names = Names.of(mesh, stage)
    filled = completed(names, event, said)
    refusal = _refusal(mesh, names, event, filled)
    outcomes = () if refusal else tuple(_outcome(names, one, filled) for one in _on_the_bus(event, mesh, stage))
    return Foresight(filled, event, refusal, outcomes)


def publisher_of(mesh: Mesh, envelope: Envelope) -> Event | None:
    """The event of the catalogue that this is by its source and detail-type."""
    said = envelope.get("source"), envelope.get("detail-type")
    return next((event for event in mesh.events if (event.source, event.detail_type) == said), None)


def completed(names: Names, event: Event | None, said: Envelope) -> dict[str, Any]:
    """The event with what EventBridge adds to it; its account is that of the service that owns it."""
    account = {"account": names.accounts[event.system]} if event else {}
    return {**_FILLED, "region": names.region, **account, **said}


def delivered_content(way: StagedWay, envelope: Envelope) -> str:
    """What the channel gets: the whole event, or the fields of its data that the subscription's input names.

    A field that the event does not have is left out, as EventBridge makes no variable of it.
    """
    fields = way.subscription.input_fields
    if fields is None:
        return _compact(envelope)
    found = {name: _at(envelope, ("detail", "data", *path.split("."))) for name, path in fields.items()}
    return _compact({name: value[0] for name, value in found.items() if value})


def _on_the_bus(event: Event | None, mesh: Mesh, stage: Stage) -> Sequence[StagedWay]:
    return [one for one in staged_ways(mesh, stage) if event and one.way.bus == bus_of(event)]


def _outcome(names: Names, way: StagedWay, envelope: Envelope) -> Outcome:
    assert way.way.bus is not None  # noqa: S101  these are the ways over the bus of an event
    decision = why_not(Pattern.parse(pattern_text(way.pattern)), envelope)
    dead_letters = (
        "" if way.subscription.dead_letters_keep_seconds is None else names.dead_letters(way.subscription).name
    )
    bus = names.bus(way.way.bus.owner).name
    return Outcome(way, bus, dead_letters, decision, "" if decision else delivered_content(way, envelope))


def _refusal(mesh: Mesh, names: Names, event: Event | None, envelope: Envelope) -> str:
    """Why no bus of the mesh would take the event from that account."""
    if event is None:
        known = {f"{one.source} {one.detail_type}" for one in mesh.events}
        help_ = did_you_mean(f"{envelope['source']} {envelope['detail-type']}", known)
        return f'no service publishes "{envelope["detail-type"]}" as "{envelope["source"]}"' + (
            f"; {help_}" if help_ else ""
        )
    if envelope["account"] != names.accounts[event.system]:
        return (
            f'"{event.source}" is a source of the account {names.accounts[event.system]}, not of {envelope["account"]}'
        )
    return ""


def require_form(said: Any) -> None:
    """Raises `MeshctlError` where it has not the form of an event of EventBridge."""
    texts = ("source", "detail-type")
    if not isinstance(said, dict) or not all(isinstance(said.get(key), str) for key in texts):
        raise MeshctlError("this is no event: it has no source and detail-type", f"write it like {_LIKE}")
    if not isinstance(said.get("detail"), dict):
        raise MeshctlError("the event has no detail, or one that is no JSON object", f"write it like {_LIKE}")
    if "account" in said and not isinstance(said["account"], str):
        raise MeshctlError(
            "the account of the event is not text", 'write its twelve digits like "account": "111111111111"'
        )


def _at(value: Any, path: Iterable[str]) -> tuple[Any, ...]:
    """The value at the path, or nothing."""
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return ()
        value = value[step]
    return (value,)


def _compact(value: Any) -> str:
    return dumps(value, separators=(",", ":"), ensure_ascii=False, default=_number)


def _number(value: Decimal) -> int | float | str:
    """A number as JSON would have it; one that no double holds is shown as it was written."""
    if value == value.to_integral_value() and value.adjusted() < MOST_DIGITS:
        return int(value)
    return float(value) if isfinite(float(value)) else str(value)
