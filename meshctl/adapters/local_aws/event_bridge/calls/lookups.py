"""The buses and rules that a call names, or AWS's words that they do not exist. Changes nothing but moto's own look-ups."""

from typing import Any

from moto.events.exceptions import ResourceNotFoundException
from moto.events.models import EventsBackend


def install() -> None:
    """Have moto itself find buses and rules so."""
    EventsBackend._get_event_bus = bus_of
    EventsBackend.describe_rule = rule_of


def bus_of(backend: EventsBackend, named: str | None) -> Any:
    """Give the bus of a name or an ARN, the default one without; `ResourceNotFoundException` where there is none."""
    arn, name = named or "default", bus_name(named)
    bus = backend.event_buses.get(name)
    if bus is None or (arn.startswith("arn:") and bus.arn != arn):
        raise ResourceNotFoundException(f"Event bus {name} does not exist.")
    return bus


def bus_name(named: str | None) -> str:
    """Give the name of a bus, which may stand in an ARN. Partners' buses have slashes in theirs."""
    return (named or "default").rpartition(":event-bus/")[2]


def rule_of(backend: EventsBackend, name: str, bus: str | None = None) -> Any:
    """Give a rule of a bus; `ResourceNotFoundException` where there is none."""
    found = bus_of(backend, bus)
    if name not in found.rules:
        raise ResourceNotFoundException(f"Rule {name} does not exist on EventBus {found.name}.")
    return found.rules[name]
