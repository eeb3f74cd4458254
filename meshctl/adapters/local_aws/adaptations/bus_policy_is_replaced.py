"""PutPermission with a policy replaces the bus's policy, and a bus keeps it as it was given.

moto adds to it, so that a right taken away would stay, and knows neither NotPrincipal nor NotAction.
"""

from typing import Any

from moto.events.models import EventBus, EventBusPolicyStatement


class _KeptStatement(EventBusPolicyStatement):  # type: ignore[misc]  # moto is not typed
    """A statement that is answered as it was put."""

    def __init__(self, written: dict[str, Any]) -> None:
        super().__init__(written["Sid"], written.get("Principal", {}), "", "")
        self._written = written

    def describe(self) -> dict[str, Any]:
        return dict(self._written)


def install() -> None:
    """Have a bus keep exactly the statements it was given last."""

    def add_policy(bus: Any, policy: dict[str, Any]) -> None:
        given = policy["Statement"]
        listed = [given] if isinstance(given, dict) else given
        named = [{"Sid": f"Statement{number}", **one} for number, one in enumerate(listed)]
        bus._statements = {one["Sid"]: _KeptStatement(one) for one in named}

    EventBus.add_policy = add_policy
