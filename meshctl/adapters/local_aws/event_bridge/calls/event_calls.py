"""PutEvents, answered by buses that deliver, and TestEventPattern."""

import json
from collections.abc import Mapping
from typing import Any

from moto.events.exceptions import ValidationException
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.calls.rule_calls import valid_pattern
from meshctl.adapters.local_aws.event_bridge.events import fault_of_call
from meshctl.adapters.local_aws.identities import caller_of
from meshctl.adapters.local_aws.requests.traces import trace_in
from meshctl.patterns import read_event

FIELDS = {"id", "account", "source", "time", "region", "detail-type"}
"""What an event must have to be held against a pattern."""


def install(buses: Buses) -> None:
    """Have events put on `buses`."""
    EventsHandler.put_events = _put_events(buses)
    EventsHandler.test_event_pattern = _test_event_pattern


def _put_events(buses: Buses) -> Any:
    def put_events(handler: Any) -> str:
        entries = handler._get_param("Entries") or []
        if fault := fault_of_call(entries):
            raise ValidationException(fault)
        results = buses.put(_traced(entries, handler.headers), caller_of(handler.access_key), handler.region)
        return json.dumps({"FailedEntryCount": sum("ErrorCode" in one for one in results), "Entries": results})

    return put_events


def _traced(entries: list[dict[str, Any]], headers: Mapping[str, str]) -> list[dict[str, Any]]:
    """An entry without a trace of its own has that of the call."""
    trace = trace_in(headers)
    return [{"TraceHeader": trace, **entry} for entry in entries] if trace else entries


def _test_event_pattern(handler: Any) -> str:
    pattern = valid_pattern(handler._get_param("EventPattern"))
    try:
        event = read_event(handler._get_param("Event"))
    except (TypeError, ValueError, RecursionError):
        event = None
    if not isinstance(event, dict) or not event.keys() >= FIELDS:
        raise ValidationException("Parameter Event is not valid.")
    return json.dumps({"Result": pattern.matches(event)})
