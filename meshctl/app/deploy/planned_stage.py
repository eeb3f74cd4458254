"""Use case: a change of a stage as people approve it, from what was worked out and what Terraform says of its first
pass. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from meshctl.app.deploy.plan_and_apply import Plans
from meshctl.app.deploy.stage_change import StageChange
from meshctl.changes.plan_change import TerraformPlan, plan_change, plan_destruction
from meshctl.changes.planned_change import PlannedChange
from meshctl.passes.generations import Pass, StackKey
from meshctl.plan.limits_of_stacks import quotas_to_raise
from meshctl.retirement.given_up import listed, messages_in_words
from meshctl.retirement.outlook import losses_given_up


def planned_stage(stage: str, change: StageChange, plans: Plans, only: tuple[str, ...] = ()) -> PlannedChange:
    """All that comes of bringing a stage, or `only` some systems of it, to what the catalogue says.

    Raises `MeshctlError` for a resource of no known module.
    """
    passes = tuple(
        Pass(one.name, one.after, tuple(leaf.key for leaf in one.leaves), one.backwards, one.settle_seconds)
        for one in change.passes
    )
    whole = replace(change.change, passes=passes)
    terraform = _terraform(change, plans)
    found = plan_change(stage, change.standing.stacks, change.new, whole, terraform, change.left, change.outlooks)
    losses = (*losses_given_up(change.going), *found.losses)
    return replace(found, only=only, losses=losses, to_raise=to_raise(change), not_compared=change.not_compared)


def to_raise(change: StageChange) -> tuple[str, ...]:
    """The quotas of AWS that are not enough while the change is going on; the embedded AWS has none."""
    if change.wanted.stage.is_local:
        return ()
    needs = (quotas_to_raise([stack.inputs for stack in one.after.values()]) for one in change.passes)
    return tuple(dict.fromkeys(words for one in needs for words in one))


def planned_removal(stage: str, change: StageChange, plans: Plans, held: Mapping[str, int]) -> PlannedChange:
    """All that comes of taking a stage down, with the messages that it holds.

    Raises `MeshctlError` for a resource of no known module.
    """
    found = plan_destruction(stage, change.standing.stacks, _terraform(change, plans))
    lost = (f"{messages_in_words(sum(held.values()))}, given up: {listed(held)}",) if held else ()
    return replace(found, losses=(*lost, *found.losses))


def _terraform(change: StageChange, plans: Plans) -> TerraformPlan:
    first = change.passes[0]
    stacks = (*first.planned, *first.leaves)
    owners: Mapping[StackKey, str] = {stack.key: stack.owner for stack in stacks}
    return TerraformPlan({stack.key: plans[stack.name] for stack in stacks}, owners)
