"""Use case: a change of some systems alone: what is to stand then, and what stands in its way. Pure."""

from collections.abc import Collection, Iterable, Iterator

from meshctl.changes.sentences import noun
from meshctl.errors import MeshctlError, NotFound
from meshctl.model.findings import did_you_mean
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.generations import Generation, StandingStacks
from meshctl.passes.half_changed_routes import HalfChangedRoute, PublisherPin, half_changed_routes
from meshctl.passes.left_systems import retired_keys, without_retired
from meshctl.passes.only_systems import (
    SHARED,
    changed_for_all,
    changed_systems,
    only_systems,
    shared_stack,
    systems_half_applied,
)
from meshctl.plan.causes import cause_of_key
from meshctl.plan.changed_systems import ChangedSystems
from meshctl.plan.stacks import Stack
from meshctl.records.stack_record import stack_inputs
from meshctl.topology.hub_policy import HubPolicy

MOST_NAMED = 5


def stacks_of_systems(systems: Collection[str], stacks: Iterable[Stack]) -> tuple[Stack, ...]:
    """Theirs, and those that all share."""
    return tuple(one for one in stacks if one.owner in systems or one.root in SHARED)


def systems_that_differ(before: Iterable[Stack], after: Iterable[Stack]) -> ChangedSystems:
    """What is another thing in the stacks `after` than it was before, where each function stands with a digest of its sources."""
    old, new = _as_generation(before), _as_generation(after)
    there, were = _systems_in(new), _systems_in(old)
    changed = changed_systems(old, new) & there
    return ChangedSystems(
        tuple(sorted(changed)), tuple(sorted(there - changed)), tuple(sorted(were - there)), changed_for_all(old, new)
    )


def _as_generation(stacks: Iterable[Stack]) -> Generation:
    return {stack.key: stack_inputs(stack.key, stack.inputs) for stack in stacks}


def _systems_in(generation: Generation) -> frozenset[str]:
    return frozenset(stack.owner for stack in generation.values() if stack.root not in SHARED)


def generation_of_systems(
    systems: Collection[str], mesh: Mesh, stage: Stage, standing: StandingStacks, new: Generation
) -> Generation:
    """What is to stand where these systems alone are applied; `new` is what the catalogue says of them.

    Raises `MeshctlError` where what all share was never applied or is elsewhere now, where an earlier change of other systems
    is not done, and where others would miss events.
    """
    _refuse_unknown(systems, mesh, stage, standing)
    _refuse_other_hub(stage, standing.done, new)
    _refuse_half_applied(systems, stage, standing)
    merged = only_systems(systems, standing.done, new, standing.retired)
    _refuse_full_hub(stage, merged)
    wanted = {key: without_retired(stack, retired_keys(standing.retired)) for key, stack in standing.done.items()}
    found = half_changed_routes(systems, wanted, merged, frozenset(_published(mesh, stage, systems)))
    if found:
        raise _half_changed(systems, stage, found)
    return merged


def _refuse_unknown(systems: Collection[str], mesh: Mesh, stage: Stage, standing: StandingStacks) -> None:
    """A system that has left the catalogue can still be named, as long as something of it stands; what all share is none."""
    stand = _systems_in(standing.done) | _systems_in(standing.begun)
    known = {system.name for system in mesh.systems}
    for system in systems:
        if system not in known | stand:
            message = f'there is no system "{system}" in the stage "{stage.name}"'
            raise NotFound(system, message, _way_out(system, known))


def _way_out(name: str, systems: Collection[str]) -> str:
    if not name:
        return "name one after --only; is a variable empty that has it? Without --only all systems change"
    system, slash, _ = name.partition("/")
    return (
        f"--only takes whole systems: --only {system}" if slash and system in systems else did_you_mean(name, systems)
    )


def _refuse_other_hub(stage: Stage, done: Generation, new: Generation) -> None:
    again = f"run `meshctl apply --stage {stage.name}` once, for all systems"
    for root in SHARED:
        recorded, wanted = shared_stack(done, root), shared_stack(new, root)
        if recorded is None:
            message = f'what all systems of the stage "{stage.name}" share was never applied, or nobody recorded it'
            raise MeshctlError(message, again)
        if wanted and wanted.key != recorded.key:
            message = f'the hub of the stage "{stage.name}" stands in the account {recorded.account}, and mesh.yaml says another'
            raise MeshctlError(message, again)


def _refuse_half_applied(systems: Collection[str], stage: Stage, standing: StandingStacks) -> None:
    others = sorted(systems_half_applied(standing).difference(systems))
    if others:
        message = f"an apply that changes {', '.join(others)} as well was begun and is not done"
        raise MeshctlError(message, f"finish it: meshctl apply --stage {stage.name}{_only({*systems, *others})}")


def _refuse_full_hub(stage: Stage, merged: Generation) -> None:
    """The organisation that the hub stands with is the one that was applied, whatever mesh.yaml says now."""
    hub = shared_stack(merged, "hub")
    if hub and not HubPolicy.of_inputs(hub.inputs["bus"]).fits:
        message = f'the policy of the hub has no room for one more account in the stage "{stage.name}"'
        hint = (
            f"name the `organization` in mesh.yaml, and run `meshctl apply --stage {stage.name}` once, for all systems"
        )
        raise MeshctlError(message, hint)


def _published(mesh: Mesh, stage: Stage, systems: Collection[str]) -> Iterator[PublisherPin]:
    accounts = {one.alias: one.number for one in stage.accounts}
    for event in mesh.events:
        if event.system in systems and not event.private:
            yield PublisherPin(accounts[event.system], event.source, event.detail_type)


def _half_changed(systems: Collection[str], stage: Stage, found: Collection[HalfChangedRoute]) -> MeshctlError:
    named = "; ".join(
        f"{noun(cause_of_key('subscription', one.route))}, until {one.system} is applied as well"
        for one in [*found][:MOST_NAMED]
    )
    more = f"; and {len(found) - MOST_NAMED} more" if len(found) > MOST_NAMED else ""
    others = {one.system for one in found}
    hint = f"apply them together: meshctl apply --stage {stage.name}{_only({*systems, *others})}"
    return MeshctlError(f"these would miss events that they receive now: {named}{more}", hint)


def _only(systems: Collection[str]) -> str:
    return "".join(f" --only {system}" for system in sorted(systems))
