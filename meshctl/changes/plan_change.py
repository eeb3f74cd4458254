"""What a change of a stage does: from what stands, what is to stand, the passes, and Terraform's first plan. Pure."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from meshctl.changes.compare import CauseDifferences, compare
from meshctl.changes.facts import SYSTEM, facts_of, granted_to
from meshctl.changes.losses import lost_with, lost_with_destroyed, missed_at_topics
from meshctl.changes.moved_accounts import left_accounts
from meshctl.changes.planned_change import PlannedChange
from meshctl.changes.planned_passes import planned_passes
from meshctl.changes.retired_parts import causes_of_retired, retired_by_cause
from meshctl.changes.rows import ACCOUNT, BEGAN, MAY_PUBLISH
from meshctl.changes.sentences import (
    SubscribedEvents,
    adapted_sentence,
    adopted_sentence,
    arriving_sentence,
    leaving_sentence,
    moving_sentence,
    sentence,
    unchanged_sentence,
    unrecorded_sentence,
)
from meshctl.changes.twice import delivered_twice, times_delivered_twice, times_sent_twice
from meshctl.passes.generations import Generation, Pass, PassesOfChange, StackKey, StandingStacks
from meshctl.plan.causes import Cause, cause_of
from meshctl.plan.changes import CAME, DIFFERS, WENT, Change, InputDifference, ResourceChange
from meshctl.retirement.outlook import RetiredOutlook

ORDER_OF_KINDS = (
    SYSTEM,
    "subscription",
    "schedule",
    "topic subscription",
    "topic",
    "stream",
    "workflow",
    "further bus",
    "function",
    "queue",
    "log",
    "archive",
    "hop",
    "bus",
)
"""In which order changes are told, by the kinds of their causes: those whom a change is for come first."""


@dataclass(frozen=True, slots=True)
class TerraformPlan:
    """What Terraform would do in the first pass of a change, by stack, and whose each stack is (`Stack.owner`)."""

    resources: Mapping[StackKey, Sequence[ResourceChange]]
    owners: Mapping[StackKey, str]

    @property
    def all(self) -> Iterator[ResourceChange]:
        """The resources of all stacks."""
        return (one for found in self.resources.values() for one in found)

    def by_cause(self, subscriptions: Container[str]) -> dict[Cause, list[ResourceChange]]:
        """The resources by whom they serve. Raises `MeshctlError` where nobody can say."""
        grouped: dict[Cause, list[ResourceChange]] = {}
        for stack, found in self.resources.items():
            for one in found:
                cause = cause_of({}, self.owners[stack], one.address)
                if cause.kind == "subscription":
                    cause = replace(cause, name=granted_to(cause.name, subscriptions))
                grouped.setdefault(cause, []).append(one)
        return grouped


def plan_change(
    stage: str,
    standing: StandingStacks,
    new: Generation,
    change: PassesOfChange,
    terraform: TerraformPlan,
    left: Sequence[StackKey] = (),
    outlooks: Sequence[RetiredOutlook] = (),
) -> PlannedChange:
    """All that people approve; `left` are the stacks that the catalogue has no more and that stay.

    `outlooks` are what is known of what is retired, before or by the change, whether it goes or stays.

    Raises `MeshctlError` for a resource in a state of which nobody can say what it was for.
    """
    stands = {**standing.done, **standing.begun}
    after = change.passes[-1].stacks if change.passes else stands
    unrecorded = _unrecorded(stands, new)
    wanted = SubscribedEvents.of(stands, new)
    resources = terraform.by_cause(wanted.events)
    begun = {name for account, name in new if (account, name) not in stands}
    owners = {key: one.owner for key, one in {**stands, **new}.items()}
    told = _Told(
        resources=resources,
        wanted=wanted,
        adapted=_adapted(standing, change.passes[0].stacks if change.passes else {}),
        going=causes_of_retired(standing.retired, stands),
        given_up=causes_of_retired([one.part for one in outlooks if one.given_up], stands),
        retired={one.cause for one in retired_by_cause(standing.retired, owners)},
        arriving={cause for cause, found in resources.items() if all(one.stack in begun for one in found)},
        unrecorded={subject[0] for subject in facts_of(unrecorded)},
        left={owners[key] for key in left if key in owners},
    )
    differing = compare(standing, new, after, change.retired)
    return PlannedChange(
        stage=stage,
        destroys=False,
        unrecorded=tuple(key for key in unrecorded if _stands(terraform.resources.get(key, ()))),
        changes=_ordered(told.changes(differing)),
        later=_ordered(told.later(differing)),
        passes=tuple(planned_passes(stands, change.passes, standing.begun)),
        twice=_twice(stands, new, change.passes),
        retired=retired_by_cause(change.retired, owners, outlooks, left_accounts(stands, new)),
        left=tuple(left),
        losses=(*missed_at_topics(change.may_miss, owners), *lost_with(told.not_retired())),
        in_doubt=tuple(standing.begun),
    )


def _twice(stands: Generation, new: Generation, passes: Sequence[Pass]) -> tuple[str, ...]:
    by_two_ways = times_delivered_twice(stands, new, passes)
    return (*delivered_twice(stands, new, passes), *times_sent_twice(passes), *by_two_ways)


def plan_destruction(stage: str, standing: StandingStacks, terraform: TerraformPlan) -> PlannedChange:
    """All that people approve before a stage is taken down.

    Raises `MeshctlError` for a resource in a state of which nobody can say what it was for.
    """
    wanted = SubscribedEvents.of({**standing.done, **standing.begun})
    changes = (
        Change(cause, sentence(cause, WENT, wanted), tuple(resources), (), WENT)
        for cause, resources in terraform.by_cause(wanted.events).items()
    )
    lost = lost_with_destroyed(terraform.all)
    in_doubt = tuple(standing.begun)
    return PlannedChange(stage, True, (), _ordered(changes), (), (), (), (), (), lost, in_doubt=in_doubt)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of causes beside their differences: resources, events, and which have no record.

    `adapted` are those whose parts differ in anything, if only in rights that are told of others. What is `going` was
    retired as a whole, and may be `given_up`; of what is `retired` something was. All of what is `arriving` is in
    stacks that begin in another account. Systems that the catalogue has no more are `left`.
    """

    resources: Mapping[Cause, Sequence[ResourceChange]]
    wanted: SubscribedEvents
    adapted: Collection[Cause]
    going: Collection[Cause]
    given_up: Collection[Cause]
    retired: Collection[Cause]
    arriving: Collection[Cause]
    unrecorded: Collection[Cause]
    left: Collection[str]

    def changes(self, differing: Sequence[CauseDifferences]) -> Iterator[Change]:
        """What happens: what differs, and what Terraform would do besides."""
        for one in differing:
            if one.now and (one.cause in self.resources or one.cause not in self.unrecorded):
                yield self._change(one)
        known = {one.cause for one in differing if one.now}
        for cause, resources in self.resources.items():
            if cause not in known:
                yield Change(cause, self._without_difference(cause, resources), tuple(resources))

    def later(self, differing: Sequence[CauseDifferences]) -> Iterator[Change]:
        """What waits until what is retired has gone; what is left as it is waits for nothing."""
        for one in differing:
            waiting = tuple(each for each in one.later if not self._stays(one.cause, each))
            if waiting:
                yield Change(one.cause, sentence(one.cause, one.turn, self.wanted), (), waiting, one.turn)

    def _stays(self, cause: Cause, difference: InputDifference) -> bool:
        rights = (MAY_PUBLISH.format(system) for system in self.left)
        return (
            cause.name.partition("/")[0] in self.left
            or difference.about in rights
            or difference.about.endswith(f": {BEGAN}")
        )

    def not_retired(self) -> Iterator[ResourceChange]:
        """The resources of which nobody has waited until they are empty."""
        return (one for cause, found in self.resources.items() if cause not in self.retired for one in found)

    def _change(self, one: CauseDifferences) -> Change:
        resources = tuple(self.resources.get(one.cause, ()))
        is_made = all(resource.action == "create" or resource.adopted for resource in resources)
        if one.turn == CAME and (one.cause in self.unrecorded or not is_made):
            said = unrecorded_sentence(one.cause, resources, self.wanted)
            return Change(one.cause, said, resources, *((one.now, CAME) if is_made else ()))
        moves = one.turn == DIFFERS and one.cause.kind == SYSTEM and any(each.about == ACCOUNT for each in one.now)
        said = moving_sentence(one.cause.name) if moves else sentence(one.cause, one.turn, self.wanted)
        return Change(one.cause, said, resources, one.now, one.turn)

    def _without_difference(self, cause: Cause, resources: Sequence[ResourceChange]) -> str:
        if cause in self.going:
            return leaving_sentence(cause, cause in self.given_up)
        if cause in self.unrecorded:
            return unrecorded_sentence(cause, resources, self.wanted)
        if any(one.adopted for one in resources):
            return adopted_sentence(cause)
        if cause in self.arriving:
            return arriving_sentence(cause)
        deleted_by_hand = any(one.drifted and one.action == "create" for one in resources)
        if cause in self.adapted and not deleted_by_hand:  # that a value drifted says little: AWS fills in a lot
            return adapted_sentence(cause)
        return unchanged_sentence(cause, resources)


def _adapted(standing: StandingStacks, after: Generation) -> frozenset[Cause]:
    """The functions and queues that the first pass gives something that they may not have yet, and the buses of which it lets
    rules write to other logs."""
    olds = (standing.done, {**standing.done, **standing.begun})
    parts = (
        Cause(kind, f"{stack.owner}/{key}")
        for stack in after.values()
        for section, kind in (("functions", "function"), ("queues", "queue"))
        for key, part in stack.inputs.get(section, {}).items()
        if any(old[stack.key].inputs.get(section, {}).get(key) != part for old in olds if stack.key in old)
    )
    buses = (
        Cause("bus", stack.owner)
        for stack in after.values()
        if any(old[stack.key].inputs.get("logs") != stack.inputs.get("logs") for old in olds if stack.key in old)
    )
    return frozenset(chain(parts, buses))


def _unrecorded(stands: Generation, new: Generation) -> Generation:
    """Stacks of which nothing says how they stand, under this account or another."""
    recorded = {name for _, name in stands}
    return {key: stack for key, stack in new.items() if key[1] not in recorded}


def _stands(resources: Iterable[ResourceChange]) -> bool:
    """Whether a stack that nobody has recorded has been applied all the same."""
    return any(one.action != "create" for one in resources)


def _ordered(changes: Iterable[Change]) -> tuple[Change, ...]:
    return tuple(sorted(changes, key=lambda change: (ORDER_OF_KINDS.index(change.cause.kind), change.cause.name)))
