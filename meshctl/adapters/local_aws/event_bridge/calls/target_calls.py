"""Calls about the targets of rules: what EventBridge refuses of them, and in which words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.events.exceptions import ValidationException
from moto.events.models import EventsBackend
from moto.events.responses import EventsHandler

from meshctl.adapters.local_aws.event_bridge.calls.lookups import rule_of
from meshctl.adapters.local_aws.event_bridge.calls.paging import page
from meshctl.adapters.local_aws.event_bridge.templates import PREDEFINED, placeholders

TARGETS_A_RULE = 5
INPUTS = ("Input", "InputPath", "InputTransformer")
Target = Mapping[str, Any]


def install() -> None:
    """Have targets refused and listed so."""
    EventsBackend.put_targets = _put_targets(EventsBackend.put_targets)
    EventsHandler.list_targets_by_rule = _list_targets_by_rule


def limit_exceeded() -> JsonRESTError:
    """Give EventBridge's refusal of one thing too many."""
    return JsonRESTError("LimitExceededException", "The requested resource exceeds the maximum number allowed.")


def fault_of(target: Target) -> str | None:
    """Say what is wrong with the input of a target, if anything is."""
    return next(_faults(target), None)


def _faults(target: Target) -> Iterator[str]:
    name, given = target["Id"], [one for one in INPUTS if target.get(one) is not None]
    if len(given) > 1:
        yield f"Only one of Input, InputPath, or InputTransformer must be provided for target {name}."
    if given and ":event-bus/" in target["Arn"]:
        yield f"Modifying the input for target {name} is not supported"
    for unknown in _unknown_placeholders(target.get("InputTransformer") or {}):
        yield f"InputTemplate for target {name} contains invalid placeholder {unknown}."


def _unknown_placeholders(transformer: Mapping[str, Any]) -> Iterator[str]:
    known = PREDEFINED.union(transformer.get("InputPathsMap") or {})
    yield from (one for one in placeholders(transformer.get("InputTemplate") or "") if one not in known)


def _put_targets(stock: Any) -> Any:
    def put_targets(backend: EventsBackend, name: str, event_bus_arn: str | None, targets: Sequence[Target]) -> None:
        rule = rule_of(backend, name, event_bus_arn)
        for target in targets:
            if fault := fault_of(target):
                raise ValidationException(fault)
        if len({one["Id"] for one in [*rule.targets, *targets]}) > TARGETS_A_RULE:
            raise limit_exceeded()
        stock(backend, name, event_bus_arn, targets)

    return put_targets


def _list_targets_by_rule(handler: Any) -> str:
    rule = rule_of(handler.events_backend, handler._get_param("Rule"), handler._get_param("EventBusName"))
    return json.dumps(page(handler, "Targets", rule.targets))
