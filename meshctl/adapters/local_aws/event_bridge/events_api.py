"""EventBridge's API where moto's differs: PutEvents, PutRule, TestEventPattern, StartReplay. Changes moto's classes."""

import json
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.events.exceptions import InvalidEventPatternException, ValidationException
from moto.events.models import EventsBackend
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.buses import Buses
from meshctl.adapters.local_aws.event_bridge.events import fault_of_call
from meshctl.adapters.local_aws.event_bridge.rules import compiled
from meshctl.adapters.local_aws.identities import caller_of
from meshctl.patterns import InvalidPattern, Pattern


def install(buses: Buses) -> None:
    """Have EventBridge's calls answered by buses that deliver, in this process and for good."""
    EventsHandler.put_events = _put_events(buses)
    EventsHandler.test_event_pattern = _test_event_pattern
    EventsBackend.put_rule = _put_rule(EventsBackend.put_rule)
    EventsBackend.start_replay = _start_replay


def _put_events(buses: Buses) -> Any:
    def put_events(handler: Any) -> str:
        entries = handler._get_param("Entries") or []
        if fault := fault_of_call(entries):
            raise ValidationException(fault)
        results = buses.put(entries, caller_of(handler.access_key), handler.region)
        return json.dumps({"FailedEntryCount": sum("ErrorCode" in one for one in results), "Entries": results})

    return put_events


def _put_rule(stock: Any) -> Any:
    def put_rule(backend: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("event_pattern"):
            _valid(kwargs["event_pattern"])
        return stock(backend, name, *args, **kwargs)

    return put_rule


def _test_event_pattern(handler: Any) -> str:
    pattern = _valid(handler._get_param("EventPattern"))
    try:
        event = json.loads(handler._get_param("Event"))
    except (TypeError, ValueError, RecursionError):
        event = None
    if not isinstance(event, dict):
        raise ValidationException("Parameter Event is not valid.")
    return json.dumps({"Result": pattern.matches(event)})


def _valid(text: str) -> Pattern:
    try:
        return compiled(text)
    except InvalidPattern as problem:
        raise InvalidEventPatternException(reason=problem.aws or str(problem)) from problem


def _start_replay(*_: Any, **__: Any) -> None:
    raise JsonRESTError("ValidationException", "The embedded AWS does not replay archives yet.")
