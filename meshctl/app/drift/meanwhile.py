"""In which accounts an apply has begun while drift was looked for: what was found there may be what it was just making."""

from collections.abc import Mapping

from meshctl.app.deploy.standing import StandingStage
from meshctl.model.mesh import Mesh
from meshctl.model.stages import Stage
from meshctl.passes.generations import StackKey
from meshctl.ports import StageBucket
from meshctl.records.stage_keys import beginning, lock_key, stage_keys


def accounts_at_work(mesh: Mesh, stage: Stage, standing: StandingStage, bucket: StageBucket) -> frozenset[str]:
    """Those with a lock, or with another state or record than `standing` has. Raises `AwsRefused`."""
    listed = bucket.keys(beginning(mesh.name, stage.name))
    keys = stage_keys(mesh.name, stage.name, listed)
    states = _etags({**keys.states, **standing.elsewhere}, listed)
    records = _etags(keys.records, listed)
    held_elsewhere = {stack for stack, state in standing.elsewhere.items() if lock_key(state) in listed}
    moved = {*keys.locks, *held_elsewhere, *_differing(states, standing.states), *_differing(records, standing.etags)}
    return frozenset(account for account, _ in moved)


def _etags(keys: Mapping[StackKey, str], listed: Mapping[str, str]) -> Mapping[StackKey, str]:
    return {stack: listed.get(key, "") for stack, key in keys.items()}


def _differing(now: Mapping[StackKey, str], before: Mapping[StackKey, str]) -> set[StackKey]:
    return {stack for stack, _ in now.items() ^ before.items()}
