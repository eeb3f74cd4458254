"""What a rule on a further bus asks of an event: to be one that gets onto it, and to pass the subscription's filter. Pure.

The filter is over the whole event. What it asks of account, source and detail-type is answered here, once for each of the
events that get onto the bus, so that a rule names each of them with its account: nobody else's is taken.
"""

from collections.abc import Iterable, Iterator, Mapping
from json import dumps
from typing import Any

from meshctl.patterns import InvalidPattern, Pattern
from meshctl.topology.event_pins import EventPin

Filter = Mapping[str, Any]
_OR = "$or"


def further_pattern(pins: Iterable[EventPin], accounts: Mapping[str, str], where: Filter) -> dict[str, object]:
    """The pattern of such a rule, in one choice for each account and source; empty where nothing on the bus passes."""
    taken: dict[str, dict[str, Any]] = {}
    for known in _known(pins, accounts):
        asked = _asked_of(known, where)
        if asked is not None:
            _take(taken, known, asked)
    choices = [*taken.values()]
    return {_OR: choices} if len(choices) > 1 else choices[0] if choices else {}


def _known(pins: Iterable[EventPin], accounts: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """The envelope of each kind of event, as far as it is known."""
    for pin in pins:
        if pin.system in accounts:
            known = {"account": accounts[pin.system], "source": pin.source}
            yield from ({**known, "detail-type": one} for one in pin.types) if pin.types else [known]


def _asked_of(known: Mapping[str, str], where: Filter) -> dict[str, Any] | None:
    """What a filter asks beside what is known, which passes; None where it does not."""
    asked: dict[str, Any] = {}
    for field, wanted in where.items():
        if field == _OR and _are_choices(wanted):
            left = [one for choice in wanted if (one := _asked_of(known, choice)) is not None]
            if not left:
                return None
            asked |= {} if {} in left else {_OR: left if len(left) > 1 else left * 2}  # AWS wants two
        elif field not in known:
            asked[field] = wanted
        elif not _passes(known[field], wanted):
            return None
    return asked


def _are_choices(wanted: Any) -> bool:
    return isinstance(wanted, list) and len(wanted) > 1 and all(isinstance(one, Mapping) for one in wanted)


def _passes(value: str, wanted: Any) -> bool:
    """Whether a value is one of those that are wanted; of a filter that AWS would refuse, none is."""
    try:
        return Pattern.parse({"value": wanted}).matches({"value": value})
    except InvalidPattern:
        return False


def _take(taken: dict[str, dict[str, Any]], known: Mapping[str, str], asked: Mapping[str, Any]) -> None:
    """Into the choice of the same account and source that asks the same, if there is one, the detail-type alone."""
    types = [known["detail-type"]] if "detail-type" in known else []
    choice = {"account": [known["account"]], "source": [known["source"]], **asked}
    same = taken.setdefault(dumps([choice, bool(types)], sort_keys=True), choice)
    if types:
        same["detail-type"] = [*same.get("detail-type", []), *types]
