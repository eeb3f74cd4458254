"""Calls about buses: all fields in every answer, pages, and a bus that can be changed."""

import json
from typing import Any

from moto.core.utils import unix_time
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.calls.lookups import bus_of
from meshctl.adapters.local_aws.event_bridge.calls.paging import page

CHANGEABLE = {
    "Description": "description",
    "KmsKeyIdentifier": "kms_key_identifier",
    "DeadLetterConfig": "dead_letter_config",
}
"""Fields of an answer, and moto's names of them."""


def install() -> None:
    """Have buses answered so."""
    EventsHandler.create_event_bus = _create_event_bus(EventsHandler.create_event_bus)
    EventsHandler.update_event_bus = _update_event_bus
    EventsHandler.list_event_buses = _list_event_buses


def _create_event_bus(stock: Any) -> Any:
    def create_event_bus(handler: Any) -> str:
        stock(handler)
        bus = bus_of(handler.events_backend, handler._get_param("Name"))
        return json.dumps({"EventBusArn": bus.arn, **_changeable(bus)})

    return create_event_bus


def _update_event_bus(handler: Any) -> str:
    """What a call does not name stays as it is."""
    bus = bus_of(handler.events_backend, handler._get_param("Name"))
    for field, attribute in CHANGEABLE.items():
        if (given := handler._get_param(field)) is not None:
            setattr(bus, attribute, given)
    bus.last_modified_time = unix_time()
    return json.dumps({"Arn": bus.arn, "Name": bus.name, **_changeable(bus)})


def _list_event_buses(handler: Any) -> str:
    prefix = handler._get_param("NamePrefix") or ""
    buses = list(handler.events_backend.event_buses.values())
    return json.dumps(page(handler, "EventBuses", [_told(bus) for bus in buses if bus.name.startswith(prefix)]))


def _told(bus: Any) -> dict[str, Any]:
    times = {"CreationTime": bus.creation_time, "LastModifiedTime": bus.last_modified_time}
    described = {"Description": bus.description} if bus.description else {}
    policy = {"Policy": bus.policy} if bus.policy else {}
    return {"Name": bus.name, "Arn": bus.arn, **described, **policy, **times}


def _changeable(bus: Any) -> dict[str, Any]:
    return {field: value for field, attribute in CHANGEABLE.items() if (value := getattr(bus, attribute))}
