"""Calls about rules: their patterns and schedules are judged, and a rule that is not there is said to be so."""

import json
from typing import Any

from moto.events.exceptions import InvalidEventPatternException, ValidationException
from moto.events.models import EventsBackend
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.calls.lookups import bus_of, rule_of
from meshctl.adapters.local_aws.event_bridge.calls.paging import page
from meshctl.adapters.local_aws.event_bridge.calls.schedules import is_schedule
from meshctl.adapters.local_aws.event_bridge.rules import compiled
from meshctl.adapters.local_aws.json_reading.pattern_words import pattern_words
from meshctl.patterns import InvalidPattern, Pattern


def install() -> None:
    """Have rules put, changed and listed so."""
    EventsBackend.put_rule = _put_rule(EventsBackend.put_rule)
    EventsHandler.enable_rule, EventsHandler.disable_rule = _switch("ENABLED"), _switch("DISABLED")
    EventsHandler.list_rules = _list_rules
    EventsHandler.list_rule_names_by_target = _list_rule_names_by_target


def valid_pattern(text: str) -> Pattern:
    """Give the pattern of a text; `InvalidEventPatternException` with AWS's reason where it is none."""
    try:
        return compiled(text)
    except InvalidPattern as problem:
        raise InvalidEventPatternException(reason=pattern_words(text, problem)) from problem


def _put_rule(stock: Any) -> Any:
    def put_rule(backend: EventsBackend, name: str, *args: Any, **given: Any) -> Any:
        bus = bus_of(backend, given.get("event_bus_arn"))
        if pattern := given.get("event_pattern"):
            valid_pattern(pattern)
        schedule = given.get("scheduled_expression")
        if schedule and bus.name == "default" and not is_schedule(schedule):
            raise ValidationException("Parameter ScheduleExpression is not valid.")
        return stock(backend, name, *args, **given)

    return put_rule


def _switch(state: str) -> Any:
    def switch(handler: Any) -> tuple[str, dict[str, Any]]:
        rule = rule_of(handler.events_backend, handler._get_param("Name"), handler._get_param("EventBusName"))
        rule.state = state
        return "", handler.response_headers

    return switch


def _list_rules(handler: Any) -> str:
    prefix = handler._get_param("NamePrefix") or ""
    rules = bus_of(handler.events_backend, handler._get_param("EventBusName")).rules
    wanted = [rule.describe() for name, rule in rules.items() if name.startswith(prefix)]
    return json.dumps(page(handler, "Rules", wanted))


def _list_rule_names_by_target(handler: Any) -> str:
    arn = handler._get_param("TargetArn")
    rules = bus_of(handler.events_backend, handler._get_param("EventBusName")).rules
    wanted = [name for name, rule in rules.items() if any(target["Arn"] == arn for target in rule.targets)]
    return json.dumps(page(handler, "RuleNames", wanted))
