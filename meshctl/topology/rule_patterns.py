"""What the rule of a way asks of an event: whose account, which source and type, and the subscription's filter. Pure."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from meshctl.model.events import Event
from meshctl.model.sources import AwsSource, Partner, Schedule
from meshctl.topology.further_patterns import further_pattern
from meshctl.topology.scheduled_events import DETAIL_TYPE, source_of
from meshctl.topology.ways import Way


def rule_pattern(way: Way, account: str, accounts: Mapping[str, str]) -> dict[str, object]:
    """The pattern of a way's rule. It pins the publisher's account, which AWS sets and nobody can forge.

    Of an event of the mesh the filter is over its data, of one of an AWS service or a partner over its detail, and of what is on a
    further bus over the whole event; who puts it there is of one of the `accounts`, by system. What is due
    is due, and has no filter.
    """
    source, where = way.source, way.subscription.where
    pattern: dict[str, object]
    if isinstance(source, Event):
        pattern = {**event_pattern(source, account)}
        return pattern if where is None else {**pattern, "detail": {"data": where}}
    if isinstance(source, Schedule):
        own = source_of(way.subscription.system, way.subscription.service, source)
        return {"account": [account], "source": [own], "detail-type": [DETAIL_TYPE]}
    if isinstance(source, AwsSource):
        pattern = {"account": [account], "source": [source.source]}
        pattern |= {"detail-type": [*source.types]} if source.types else {}
        return pattern if where is None else {**pattern, "detail": where}
    if isinstance(source, Partner):
        return {"detail": where or {}}
    return further_pattern(way.pins, accounts, where or {}) if way.bus else {**(where or {})}


def event_pattern(event: Event, account: str) -> dict[str, list[str]]:
    """What every rule asks that takes an event of the mesh, whatever else it asks."""
    return {"account": [account], "source": [event.source], "detail-type": [event.detail_type]}


def has_wildcard(pattern: object) -> bool:
    """Whether a `wildcard` stands anywhere in a pattern, or in a part of one."""
    waiting: list[Any] = [pattern]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "wildcard" in one:
                return True
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return False


def pattern_text(pattern: Mapping[str, object]) -> str:
    """A rule's pattern as JSON: the same text for the same pattern."""
    return dumps(pattern, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
