"""PutPermission with a policy replaces the bus's policy; moto adds to it, so that a right taken away would stay."""

from typing import Any

from moto.events.models import EventBus, EventBusPolicyStatement


def install() -> None:
    """Have a bus keep exactly the statements it was given last."""

    def add_policy(bus: Any, policy: dict[str, Any]) -> None:
        given = policy["Statement"]
        listed = [given] if isinstance(given, dict) else given
        named = [{"Sid": f"Statement{number}", **one} for number, one in enumerate(listed)]
        bus._statements = {one["Sid"]: EventBusPolicyStatement.from_dict(one) for one in named}

    EventBus.add_policy = add_policy
