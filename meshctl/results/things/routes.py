"""What is told of a route. Values only."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class RouteSummary:
    """The rule of a subscription, where it leads, and the role it needs to get there: none (empty) within an account.

    `name` is the subscription's, `target` what the ARN names last, `account` that of the target. `per_million`
    is what a million events of up to 64 KB cost on it; over a hop, that has a route and a price of its own.
    """

    sort: ClassVar[str] = "route"
    name: str
    rule: str
    bus: str
    target: str
    account: str
    role: str
    per_million: str
