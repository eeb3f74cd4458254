"""Archives keep the latest events of a bus, for replays. The rules that AWS manages for them deliver nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.core.utils import unix_time

from meshctl.adapters.local_aws.event_bridge.events import BusEvent

KEPT_EVENTS = 10_000  # an archive lives in memory


@dataclass(frozen=True)
class ArchivedEvent:
    """An event as it arrived, and when; in seconds since the epoch."""

    at: float
    event: BusEvent


def is_archive(rule: Any) -> bool:
    """Tell whether moto made this rule for an archive."""
    return rule.managed_by is not None and rule.name.startswith("Events-Archive-")


def capture(archives: dict[str, Any], rule: Any, event: BusEvent) -> None:
    """Put an event into the archive that a managed rule belongs to."""
    archive = archives.get(rule.name.removeprefix("Events-Archive-"))
    if archive is not None:
        archive.events.append(ArchivedEvent(unix_time(), event))
        del archive.events[:-KEPT_EVENTS]


def archived_between(archive: Any, start: float, end: float) -> Iterator[BusEvent]:
    """Give the events that arrived from one time to another, in seconds since the epoch."""
    yield from (one.event for one in list(archive.events) if start <= one.at <= end)
