"""Who holds the states of what a change plans: waited for before it is applied, told where it is only planned. Composes."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from threading import Event

from meshctl.adapters.aws.heartbeat import beating
from meshctl.adapters.terraform.leftovers import begun_applies
from meshctl.app.deploy import state_locks
from meshctl.app.deploy.stage_change import StageChange
from meshctl.cli.deploy.reached_stage import ReachedStage
from meshctl.errors import Interrupted
from meshctl.ports import Tell
from meshctl.records.heartbeat import SECONDS_BETWEEN_BEATS, heartbeat, heartbeat_key
from meshctl.records.stage_keys import beginning
from meshctl.records.state_lock import StateLock


def giving_signs_of_life(reached: ReachedStage, tell: Tell) -> AbstractContextManager[None]:
    """As long as states may be held: whoever comes meanwhile sees whether this is still at work, from wherever it looks."""
    holder, opened = reached.holder, reached.opened
    key = heartbeat_key(opened.mesh.name, opened.stage.name, holder.who)
    return beating(reached.heartbeats(), key, heartbeat(holder.who, holder.run_id), SECONDS_BETWEEN_BEATS, tell)


def await_states(reached: ReachedStage, change: StageChange, patience: float, tell: Tell, stop: Event) -> None:
    """Waits `patience` seconds for whoever holds a state. Raises `MeshctlError` where somebody still does, or `Interrupted`."""
    begun = begun_applies(reached.opened.bundle_directory / "stacks")
    asked = {key: begun.get(name) for key, name in _locks(reached, change).items()}
    begins = beginning(reached.opened.mesh.name, reached.opened.stage.name)

    def free() -> Mapping[str, StateLock]:
        if stop.is_set():
            raise Interrupted
        return state_locks.free_states(reached.bucket, begins, asked, reached.holder, tell)

    state_locks.await_states(free, patience, stop.wait, tell)


def tell_of_held_states(reached: ReachedStage, change: StageChange, tell: Tell) -> None:
    """A plan takes no lock: what somebody does meanwhile is not in it."""
    keys = _locks(reached, change)
    begins = beginning(reached.opened.mesh.name, reached.opened.stage.name)
    locks = state_locks.held(reached.bucket, begins, keys) if keys else {}
    if locks:
        tell("meshctl", f"{state_locks.in_words(locks)}: what that does is not in this plan")


def _locks(reached: ReachedStage, change: StageChange) -> Mapping[str, str]:
    """The names of the stacks that a change plans, by where their locks lie."""
    stacks = [stack for one in change.passes for stack in (*one.planned, *one.leaves)]
    mesh, stage = reached.opened.mesh.name, reached.opened.stage.name
    keys = state_locks.lock_keys(mesh, stage, reached.standing.elsewhere, [one.key for one in stacks])
    return dict(zip(keys, (one.name for one in stacks), strict=True))
