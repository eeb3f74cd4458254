"""The effects that use cases ask for. Protocols only; adapters implement them, tests hand in the real ones or fakes."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from meshctl.plan.changes import ResourceChange

Tell = Callable[[str, str], None]
"""Talk for the operator while work goes on: about what (a stack), and one line."""


class StackRunner(Protocol):
    """Terraform for the stacks of one bundle; every call may come from any thread."""

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        """What would change; remembered for `apply`. Raises `TerraformFailed`."""

    def apply(self, stack: str, *, tell: Tell) -> None:
        """Does what `plan` said. Raises `TerraformFailed`."""

    def interrupt(self) -> None:
        """Lets what is in flight finish and starts nothing more."""


class EventSender(Protocol):
    """PutEvents in the name of an account of the stage."""

    def put_event(self, account: str, entry: Mapping[str, Any]) -> str:
        """The id that EventBridge gave the event. Raises `AwsRefused`."""
