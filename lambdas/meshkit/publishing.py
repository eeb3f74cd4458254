"""Publishing an event. What may be published, and on which bus, is said by the environment Terraform has written.

MESH_PUBLISHES  {"OrderPlaced.v1": {"bus": "<ARN of the bus>"}}
MESH_SOURCE     orders.checkout
MESH_PRODUCER   orders/checkout
MESH_VALIDATES  there where data is held against the event's schema before it leaves
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from json import loads
from typing import Any, overload

from meshkit.cause import cause
from meshkit.envelope import caused_meta, detail, detail_type
from meshkit.errors import InvalidData, NotDeclared, PublishFailed, VersionRequired
from meshkit.putting import Entry, put_all
from meshkit.typed import TypedEvent, data_of

_SAID = ("MESH_PUBLISHES", "MESH_SOURCE", "MESH_PRODUCER", "MESH_VALIDATES")
_VARIANT = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}
"""Two bits of a digit that are set, and two that stay random."""


@dataclass(frozen=True)
class NewEvent:
    """An event that is to be published; `version` may be left out where the service publishes one alone."""

    name: str
    data: dict[str, Any]
    version: int | None = None


@overload
def publish(event: TypedEvent, /) -> str: ...


@overload
def publish(name: str, data: dict[str, Any], *, version: int | None = None) -> str: ...


def publish(name: str | TypedEvent, data: Any = None, *, version: int | None = None) -> str:
    """Publishes the event, which is named or an instance of its class, and gives its event_id.

    Raises NotDeclared, VersionRequired, InvalidData, PublishFailed, and botocore's own errors when the whole call fails.
    """
    return _put_one(_entry(NewEvent(name, data, version) if isinstance(name, str) else name, _said(), _now()))


def publish_all(events: Iterable[NewEvent | TypedEvent]) -> list[str]:
    """Publishes the events in as few calls as there may be, and gives their event_ids in the same order.

    Nothing is published where one of them may not be: that raises NotDeclared, VersionRequired or InvalidData. What EventBridge
    does not take at once is tried again, alone and for some seconds. Raises PublishFailed for what it has not taken until then.
    """
    entries = entries_of(events)
    put_all(entries)
    return [entry.event_id for entry in entries]


def entries_of(events: Iterable[NewEvent | TypedEvent]) -> list[Entry]:
    """The events as they are put on their buses. Raises NotDeclared, VersionRequired and InvalidData."""
    said, now = _said(), _now()
    return [_entry(event, said, now) for event in events]


def put_event(bus: str, name: str, version: int, data: Mapping[str, Any]) -> str:
    """Puts an event of this service on a bus, and gives its event_id. Raises as `publish` does."""
    return _put_one(_entry_for(bus, name, version, data, _said(), _now()))


def _put_one(entry: Entry) -> str:
    try:
        put_all([entry])
    except PublishFailed as failed:
        if failed.__cause__ is not None:
            raise failed.__cause__ from None
        raise
    return entry.event_id


def _said() -> Mapping[str, str]:
    """What the environment says, read once for many events: each look at it takes a microsecond."""
    return {name: said for name in _SAID if (said := os.environ.get(name)) is not None}


def _entry(event: NewEvent | TypedEvent, said: Mapping[str, str], now: str) -> Entry:
    if not isinstance(event, NewEvent):
        event = NewEvent(event.event_name, data_of(event), event.event_version)
    bus, version = _declared(said.get("MESH_PUBLISHES", "{}"), event.name, event.version)
    entry = _entry_for(bus, event.name, version, event.data, said, now)
    if said.get("MESH_VALIDATES"):
        from meshkit.validating import refuse_invalid  # noqa: PLC0415  late: few functions validate

        refuse_invalid(entry.detail_type, entry.detail)
    return entry


@cache
def _declared(text: str, name: str, version: int | None) -> tuple[str, int]:
    """The bus and the version of an event by what the environment says, which is read once."""
    declared: Mapping[str, Any] = loads(text)
    number = declared_version(declared, name, version)
    return str(declared[detail_type(name, number)]["bus"]), number


def _entry_for(bus: str, name: str, version: int, data: object, said: Mapping[str, str], now: str) -> Entry:
    event_id, typed = _new_id(), detail_type(name, version)
    meta = caused_meta(cause(), event_id=event_id, time=now, producer=said["MESH_PRODUCER"], schema_version=version)
    try:
        return Entry(event_id, bus, said["MESH_SOURCE"], typed, detail(meta, data))
    except InvalidData as invalid:
        raise InvalidData(f"{typed}: {invalid}") from None


def declared_version(declared: Mapping[str, Any], name: str, version: int | None) -> int:
    """The version to publish: the one asked for, or the only one declared."""
    versions = [number for each, number in map(_name_and_version, declared) if each == name]
    if not versions or (version is not None and version not in versions):
        asked = name if version is None else detail_type(name, version)
        raise NotDeclared(f"this service does not publish {asked}; it publishes {_listed(declared)}")
    if version is None and len(versions) > 1:
        raise VersionRequired(f"say which version of {name} to publish: version= one of {sorted(versions)}")
    return versions[0 if version is None else versions.index(version)]


def _name_and_version(declared_type: str) -> tuple[str, int]:
    name, _, version = declared_type.rpartition(".v")
    return name, int(version)


def _listed(declared: Mapping[str, Any]) -> str:
    return ", ".join(sorted(declared)) or "nothing"


def _new_id() -> str:
    """A random UUID (RFC 9562, version 4), made without the module that knows them all: its import costs as much as json's."""
    digits = os.urandom(16).hex()
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{_VARIANT[digits[16]]}{digits[17:20]}-{digits[20:]}"


def _now() -> str:
    from datetime import UTC, datetime  # noqa: PLC0415  late: most functions only consume

    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
