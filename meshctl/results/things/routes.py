"""What is told of a route. Values only."""

from typing import NamedTuple


class RouteSummary(NamedTuple):
    """The rule of a subscription, where it leads, and the role it needs to get there: none (empty) within an account.

    `name` is the subscription's, `target` what the ARN names last, `account` that of the target. `per_million`
    is what a million events of up to 64 KB cost on it; over a hop, that has a route and a price of its own.
    """

    name: str
    rule: str
    bus: str
    target: str
    account: str
    role: str
    per_million: str

    @property
    def sort(self) -> str:
        """What it is."""
        return "route"
