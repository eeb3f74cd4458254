"""Further buses, and archives of what is on the buses of a system. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.topology.parts.grants import Grant


@dataclass(frozen=True, slots=True)
class BusPart:
    """A bus that a service has beside the local one; `senders` are the roles that deliver there."""

    name: str
    arn: str
    description: str
    senders: Mapping[str, Grant]


@dataclass(frozen=True, slots=True)
class BusArchive:
    """Every event of one bus, kept for so many days."""

    name: str
    bus_arn: str
    keep_days: int
