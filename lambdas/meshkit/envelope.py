"""An event of the mesh and its form on the wire. Pure: reads no clock, no environment and no network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meshkit.data import fault_of_data, fault_of_text, text_with_data
from meshkit.errors import MalformedEvent

_DETAIL_TYPE = re.compile(r"(?P<name>[A-Z][A-Za-z0-9]*)\.v(?P<version>[1-9][0-9]{0,5})")


@dataclass(frozen=True)
class Meta:
    """What the mesh says about an event; `time` is ISO 8601 in UTC with milliseconds and a Z."""

    event_id: str
    correlation_id: str
    causation_id: str | None
    time: str
    producer: str
    schema_version: int


@dataclass(frozen=True)
class Event:
    """A fact as its consumer sees it: `OrderPlaced`, version 1, from `orders.checkout`."""

    name: str
    version: int
    source: str
    data: dict[str, Any]
    meta: Meta


def detail_type(name: str, version: int) -> str:
    """The event's name on the wire, such as `OrderPlaced.v1`."""
    return f"{name}.v{version}"


def is_name(name: str, version: int) -> bool:
    """Whether an event may be called so, in that version."""
    return _DETAIL_TYPE.fullmatch(detail_type(name, version)) is not None


def caused_meta(
    cause: Meta | None, *, event_id: str, time: str, producer: str, schema_version: int
) -> dict[str, str | int | None]:
    """The meta of a new event, by its fields: it continues its cause's chain, or begins one when nothing caused it."""
    return {
        "event_id": event_id,
        "correlation_id": cause.correlation_id if cause else event_id,
        "causation_id": cause.event_id if cause else None,
        "time": time,
        "producer": producer,
        "schema_version": schema_version,
    }


def detail(meta: Mapping[str, str | int | None], data: object) -> str:
    """The JSON text PutEvents takes as Detail; raises InvalidData for data that `read_event` would not take."""
    return text_with_data(data, {"meta": meta, "data": data})


def read_event(envelope: object) -> Event:
    """The event in an EventBridge envelope; raises MalformedEvent with the field that is wrong."""
    fields = _mapping(envelope, "the envelope")
    name, version = _name_and_version(_text(fields, "detail-type"))
    body = _mapping(fields.get("detail"), "detail")
    data = _mapping(body.get("data"), "detail.data")
    if (fault := fault_of_data(data)) is not None:
        raise MalformedEvent(f"detail.{fault}")
    return Event(
        name=name,
        version=version,
        source=_text(fields, "source"),
        data=data,
        meta=_read_meta(_mapping(body.get("meta"), "detail.meta")),
    )


def _read_meta(fields: dict[str, Any]) -> Meta:
    return Meta(
        event_id=_text(fields, "event_id"),
        correlation_id=_text(fields, "correlation_id"),
        causation_id=None if fields.get("causation_id") is None else _text(fields, "causation_id"),
        time=_text(fields, "time"),
        producer=_text(fields, "producer"),
        schema_version=_count(fields, "schema_version"),
    )


def _name_and_version(text: str) -> tuple[str, int]:
    found = _DETAIL_TYPE.fullmatch(text)
    if not found:
        raise MalformedEvent("detail-type is not of the form OrderPlaced.v1")
    return found["name"], int(found["version"])


def _mapping(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise MalformedEvent(f"{where} is missing or is not an object")
    return value


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str) or not value:
        raise MalformedEvent(f"{name} is missing or is not a text")
    if (fault := fault_of_text(value)) is not None:
        raise MalformedEvent(f"{name} {fault}")
    return value


def _count(fields: dict[str, Any], name: str) -> int:
    value = fields.get(name)
    if type(value) is not int or value < 1:  # True is an int to isinstance
        raise MalformedEvent(f"{name} is missing or is not a positive whole number")
    return value
