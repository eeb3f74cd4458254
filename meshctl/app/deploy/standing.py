"""Use case: what stands of a stage, as the records and states in its bucket tell. Changes nothing."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from meshctl.app.deploy.earlier_states import earlier_states
from meshctl.errors import ChangedMeanwhile, MeshctlError
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.generations import StackInputs, StackKey, StandingStacks
from meshctl.plan.stack_graph import stack_graph
from meshctl.plan.stacks import ROUTES_STACK
from meshctl.ports import KeptRecords, StageBucket
from meshctl.records import stack_record, state_resources
from meshctl.records.code_in_doubt import is_code_in_doubt, with_code_of
from meshctl.records.kept_records import as_kept, kept_records
from meshctl.records.stack_record import NO_STATE, Fingerprint, StackRecord, read_record, stack_inputs
from meshctl.records.stage_keys import accounts_of_others, beginning, record_key, stage_keys, state_key
from meshctl.records.terraform_state import TerraformState, read_state
from meshctl.records.unmade_functions import has_new_functions, without_unmade_functions

AT_ONCE = 16
MOST_OTHERS = 20
"""Of how many other meshes in the bucket it is looked up whether they are this one under an earlier name."""
Found = TypeVar("Found")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class StandingStage:
    """What stands of a stage.

    `unrecorded` stacks have a state that holds something, and no record of what they were applied with. `elsewhere` says where
    the state of a stack lies whose key does not hold the account yet, and `copied` where such a one still lies of which a run that
    was killed had made the copy that counts. `etags` are those of all records, by stack, and `states` those of all states. `fingerprints` are those of the stacks that stand as they did when these were taken: with the same
    state, nothing begun since, and held by nobody. `built` has by stack what its packages were built of. `may_exist` has the
    inputs by which things were made that Terraform may not know: those of passes begun and not done, of which one that is killed
    early in a first apply has written no state, and of stacks with another state than the one that their apply has left.
    """

    stacks: StandingStacks
    unrecorded: Mapping[StackKey, TerraformState]
    elsewhere: Mapping[StackKey, str]
    copied: Mapping[StackKey, str]
    etags: Mapping[StackKey, str]
    states: Mapping[StackKey, str]
    fingerprints: Mapping[StackKey, Fingerprint]
    built: Mapping[StackKey, Mapping[str, str]]
    may_exist: Mapping[StackKey, StackInputs]

    @property
    def keys(self) -> frozenset[StackKey]:
        """Every stack of which something may stand."""
        return frozenset({*self.stacks.done, *self.stacks.begun, *self.unrecorded})

    @property
    def packages(self) -> Mapping[str, str]:
        """The hashes of all packages that were built, by the digests of their sources."""
        return {sources: package for built in self.built.values() for sources, package in built.items()}

    def is_made_by(self, stack: StackKey, code: str) -> bool:
        """Whether it is known of a stack that this very code has nothing to do where its inputs are as recorded."""
        return stack in self.fingerprints and self.fingerprints[stack].code == code


def catalogue_keys(mesh: Mesh, stage: Stage) -> frozenset[StackKey]:
    """The stacks that a stage of the catalogue has."""
    return frozenset((one.account, one.stack) for one in stack_graph(mesh, stage))


def read_standing(bucket: StageBucket, mesh: Mesh, stage: Stage, kept: KeptRecords | None = None) -> StandingStage:
    """What stands of the stage. Records that are `kept` on this machine as the bucket has them are not read again.

    Raises `MeshctlError` for what cannot be read, is that of the mesh under another name, or was applied and has no state.
    """
    listed = bucket.keys(beginning(mesh.name, stage.name))
    keys = stage_keys(mesh.name, stage.name, listed)
    if not (keys.states or keys.records or keys.earlier):
        _refuse_renamed(bucket, mesh, stage)
    earlier = earlier_states(bucket, keys, catalogue_keys(mesh, stage))
    elsewhere = {stack: key for stack, key in earlier.items() if stack not in keys.states}
    states = {**keys.states, **elsewhere}
    contents = _contents(bucket, {stack: (key, listed[key]) for stack, key in keys.records.items()}, kept)
    found = {
        stack: (read_record(content, keys.records[stack], mesh.name, stage.name, stack), etag)
        for stack, (content, etag) in contents.items()
    }
    _refuse_lost_states([record for record, _ in found.values() if record.key not in states], mesh, stage)
    etags = {stack: listed[key] for stack, key in states.items()}
    settled = {stack: etags.get(stack, NO_STATE) for stack in found.keys() - {*keys.locks, *earlier}}
    records = [one for one, _ in found.values() if one.key in states or _is_of_nothing(one)]  # else it was never made
    unrecorded = {stack: key for stack, key in states.items() if stack not in found}
    in_doubt = {one.key: states[one.key] for one in records if is_code_in_doubt(one) or has_new_functions(one)}
    told = _all_at_once({**unrecorded, **in_doubt}, lambda _, key: _state(bucket, key))
    fingerprints = {one.key: one.fingerprint for one in records if one.fingerprint and _counts(one, settled)}
    made = [
        one for one, _ in found.values() if one.begun is not None or (one.fingerprint and one.key not in fingerprints)
    ]
    return StandingStage(
        _stacks([_as_told(one, told[one.key]) if one.key in in_doubt else one for one in records]),
        {stack: told[stack] for stack in unrecorded if told[stack].resources},
        elsewhere,
        {stack: key for stack, key in earlier.items() if stack in keys.states},
        {stack: etag for stack, (_, etag) in found.items()},
        etags,
        fingerprints,
        {one.key: one.built for one in records},
        {**_stacks(made).done, **_stacks(made).begun},
    )


def _counts(record: StackRecord, states: Mapping[StackKey, str]) -> bool:
    """Whether a stack stands as it did when its fingerprint was taken."""
    taken_of = record.fingerprint and record.fingerprint.state
    return record.begun is None and taken_of == states.get(record.key)


def _is_of_nothing(record: StackRecord) -> bool:
    return record.begun is None and record.done is not None and _makes_nothing(record.key, record.done)


def _makes_nothing(stack: StackKey, inputs: Mapping[str, Any]) -> bool:
    """Routes of which there are none have no state: Terraform writes one when it makes something."""
    return stack[1] == ROUTES_STACK and not inputs["routes"]


def _as_told(record: StackRecord, state: TerraformState) -> StackRecord:
    """What a record leaves open of functions, as Terraform's state says."""
    return without_unmade_functions(with_code_of(record, state), state)


def _stacks(records: Sequence[StackRecord]) -> StandingStacks:
    return StandingStacks(
        {one.key: stack_inputs(one.key, one.done) for one in records if one.done is not None},
        {one.key: stack_inputs(one.key, one.begun) for one in records if one.begun is not None},
        tuple(retired for one in records for retired in one.retired),
    )


def _contents(
    bucket: StageBucket, listed: Mapping[StackKey, tuple[str, str]], kept: KeptRecords | None
) -> Mapping[StackKey, tuple[bytes, str]]:
    """The content and the ETag of each record, of which the key and the ETag are listed."""
    known = kept_records(kept.read()) if kept else {}
    same = {stack: (known[etag], etag) for stack, (_, etag) in listed.items() if etag in known}
    other = {stack: key for stack, (key, _) in listed.items() if stack not in same}
    found = {**same, **_all_at_once(other, lambda _, key: _record(bucket, key))}
    if kept and (other or len(known) != len(same)):
        kept.write(as_kept(content for content, _ in found.values()))
    return found


def _record(bucket: StageBucket, key: str) -> tuple[bytes, str]:
    found = bucket.read(key, stack_record.MOST_BYTES)
    if found is None:
        raise ChangedMeanwhile(key)
    return found


def _state(bucket: StageBucket, key: str) -> TerraformState:
    found = bucket.read(key, state_resources.MOST_BYTES)
    if found is None:
        raise ChangedMeanwhile(key)
    return read_state(found[0], key)


def _refuse_lost_states(records: Sequence[StackRecord], mesh: Mesh, stage: Stage) -> None:
    """Records without a state: of a stack that was only begun, and of routes where there are none, that is as it should be."""
    done = {one.key: one.done for one in records if one.done is not None}
    lost = sorted(key for key, inputs in done.items() if not _makes_nothing(key, inputs))
    if lost:
        account, name = first = lost[0]
        more = f", and those of {len(lost) - 1} more" if len(lost) > 1 else ""
        message = f"the state of {name} ({account}) is gone, though it was applied{more}"
        hint = (
            "restore the version before it was deleted (aws s3api list-object-versions "
            f"--bucket {stage.state_bucket} --prefix {state_key(mesh.name, stage.name, first)}); only where nothing of the stack "
            f"is left on AWS for sure, delete its record in the bucket instead: {record_key(mesh.name, stage.name, first)}"
        )
        raise MeshctlError(message, hint)


def _refuse_renamed(bucket: StageBucket, mesh: Mesh, stage: Stage) -> None:
    """Of this mesh nothing stands here: another one in the same accounts is this one under the name that it had."""
    own = {one.number for one in stage.accounts}
    for other in [one for one in bucket.meshes() if one != mesh.name][:MOST_OTHERS]:
        keys = bucket.keys(beginning(other, stage.name))
        earlier = stage_keys(other, stage.name, keys).earlier
        accounts = {*accounts_of_others(mesh.name, stage.name, keys)}
        accounts |= {account for key in earlier.values() for account in _state(bucket, key).accounts}
        if accounts & own:
            message = f'the mesh "{other}" stands in accounts of the stage "{stage.name}": {", ".join(sorted(accounts & own))}'
            hint = (
                f'was "{mesh.name}" called so? A mesh keeps its name: all that it is made of is named after it. Destroy it under '
                "the old name first; where they are two, give each a bucket for its state (`state: {bucket: ...}`)"
            )
            raise MeshctlError(message, hint)


def _all_at_once(keys: Mapping[Key, str], read: Callable[[Key, str], Found]) -> dict[Key, Found]:
    """What is read of all keys, many at once: a stage of sixty systems has as many records, each a call."""
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        return dict(zip(keys, pool.map(lambda item: read(*item), keys.items()), strict=True))
