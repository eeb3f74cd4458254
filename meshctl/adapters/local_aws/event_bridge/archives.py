"""Archives keep the latest events of a bus. Their managed rules deliver nothing; archives are not replayed yet."""

from typing import Any

from meshctl.adapters.local_aws.event_bridge.events import BusEvent

KEPT_EVENTS = 10_000  # an archive lives in memory


def is_archive(rule: Any) -> bool:
    """Tell whether moto made this rule for an archive."""
    return rule.managed_by is not None and rule.name.startswith("Events-Archive-")


def capture(archives: dict[str, Any], rule: Any, event: BusEvent) -> None:
    """Put an event into the archive that a managed rule belongs to."""
    archive = archives.get(rule.name.removeprefix("Events-Archive-"))
    if archive is not None:
        archive.events.append(dict(event.envelope))
        del archive.events[:-KEPT_EVENTS]
