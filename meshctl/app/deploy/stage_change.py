"""Use case: what brings a stage from what stands to what the catalogue says: passes, each with the stacks that
Terraform runs."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from json import dumps, loads
from typing import Any

from meshctl.app.deploy.retired_parts import Look
from meshctl.app.deploy.some_systems import generation_of_systems
from meshctl.app.deploy.standing import StandingStage, catalogue_keys
from meshctl.app.deploy.taken_down import taken_down
from meshctl.errors import MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes import passes_of_change
from meshctl.passes.generations import (
    ADD,
    KINDS,
    REMOVE,
    Generation,
    Pass,
    PassesOfChange,
    StackInputs,
    StackKey,
    StandingStacks,
)
from meshctl.passes.in_doubt import one_generation
from meshctl.passes.left_systems import retired_keys, with_left_systems
from meshctl.passes.only_systems import passes_of_systems
from meshctl.plan.limits_of_stacks import exceeded_limits
from meshctl.plan.stacks import WAVES, Stack
from meshctl.records.stack_record import owner_of, stack_inputs
from meshctl.retirement.outlook import RetiredOutlook
from meshctl.retirement.protection import refuse_protected_losses


@dataclass(frozen=True, slots=True)
class StagePass:
    """One pass of a change as it is run.

    `stacks` are those of the catalogue and those that change; Terraform plans those of them that are `planned`, applies those
    of these where it finds something to do, and takes down `leaves`. `before` is what stands then, and `after` what stands when
    it is done.
    """

    name: str
    stacks: tuple[Stack, ...]
    planned: tuple[Stack, ...]
    leaves: tuple[Stack, ...]
    before: Generation
    after: Generation
    backwards: bool
    settle_seconds: int


@dataclass(frozen=True, slots=True)
class WantedStage:
    """What a change is asked for: the stage as its catalogue says, whether what that has no more may go, and `only`
    which systems.

    `code` is the digest of what Terraform would run, by root. Of a stack that was made by the same, and stands as it did then,
    Terraform is not asked; without it, of all.
    """

    mesh: Mesh
    stage: Stage
    catalogue: Mapping[StackKey, Stack]
    allow_deletes: bool = False
    only: Collection[str] = ()
    code: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StageChange:
    """All passes of a change, of which there is at least one: the first one also mends what was changed by hand.

    `new` is what the catalogue says, and `change` what was worked out of it and of what is `standing`. `left` are
    stacks that the catalogue has no more and that stay until they are allowed to go. From `planned_at` the days of what
    is retired are counted. `outlooks` is what is known of all that is retired, before or by it; of that, it takes away
    what is `going`.
    """

    passes: tuple[StagePass, ...]
    standing: StandingStage
    new: Generation
    change: PassesOfChange
    left: tuple[StackKey, ...]
    planned_at: datetime
    wanted: WantedStage
    outlooks: tuple[RetiredOutlook, ...] = ()

    @property
    def not_compared(self) -> tuple[StackKey, ...]:
        """The stacks of the catalogue that Terraform is not asked about, since they stand as they were applied last."""
        planned = {stack.key for stack in self.passes[0].planned}
        return tuple(key for key in self.wanted.catalogue if key not in planned)

    @property
    def names(self) -> frozenset[str]:
        """The names of all retired parts that it may take away: of the systems that it changes."""
        only = self.wanted.only
        return frozenset(one.name for one in self.outlooks if not only or one.name.partition("/")[0] in only)

    @property
    def going(self) -> tuple[RetiredOutlook, ...]:
        """What of the retired it takes away."""
        stays = retired_keys(self.change.retired)
        return tuple(one for one in self.outlooks if not retired_keys((one.part,)) <= stays)


def stage_change(wanted: WantedStage, standing: StandingStage, now: datetime, look: Look) -> StageChange:
    """The change from what stands to what is wanted. Of what is retired, before or by it, `look` says what may go.

    Raises `MeshctlError` where it cannot be, where something protected would go, where `look` does, and where more would stand
    together for a while than AWS ever gives.
    """
    stage, catalogue, only = wanted.stage, wanted.catalogue, wanted.only
    new: Generation = {key: _wanted(stack, _target_ids(standing, key)) for key, stack in catalogue.items()}
    if only:
        new = generation_of_systems(only, wanted.mesh, stage, standing.stacks, new)
    elif not wanted.allow_deletes:  # what stays is nothing that would be told to go later
        new = with_left_systems(one_generation(standing.stacks, new), new, standing.stacks.retired)
    refuse_protected_losses({**standing.stacks.done, **standing.stacks.begun}, new)
    change, outlooks = _looked_at(wanted, standing.stacks, new, now, look)
    stays = catalogue.keys() | {key for key in standing.keys if only and owner_of(key[1]) not in only}
    passes = [*change.passes] or [Pass(ADD.name, {**standing.stacks.done, **standing.stacks.begun})]
    if wanted.allow_deletes and (forgotten := sorted(standing.unrecorded.keys() - stays)):
        passes = _with_leaves(passes, tuple(forgotten))
    runs = tuple(stage_passes(wanted, passes, standing))
    if not stage.is_local:  # the embedded AWS has no limits
        _refuse_exceeded_limits(stage, runs)
    leaving = {key for one in passes for key in one.leaves}
    left = () if wanted.allow_deletes else _left(standing, stays, leaving)
    return StageChange(runs, standing, new, change, left, now, wanted, outlooks)


def passes_to(
    wanted: WantedStage, standing: StandingStacks, new: Generation, now: datetime, known: Collection[RetiredOutlook]
) -> PassesOfChange:
    """The passes of all systems, or of those that are wanted only; what is `known` of retired parts says which may go."""
    if standing == StandingStacks(new, {}):
        return PassesOfChange((), ())  # so it is for whoever works it out; most plans find nothing to do
    may_go = [one.part for one in known if one.may_go]
    given_up = [one.part for one in known if one.given_up]
    if wanted.only:
        return passes_of_systems(wanted.only, standing, new, now, may_go, wanted.allow_deletes, given_up)
    return passes_of_change(standing, new, now, may_go, wanted.allow_deletes, given_up)


def _looked_at(
    wanted: WantedStage, standing: StandingStacks, new: Generation, now: datetime, look: Look
) -> tuple[PassesOfChange, tuple[RetiredOutlook, ...]]:
    """The change, and what is known of all that would stand retired after it if nothing went."""
    keeping = passes_to(wanted, standing, new, now, ())
    after = keeping.passes[-1].stacks if keeping.passes else {}
    outlooks = look(keeping.retired, {**standing.done, **standing.begun, **after})
    some_go = any(one.may_go for one in outlooks)
    return (passes_to(wanted, standing, new, now, outlooks) if some_go else keeping), outlooks


def _left(standing: StandingStage, stays: Collection[StackKey], leaving: Collection[StackKey]) -> tuple[StackKey, ...]:
    """What nobody has asked for, until somebody allows that it goes. What a system has in an account that it left is retired
    and goes in time, unless it has no record."""
    names = {name for _, name in stays}
    found = {key for key in standing.keys if key in standing.unrecorded or key[1] not in names}
    return tuple(sorted(key for key in found - {*stays, *leaving} if not _is_retired(standing, key)))


def _is_retired(standing: StandingStage, stack: StackKey) -> bool:
    """Whether somebody has allowed already that all parts of a stack go, each in its time."""
    inputs = _standing_inputs(standing, stack)
    parts = {(kind, key) for section, kind in KINDS.items() for key in inputs.get(section, {})}
    return bool(parts) and parts <= {(one.kind, one.name) for one in standing.stacks.retired if one.stack == stack}


def _standing_inputs(standing: StandingStage, stack: StackKey) -> Mapping[str, Any]:
    found = {**standing.stacks.done, **standing.stacks.begun}.get(stack)
    return found.inputs if found else {}


def stage_removal(mesh: Mesh, stage: Stage, standing: StandingStage, now: datetime) -> StageChange:
    """The change to nothing: everything of which a record or a state knows goes, whatever the catalogue says. So does a state of
    nothing, which a run has left that was killed.

    Raises `MeshctlError` where something of it is protected.
    """
    refuse_protected_losses({**standing.stacks.done, **standing.stacks.begun}, {})
    catalogue, known = catalogue_keys(mesh, stage), sorted({*standing.keys, *standing.etags, *standing.states})
    leaves = tuple(taken_down(mesh, stage, key, directory_of(key, catalogue)) for key in known)
    only = StagePass(REMOVE, (), (), leaves, {}, {}, backwards=True, settle_seconds=0)
    return StageChange(
        (only,), standing, {}, PassesOfChange((), ()), (), now, WantedStage(mesh, stage, {}, allow_deletes=True)
    )


def _refuse_exceeded_limits(stage: Stage, passes: Collection[StagePass]) -> None:
    found = [words for one in passes for words in exceeded_limits([stack.inputs for stack in one.after.values()])]
    if found:
        message = f"while {stage.name} changes, {found[0]} that AWS takes, for the old and the new stand together"
        raise MeshctlError(message, "change less at once: apply a part of what is new, then the rest")


def directory_of(stack: StackKey, catalogue: Collection[StackKey]) -> str:
    """The name of a stack's directory: with its account, where the catalogue has no such stack in that account."""
    account, name = stack
    return name if stack in catalogue else f"{name}@{account}"


def _wanted(stack: Stack, target_ids: Mapping[str, str]) -> StackInputs:
    """What is to stand, in the form that a record gives back; targets that stand keep their ids, or they would be replaced."""
    inputs: dict[str, Any] = loads(dumps(stack.inputs))
    for key, route in inputs.get("routes", {}).items():
        route["target"]["id"] = target_ids.get(key, route["target"]["id"])
    return stack_inputs(stack.key, inputs)


def _target_ids(standing: StandingStage, stack: StackKey) -> Mapping[str, str]:
    """The ids of the targets that a stack has, by the keys of its routes: an id is only a name."""
    if stack in standing.unrecorded:
        return standing.unrecorded[stack].target_ids
    return {key: route["target"]["id"] for key, route in _standing_inputs(standing, stack).get("routes", {}).items()}


def _with_leaves(passes: list[Pass], leaves: tuple[StackKey, ...]) -> list[Pass]:
    """What stands without a record is in no generation: it goes last, with what else goes."""
    last = passes[-1]
    if last.name == REMOVE:
        return [*passes[:-1], replace(last, leaves=(*last.leaves, *leaves))]
    return [*passes, Pass(REMOVE, last.stacks, leaves, backwards=True)]


def stage_passes(wanted: WantedStage, passes: Iterable[Pass], standing: StandingStage) -> Iterator[StagePass]:
    """The passes with the stacks that Terraform runs in each.

    The first one plans every stack of the catalogue of which it is not known that there is nothing to do.
    """
    before: Generation = standing.stacks.done
    unsure: Collection[StackKey] = {*standing.stacks.begun, *_to_compare(wanted, standing)}
    for one in passes:
        yield stage_pass(wanted, one, before, unsure)
        before, unsure = one.stacks, ()


def _to_compare(wanted: WantedStage, standing: StandingStage) -> Iterator[StackKey]:
    for key, stack in wanted.catalogue.items():
        code = wanted.code.get(stack.root)
        if code is None or not standing.is_made_by(key, code):
            yield key


def stage_pass(wanted: WantedStage, one: Pass, before: Generation, unsure: Collection[StackKey]) -> StagePass:
    """A pass with its stacks; Terraform plans those that are `unsure` even if their inputs are those `before` it."""
    changed = [stack for key, stack in one.stacks.items() if key in unsure or stack != before.get(key)]
    catalogue = wanted.catalogue
    return StagePass(
        one.name,
        tuple(
            _stack(stack, catalogue) if stack in changed else replace(_stack(stack, catalogue), packages={})
            for key, stack in one.stacks.items()
            if key in catalogue or stack in changed
        ),
        tuple(_stack(stack, catalogue) for stack in changed),
        tuple(_taken_down(wanted, key) for key in one.leaves),
        before,
        one.stacks,
        one.backwards,
        one.settle_seconds,
    )


def _taken_down(wanted: WantedStage, stack: StackKey) -> Stack:
    return taken_down(wanted.mesh, wanted.stage, stack, directory_of(stack, wanted.catalogue))


def _stack(one: StackInputs, catalogue: Mapping[StackKey, Stack]) -> Stack:
    known = catalogue.get(one.key)
    if known:
        return replace(known, inputs=one.inputs)
    directory = directory_of(one.key, catalogue)
    return Stack(directory, one.root, one.owner, one.account, WAVES[one.root], one.inputs, {}, {})
