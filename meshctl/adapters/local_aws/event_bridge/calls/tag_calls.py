"""Calls about the tags of buses and rules, which an ARN names."""

from collections.abc import Sequence
from typing import Any

from moto.events.exceptions import ValidationException
from moto.events.models import EventsBackend

from meshctl.adapters.local_aws.event_bridge.calls.lookups import bus_of, rule_of

Tag = dict[str, str]


def install() -> None:
    """Have tags kept so."""
    EventsBackend.tag_resource = _tag
    EventsBackend.untag_resource = _untag
    EventsBackend.list_tags_for_resource = _tags
    EventsBackend.create_event_bus = _with_distinct_tags(EventsBackend.create_event_bus)
    EventsBackend.put_rule = _with_distinct_tags(EventsBackend.put_rule)


def _tag(backend: EventsBackend, arn: str, tags: Sequence[Tag]) -> None:
    _check_distinct(tags)
    backend.tagger.tag_resource(_resource(backend, arn).arn, tags)


def _untag(backend: EventsBackend, arn: str, names: Sequence[str]) -> None:
    backend.tagger.untag_resource_using_names(_resource(backend, arn).arn, names)


def _tags(backend: EventsBackend, arn: str) -> dict[str, list[Tag]]:
    tags: dict[str, list[Tag]] = backend.tagger.list_tags_for_resource(_resource(backend, arn).arn)
    return tags


def _resource(backend: EventsBackend, arn: str) -> Any:
    kind, _, rest = arn.rpartition(":")[2].partition("/")
    if kind == "event-bus":
        return bus_of(backend, rest)
    if kind != "rule":
        raise ValidationException(f"Parameter {arn} is not valid. Reason: Provided Arn is not in correct format.")
    bus, _, name = rest.rpartition("/")
    return rule_of(backend, name, bus)


def _with_distinct_tags(stock: Any) -> Any:
    def tagged(backend: EventsBackend, *args: Any, **given: Any) -> Any:
        _check_distinct(given.get("tags") or ())
        return stock(backend, *args, **given)

    return tagged


def _check_distinct(tags: Sequence[Tag]) -> None:
    if len({tag["Key"] for tag in tags}) < len(tags):
        raise ValidationException("Invalid parameter: Duplicated keys are not allowed.")
