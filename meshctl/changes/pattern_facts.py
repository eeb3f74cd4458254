"""What a rule's pattern says: which event of which publisher, and the subscription's own filter. Pure.

While a publisher changes, a rule lets in both: `{"$or": [OLD, NEW]}`, the last of which is what the catalogue says.
"""

from collections.abc import Iterator, Mapping
from json import dumps, loads
from typing import Any

from meshctl.changes.rows import FILTER
from meshctl.topology.scheduled_events import schedule_behind

_OF_AWS = "aws."
_SPOKEN = {"detail-type", "source", "account", "detail"}
Said = tuple[str, Any, str]
"""What it is about, the value, and its text."""


def pattern_facts(text: str) -> Iterator[Said]:
    """The facts of a pattern, as JSON text; of one that meshctl did not make, the whole pattern."""
    *others, pattern = alternatives(text)
    for key, value in pattern.items():
        yield from _of_key(key, value)
    yield from (("lets in as well", one, _in_words(one)) for one in others)


def further_facts(text: str) -> Iterator[Said]:
    """The facts of a pattern on a further bus: a choice for each publisher whose events get there and pass the filter."""
    return (("takes", one, _in_words(one)) for one in alternatives(text))


def alternatives(text: str) -> list[Mapping[str, Any]]:
    """The patterns of which an event has to match one; the last is the catalogue's."""
    pattern = loads(text)
    either = pattern.get("$or")
    return [*either] if len(pattern) == 1 and isinstance(either, list) and either else [pattern]


def event_of(text: str) -> str:
    """What a pattern asks for: `orders/OrderPlaced`, `Object Created from aws.s3`, `the schedule payments/ledger/nightly`; empty where it says no source."""
    return _event(alternatives(text)[-1])


def events_of(text: str) -> frozenset[str]:
    """The events that a pattern lets in, of all of its alternatives."""
    return frozenset(filter(None, map(_event, alternatives(text))))


def _event(pattern: Mapping[str, Any]) -> str:
    source, detail_type = _one_text(pattern.get("source")), _one_text(pattern.get("detail-type"))
    if source.startswith(_OF_AWS):
        return f"{_listed(pattern.get('detail-type', ['all events']))} from {source}"
    if not (source and detail_type):
        return ""
    if schedule := schedule_behind(source, detail_type):
        return f"the schedule {schedule}"
    return f"{source.partition('.')[0]}/{detail_type.rpartition('.v')[0] or detail_type}"


def _of_key(key: str, value: Any) -> Iterator[Said]:
    if key == "detail" and isinstance(value, Mapping) and [*value] == ["data"]:
        yield FILTER, value["data"], _text(value["data"])
    else:
        about = {"source": "publisher", "detail-type": "event", "account": "account of the publisher"}.get(key)
        yield about or f"pattern {key}", value, _listed(value) if about else _text(value)


def _in_words(pattern: Mapping[str, Any]) -> str:
    """`PaymentFailed.v1 of payments.capture in account ID with FILTER`; of one made otherwise, the whole pattern."""
    event, source, account = pattern.get("detail-type", "everything"), pattern.get("source"), pattern.get("account")
    data = pattern.get("detail")
    filter_ = data["data"] if isinstance(data, Mapping) and [*data] == ["data"] else None
    if not source or pattern.keys() - _SPOKEN or (data is not None and filter_ is None):
        return _text(pattern)
    where = f" in account {_listed(account)}" if account else ""
    what = event if isinstance(event, str) else _listed(event)
    return f"{what} of {_listed(source)}{where}{'' if filter_ is None else f' with {_text(filter_)}'}"


def _listed(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else _text(value)


def _text(value: Any) -> str:
    return dumps(value, sort_keys=True, ensure_ascii=False)


def _one_text(value: Any) -> str:
    return value[0] if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str) else ""
