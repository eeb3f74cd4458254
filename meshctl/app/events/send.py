"""Use case: publish an event as the service that owns it, in that service's account."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from json import dumps
from typing import Any

from meshctl.app.events.envelope import account_of
from meshctl.errors import AwsRefused, MeshctlError, NotFound
from meshctl.model.events import REFERENCE, Event, EventReference
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.places import Place
from meshctl.model.stages import Stage
from meshctl.ports import EventSender
from meshctl.results.events.sent_event import SentEvent
from meshctl.topology.names import Names
from meshctl.topology.ways import bus_of


def send_event(
    mesh: Mesh,
    stage: Stage,
    reference: str,
    data: Mapping[str, Any],
    sender: EventSender,
    new_id: Callable[[], str],
    now: Callable[[], datetime],
    why_lost: Callable[[str], str | None] = lambda _: None,
) -> SentEvent:
    """Publishes `reference` with `data`; raises `NotFound` for an unknown event, `AwsRefused` for a refusal.

    EventBridge takes an event for a bus of one's own that is not there, and says nothing. `why_lost` is asked about it with
    EventBridge's id, and says why it was lost at once, where anybody knows; that is an `AwsRefused` as well.
    """
    event = event_of(mesh, reference)
    account, names, event_id = account_of(stage, event.system), Names.of(mesh, stage), new_id()
    bus = names.bus(bus_of(event).owner).arn
    meta = _meta(event, event_id, now())
    entry = {
        "EventBusName": bus,
        "Source": event.source,
        "DetailType": event.detail_type,
        "Detail": dumps({"meta": meta, "data": data}, separators=(",", ":"), ensure_ascii=False),
    }
    envelope_id = sender.put_event(account, entry)
    if reason := why_lost(envelope_id):
        raise AwsRefused(f"the event is lost: {reason}: {bus}", "is the stage applied? `meshctl plan` tells")
    return SentEvent(event.key, event.version, event_id, envelope_id, account, bus)


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


def event_of(mesh: Mesh, text: str) -> Event:
    """The event that `text` names. Raises `MeshctlError` where nobody publishes it, or it may be one of several versions."""
    found = REFERENCE.match(text)
    if not found:
        raise MeshctlError(f'"{text}" is no event', "write it as system/Event, like orders/OrderPlaced")
    reference = EventReference(found[1], found[2], int(found[3]) if found[3] else None, Place("command line"))
    meant = mesh.meant_by(reference)
    if not meant:
        raise NotFound(text, f'nobody publishes "{text}"', did_you_mean(text, (event.key for event in mesh.events)))
    if len(meant) > 1:
        versions = [mesh.reference_to(event) for event in meant]
        command = f"meshctl send {versions[-1]} --stage ... --data ..."
        raise MeshctlError(f'"{text}" may be any of {", ".join(versions)}', f"say which one: `{command}`")
    return meant[0]
