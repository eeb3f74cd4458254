"""Use case: publish an event as the service that owns it, or put one on a further bus as functions do; in the service's account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from typing import Any

from meshctl.app.events.envelope import account_of
from meshctl.app.events.receivers.sent_to_buses import sent_to_buses
from meshctl.contracts.validation.data_faults import data_faults
from meshctl.contracts.validation.written_words import as_the_files_say
from meshctl.errors import AwsRefused, MeshctlError, NotFound
from meshctl.model.events import REFERENCE, Event, EventReference
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.stages import Stage
from meshctl.ports import EventSender
from meshctl.results.events.sent_event import SentEvent
from meshctl.topology.buses import EventBus
from meshctl.topology.names import Names
from meshctl.topology.ways import bus_of

_HERE, _ANY_TIME = Place("command line"), datetime(2000, 1, 1, tzinfo=UTC)
_UNCHECKED = "correct it; to see what consumers do with data that no schema allows, add --unchecked"


@dataclass(frozen=True, slots=True)
class OutgoingEvent:
    """An event, of the catalogue or not, and the bus that it is to be put on."""

    event: Event
    bus: EventBus


def send_event(
    mesh: Mesh,
    stage: Stage,
    outgoing: OutgoingEvent,
    data: Mapping[str, Any],
    sender: EventSender,
    new_id: Callable[[], str],
    now: Callable[[], datetime],
    why_lost: Callable[[str], str | None] = lambda _: None,
) -> SentEvent:
    """Puts an event with `data` on its bus; raises `MeshctlError` where its system has no account, `AwsRefused` for a refusal.

    EventBridge takes an event for a bus of one's own that is not there, and says nothing. `why_lost` is asked about it with
    EventBridge's id, and says why it was lost at once, where anybody knows; that is an `AwsRefused` as well.
    """
    event = outgoing.event
    account, names, event_id = account_of(stage, event.system), Names.of(mesh, stage), new_id()
    bus = names.bus_of(outgoing.bus).arn
    envelope_id = sender.put_event(account, _entry(event, bus, data, event_id, now()))
    if reason := why_lost(envelope_id):
        raise AwsRefused(f"the event is lost: {reason}: {bus}", "is the stage applied? `meshctl plan` tells")
    return SentEvent(event.key, event.version, event_id, envelope_id, account, bus)


def refuse_oversize(
    event: Event, data: Mapping[str, Any], fault_of_entry: Callable[[Mapping[str, str]], str | None]
) -> None:
    """Raises `MeshctlError` for an event of which `fault_of_entry` says that it is too large; all ids and times are as long as these."""
    if (fault := fault_of_entry(_entry(event, "", data, "0" * 36, _ANY_TIME))) is not None:
        raise MeshctlError(fault, _UNCHECKED)


def _entry(event: Event, bus: str, data: Mapping[str, Any], event_id: str, now: datetime) -> dict[str, str]:
    """What PutEvents is given."""
    return {
        "EventBusName": bus,
        "Source": event.source,
        "DetailType": event.detail_type,
        "Detail": dumps({"meta": _meta(event, event_id, now), "data": data}, separators=(",", ":"), ensure_ascii=False),
    }


def _meta(event: Event, event_id: str, now: datetime) -> dict[str, Any]:
    """The first event of a chain: it correlates to itself and nothing caused it (the same form as meshkit's)."""
    return {
        "event_id": event_id,
        "correlation_id": event_id,
        "causation_id": None,
        "time": now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "producer": f"{event.system}/{event.service}",
        "schema_version": event.version,
    }


def event_to_publish(mesh: Mesh, text: str) -> OutgoingEvent:
    """The event that `text` names. Raises `MeshctlError` where nobody publishes it, or it may be one of several versions."""
    reference = _reference(text)
    meant = mesh.meant_by(reference)
    if not meant:
        raise NotFound(text, f'nobody publishes "{text}"', did_you_mean(text, (event.key for event in mesh.events)))
    if len(meant) > 1:
        versions = [mesh.reference_to(event) for event in meant]
        command = f"meshctl send {versions[-1]} --stage ... --data ..."
        raise MeshctlError(f'"{text}" may be any of {", ".join(versions)}', f"say which one: `{command}`")
    return OutgoingEvent(meant[0], bus_of(meant[0]))


def refuse_invalid_data(
    mesh: Mesh, event: Event, data: Mapping[str, Any], fault_of_data: Callable[[object], str | None]
) -> None:
    """Raises `MeshctlError` for data that no consumer would take, as `fault_of_data` says what is wrong with any; and where the event's
    schema does not allow it, or cannot judge it. An event without a schema has no other rule.
    """
    if (fault := fault_of_data(data)) is not None:
        raise MeshctlError(fault, _UNCHECKED)
    schema = mesh.schemas.get(event.schema)
    if schema is None:
        return
    reference = mesh.reference_to(event)
    try:
        if schema.faults:
            raise ValueError("it has faults of its own: `meshctl check` tells")
        faults = data_faults(schema.data, data, as_the_files_say(schema))
    except ValueError as reason:
        raise MeshctlError(f"{event.schema} cannot judge the data: {reason}", _UNCHECKED) from None
    if faults:
        raise MeshctlError(f"the data is none of {reference} ({event.schema}): {'; '.join(faults)}", _UNCHECKED)


def event_for_bus(mesh: Mesh, text: str, bus: str, service: str | None) -> OutgoingEvent:
    """An event of any name on a further bus of its system, as functions of `service` put it there, or of the only one that does.

    Raises `MeshctlError` where none does, or it may be one of several.
    """
    reference = _reference(text)
    found = _sending(mesh, reference.system, bus)
    senders = [one for one in found if service in (None, one)]
    if not senders:
        who = f'"{reference.system}/{service}"' if service else f'"{reference.system}"'
        hint = f"those of {', '.join(found)} do" if found else "say so under sends_to of a service that has functions"
        raise MeshctlError(f'no function of {who} sends to the bus "{bus}"', hint)
    if len(senders) > 1:
        several = f'functions of several services send to the bus "{bus}": {", ".join(senders)}'
        raise MeshctlError(several, f"say as which: --service {senders[0]}")
    sent = Event(
        name=reference.name,
        version=reference.version or 1,
        system=reference.system,
        service=senders[0],
        private=True,
        schema="",
        description="",
        place=_HERE,
        schema_place=_HERE,
    )
    return OutgoingEvent(sent, found[senders[0]])


def _sending(mesh: Mesh, system: str, bus: str) -> dict[str, EventBus]:
    """The services of a system that send to such a bus, and the bus."""
    sent = sent_to_buses(mesh).items()
    found = ((source.partition("."), one) for source, buses in sent for one in buses if one.name == bus)
    return {service: one for (owner, _, service), one in found if owner == system}


def _reference(text: str) -> EventReference:
    found = REFERENCE.match(text)
    if not found:
        raise MeshctlError(f'"{text}" is no event', "write it as system/Event, like orders/OrderPlaced")
    return EventReference(found[1], found[2], int(found[3]) if found[3] else None, _HERE)
