"""Use case: find what of a stage was added, changed or deleted by hand since it was applied last. Changes nothing.

Terraform compares each stack with what it was applied with, whatever the catalogue says by now; what Terraform cannot see, AWS
is asked for. Where an apply is at work, was stopped or begins meanwhile, nobody knows what is whose: that account is told as not
looked at.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from meshctl.app.deploy.plan_and_apply import plan_where_possible
from meshctl.app.deploy.stage_change import StagePass, directory_of
from meshctl.app.deploy.standing import StandingStage, catalogue_keys
from meshctl.app.drift.meanwhile import accounts_at_work
from meshctl.drift.changed_by_hand import ChangedResource, changed_by_hand
from meshctl.drift.changed_code import changed_code, with_changed_code
from meshctl.drift.seen_resources import SeenAccount, UnseenResources
from meshctl.drift.stage_drift import (
    StackResources,
    StageDrift,
    account_drift,
    changed_besides,
    own_of_account,
)
from meshctl.errors import ChangedMeanwhile, Interrupted, MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.generations import StackKey
from meshctl.plan.stacks import WAVES, Stack
from meshctl.ports import ResourceLister, StackPlanner, StageBucket, Tell
from meshctl.records.stack_record import root_of
from meshctl.records.stage_keys import state_key
from meshctl.records.state_resources import MOST_BYTES, state_resources
from meshctl.topology.names import start_of_names

ACCOUNTS_AT_ONCE, STATES_AT_ONCE = 8, 16


@dataclass(frozen=True, slots=True)
class DriftSearch:
    """What looking for drift acts upon; `write` puts the stacks of a pass where Terraform finds them, and `code` is what it
    would run, as a digest by root."""

    bucket: StageBucket
    lister: ResourceLister
    planner: StackPlanner
    write: Callable[[StagePass], None]
    code: Mapping[str, str]
    tell: Tell


def find_drift(mesh: Mesh, stage: Stage, standing: StandingStage, work: DriftSearch, stop: Event) -> StageDrift:
    """All of it. Raises `MeshctlError` where nothing stands or a state cannot be read, and `Interrupted`."""
    if not (standing.states or standing.may_exist):
        hint = f"apply it first: meshctl apply --stage {stage.name}; is its bucket the right one?"
        raise MeshctlError(f"nothing of {stage.name} was applied, so there is nothing that could differ", hint)
    doubtful = {account for account, _ in standing.may_exist}
    by_account = _resources(mesh, stage, standing, work.bucket, doubtful)
    told = _look(by_account, work, stop)
    begin = start_of_names(mesh.name, stage.name)
    drift = {account: account_drift(by_account[account], one, begin) for account, one in told.items()}
    changed, uncompared = _compare(mesh, stage, standing, work, stop)
    unseen = (*_in_doubt(stage, standing), *(each for one in told.values() for each in one.unseen), *uncompared)
    found = StageDrift(
        stage.name,
        {one.number: one.alias for one in stage.accounts},
        tuple(each for one in drift.values() for each in one.added),
        tuple(with_changed_code(changed_besides(changed, drift), _changed_code(by_account, told, stage))),
        tuple(sorted(unseen, key=lambda one: one.account)),
    )
    return found.without_accounts(accounts_at_work(mesh, stage, standing, work.bucket) - doubtful)


def _in_doubt(stage: Stage, standing: StandingStage) -> Iterator[UnseenResources]:
    for account, name in sorted(standing.may_exist):
        why = f"an apply of {name} was begun and is not done, or has left another state than there is"
        hint = f"wait for it, or end it if it was stopped: meshctl apply --stage {stage.name}"
        yield UnseenResources(account, "the whole account", why, hint)


def _resources(
    mesh: Mesh, stage: Stage, standing: StandingStage, bucket: StageBucket, doubtful: set[str]
) -> Mapping[str, list[StackResources]]:
    """What is in the states, by account."""
    keys = {
        stack: standing.elsewhere.get(stack) or state_key(mesh.name, stage.name, stack)
        for stack in sorted(standing.states)
        if stack[0] not in doubtful
    }
    with ThreadPoolExecutor(max_workers=STATES_AT_ONCE) as pool:
        contents = zip(keys, pool.map(lambda key: _content(bucket, key), keys.values()), strict=True)
    found: dict[str, list[StackResources]] = defaultdict(list)
    for stack, content in contents:
        found[stack[0]].append((stack, state_resources(content, keys[stack])))
    return found


def _content(bucket: StageBucket, key: str) -> bytes:
    found = bucket.read(key, MOST_BYTES)
    if found is None:
        raise ChangedMeanwhile(key)
    return found[0]


def _look(by_account: Mapping[str, list[StackResources]], work: DriftSearch, stop: Event) -> Mapping[str, SeenAccount]:
    """What AWS tells of each account, several at once. Raises `Interrupted`."""

    def seen(account: str) -> SeenAccount:
        own = own_of_account(by_account[account])
        if stop.is_set():
            raise Interrupted
        work.tell("meshctl", f"looking what hangs on {len(own)} resources in account {account}")
        return work.lister.hanging_resources(account, own, stop)

    with ThreadPoolExecutor(max_workers=ACCOUNTS_AT_ONCE) as pool:
        return dict(zip(by_account, pool.map(seen, by_account), strict=True))


def _changed_code(
    by_account: Mapping[str, list[StackResources]], told: Mapping[str, SeenAccount], stage: Stage
) -> list[ChangedResource]:
    packages = f".meshctl/packages/{stage.name}"
    return [
        each
        for account, one in told.items()
        for each in changed_code(one.seen, own_of_account(by_account[account]), packages)
    ]


def _compare(
    mesh: Mesh, stage: Stage, standing: StandingStage, work: DriftSearch, stop: Event
) -> tuple[list[ChangedResource], list[UnseenResources]]:
    """What Terraform would set back of each stack that stands as it was applied, and which stacks it could not compare."""
    one = _standing_pass(mesh, stage, standing)
    work.write(one)
    plans, failed = plan_where_possible(one.planned, work.planner, work.tell, stop)
    keys = {stack.name: stack.key for stack in one.planned}
    changed = [
        each
        for name, plan in plans.items()
        if plan
        for each in changed_by_hand(plan, keys[name], same_code=_is_made_so(keys[name], standing, work))
    ]
    unseen = [
        UnseenResources(keys[name][0], _compared(keys[name]), error.message, error.hint)
        for name, error in failed.items()
    ]
    return changed, [*unseen, *_unrecorded(stage, standing)]


def _is_made_so(stack: StackKey, standing: StandingStage, work: DriftSearch) -> bool:
    return standing.is_made_by(stack, work.code[root_of(stack[1])])


def _compared(stack: StackKey) -> str:
    return f"what Terraform knows of {stack[1]}"


def _unrecorded(stage: Stage, standing: StandingStage) -> Iterator[UnseenResources]:
    for stack in sorted(standing.unrecorded):
        why, hint = "it is not recorded what it was applied with", f"apply it once: meshctl apply --stage {stage.name}"
        yield UnseenResources(stack[0], _compared(stack), why, hint)


def _standing_pass(mesh: Mesh, stage: Stage, standing: StandingStage) -> StagePass:
    """Every stack as it was applied last, with nothing to upload."""
    catalogue, done = catalogue_keys(mesh, stage), standing.stacks.done
    stacks = tuple(
        Stack(directory_of(key, catalogue), one.root, one.owner, one.account, WAVES[one.root], one.inputs, {}, {})
        for key, one in done.items()
        if key not in standing.may_exist
    )
    return StagePass("compare", stacks, stacks, (), done, done, backwards=False, settle_seconds=0)
