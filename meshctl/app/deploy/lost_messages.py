"""Use case: stacks that go as a whole may hold messages: these are counted, waited for, or given up by name.

Removes nothing.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from meshctl.app.deploy.stage_change import StageChange
from meshctl.app.deploy.standing import StandingStage
from meshctl.passes.generations import StackKey
from meshctl.ports import MessageCounter
from meshctl.records.stack_record import owner_of
from meshctl.retirement.given_up import refuse_losses, refuse_unknown
from meshctl.retirement.queues import NamedQueues, QueueAddress, queues_of_stack


@dataclass(frozen=True, slots=True)
class LeavingQueues:
    """The queues of stacks that go as a whole, by what people call the parts that have them.

    `way_out` says what to do about messages that nobody has given up.
    """

    by_name: NamedQueues
    way_out: str

    @property
    def queues(self) -> tuple[QueueAddress, ...]:
        """All of them."""
        return tuple(queue for queues in self.by_name.values() for queue in queues)

    def held(self, counter: MessageCounter) -> Mapping[str, int]:
        """How many messages each part holds now, where it holds some. Raises `AwsRefused`."""
        counts = counter.count_messages(self.queues)
        held = {
            name: sum(one.all for queue in queues if (one := counts[queue])) for name, queues in self.by_name.items()
        }
        return {name: count for name, count in held.items() if count}

    def refuse_losses(self, counter: MessageCounter, given_up: Collection[str]) -> Mapping[str, int]:
        """What they hold, all of it given up. Raises `MeshctlError` where it is not, and `AwsRefused`."""
        held = self.held(counter) if self.by_name else {}
        refuse_losses(held, given_up, self.way_out)
        return held


def unrecorded_queues(change: StageChange) -> LeavingQueues:
    """Those of stacks that a change takes away and that have no record, so that they are not retired first."""
    leaves = {leaf.key for one in change.passes for leaf in one.leaves}
    way_out = "`--allow-loss NAME` gives up what is in them"
    return leaving_queues(change.standing, sorted(leaves & change.standing.unrecorded.keys()), way_out)


def all_queues(standing: StandingStage, stage: str) -> LeavingQueues:
    """Those of all that stands of a stage."""
    command = f"meshctl destroy --stage {stage}"
    way_out = (
        f"wait until they are read: {command} --drain; or give all of them up: {command} --allow-loss {stage}; "
        "or those of one: --allow-loss NAME"
    )
    return leaving_queues(standing, sorted(standing.keys), way_out)


def names_given_up(names: Collection[str], stage: str, leaving: LeavingQueues) -> frozenset[str]:
    """The names that `--allow-loss` may say for what is destroyed; the stage's own is all of it, unless a system is called so.

    Raises `NotFound` for a name of nothing that is there.
    """
    systems = {name.partition("/")[0] for name in leaving.by_name}
    given_up = {*names} - {stage} | systems if stage in names and stage not in systems else {*names}
    refuse_unknown(given_up, leaving.by_name)
    return frozenset(given_up)


def leaving_queues(standing: StandingStage, stacks: Iterable[StackKey], way_out: str) -> LeavingQueues:
    """Those of stacks, recorded or not; of what is not recorded nobody knows more than the system that it belongs to."""
    found: dict[str, tuple[QueueAddress, ...]] = {}
    for stack in stacks:
        for name, queues in _queues(standing, stack).items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *queues)))
    return LeavingQueues(found, way_out)


def _queues(standing: StandingStage, stack: StackKey) -> NamedQueues:
    if stack in standing.unrecorded:
        arns = (arn.split(":") for arn in standing.unrecorded[stack].queues)
        return {owner_of(stack[1]) or stack[1]: tuple(QueueAddress(arn[4], arn[5]) for arn in arns)}
    found: dict[str, tuple[QueueAddress, ...]] = {}
    for generation in (standing.stacks.done, standing.stacks.begun):
        for name, queues in queues_of_stack(generation[stack]).items() if stack in generation else ():
            found[name] = (*found.get(name, ()), *queues)
    return found
