"""Log groups that events are written to. Plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from meshctl.topology.parts.grants import Grant


@dataclass(frozen=True, slots=True)
class LogPart:
    """A log group. Who writes to it stands in the one policy of its system's log groups."""

    name: str
    arn: str
    keep_days: int
    senders: Mapping[str, Grant]
