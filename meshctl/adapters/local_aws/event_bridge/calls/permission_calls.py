"""PutPermission and RemovePermission, one statement at a time. What is put as a whole policy is not read here."""

from typing import Any

from moto.events.exceptions import ResourceNotFoundException, ValidationException
from moto.events.models import EventBus, EventBusPolicyStatement, EventsBackend

from meshctl.adapters.local_aws.event_bridge.calls.lookups import bus_of


def install() -> None:
    """Have statements put and removed so."""
    EventBus.add_permission = _add_permission
    EventsBackend.remove_permission = _remove_permission


def _add_permission(
    bus: Any, statement_id: str, action: str, principal: dict[str, str], condition: dict[str, Any] | None
) -> None:
    """A statement replaces the one of its own id alone; moto makes a root of an account `*`, where everybody is meant."""
    whom = "*" if ":iam::*:" in principal["AWS"] else principal
    bus._statements[statement_id] = EventBusPolicyStatement(statement_id, whom, action, bus.arn, condition=condition)


def _remove_permission(
    backend: EventsBackend, event_bus_name: str | None, statement_id: str | None, remove_all_permissions: bool | None
) -> None:
    bus = bus_of(backend, event_bus_name)
    if remove_all_permissions:
        bus.remove_statements()
    elif not statement_id:
        raise ValidationException("Parameter StatementId is required.")
    elif bus.remove_statement(statement_id) is None:
        raise ResourceNotFoundException("Statement with the provided id does not exist.")
