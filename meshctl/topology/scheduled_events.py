"""What a schedule puts on the local bus when it is due: an event in the mesh's form, under a source that nobody else has. Pure.

A service's own source has two steps, and its functions may publish under that alone.
"""

from __future__ import annotations

from json import dumps
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from meshctl.model.sources import Schedule

DETAIL_TYPE = "Scheduled.v1"
"""That of all of them, in the form of the mesh's events, so that `meshkit` reads it as one."""
_DUE = "<aws.scheduler.scheduled-time>"
"""In its place Scheduler says the time that has come, in UTC (user guide, "Adding context attributes"); so it is in every attempt."""
_DOTS = 2
"""In the source of a schedule; a service's has one."""
_DATA = ("due", "schedule")
DATA_FIELDS = frozenset(_DATA)
"""The fields of the event's data."""


def source_of(system: str, service: str, schedule: Schedule) -> str:
    """`payments.ledger.nightly`."""
    return f"{system}.{service}.{schedule.name}"


def schedule_behind(source: str, detail_type: str) -> str | None:
    """The schedule, `payments/ledger/nightly`, that sends an event of this source and type; None where it is none that does."""
    is_scheduled = detail_type == DETAIL_TYPE and source.count(".") == _DOTS
    return source.replace(".", "/") if is_scheduled else None


def detail_of(system: str, service: str, schedule: Schedule) -> str:
    """The detail as JSON text. Its event id is the same however often Scheduler puts the event on the bus."""
    name = f"{system}/{service}/{schedule.name}"
    event_id = f"{name}@{_DUE}"
    meta = {
        "event_id": event_id,
        "correlation_id": event_id,
        "causation_id": None,
        "time": _DUE,
        "producer": f"{system}/{service}",
        "schema_version": 1,
    }
    return dumps({"meta": meta, "data": dict(zip(_DATA, (_DUE, name), strict=True))}, separators=(",", ":"))
