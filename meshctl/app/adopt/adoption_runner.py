"""Use case: planning stacks whose state may not know all that was made, so that it is taken in and not made twice.

AWS is asked only about stacks that are in doubt, and only about what Terraform would create there.
"""

from collections.abc import Mapping

from meshctl.adoption.own_resources import StackPlace, own_resources
from meshctl.adoption.planned_creates import planned_creates
from meshctl.plan.changes import ResourceChange
from meshctl.ports import ImportRunner, ResourceFinder, Tell
from meshctl.progress.steps import StackStep


class AdoptionRunner:
    """A `StackRunner` that adopts in the stacks that are `in_doubt`: by the name of their directory, where each stands.

    One that it has applied is in doubt no more.
    """

    def __init__(self, runner: ImportRunner, finder: ResourceFinder, in_doubt: Mapping[str, StackPlace]) -> None:
        self._runner = runner
        self._finder = finder
        self._in_doubt = dict(in_doubt)
        self.at_once = runner.at_once
        self.keep_state = runner.keep_state
        self.interrupt = runner.interrupt

    def plan(self, stack: str, *, destroy: bool, tell: Tell) -> tuple[ResourceChange, ...]:
        """As the runner plans. Raises what it raises, `AwsRefused`, and `MeshctlError` where something stands in the way."""
        planned = self._runner.plan(stack, destroy=destroy, tell=tell)
        ids = {} if destroy else self._unknown(stack, planned, tell)
        return self._runner.plan_importing(stack, ids, tell=tell) if ids else planned

    def apply(self, stack: str, *, tell: Tell) -> None:
        """As the runner applies."""
        self._runner.apply(stack, tell=tell)
        self._in_doubt.pop(stack, None)

    def take_in(self, stack: str, *, tell: Tell) -> None:
        """Writes into the state of a stack what exists of it, as its directory says. Raises as `plan`, and as the runner's `apply`."""
        ids = self._unknown(stack, self._runner.plan(stack, destroy=False, tell=tell), tell)
        self._runner.take_in(stack, ids, tell=tell)

    def _unknown(self, stack: str, planned: tuple[ResourceChange, ...], tell: Tell) -> Mapping[str, str]:
        """The import ids, by address, of what a plan would create although it exists and is the stack's own."""
        place = self._in_doubt.get(stack)
        if place is None or not any(one.action == "create" for one in planned):
            return {}
        creates = planned_creates(self._runner.shown(stack))
        tell(stack, StackStep(f"its state may not know all: looking whether {len(creates)} resources exist already"))
        return own_resources(creates, self._finder.existing_resources(creates, place), place)
