"""Who holds the states of what a change plans: waited for before it is applied, told where it is only planned. Composes."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from threading import Event
from uuid import uuid4

from meshctl.adapters.aws.heartbeat import beating
from meshctl.adapters.terraform.leftovers import begun_applies
from meshctl.app.deploy import state_locks
from meshctl.app.deploy.stage_change import StageChange
from meshctl.cli.deploy.reached_stage import ReachedStage
from meshctl.errors import Interrupted
from meshctl.plan.stacks import Stack
from meshctl.ports import Tell
from meshctl.records.heartbeat import SECONDS_BETWEEN_BEATS, heartbeat, heartbeat_key
from meshctl.records.stage_keys import beginning, lock_key
from meshctl.records.state_lock import StateLock


def giving_signs_of_life(reached: ReachedStage, tell: Tell) -> AbstractContextManager[None]:
    """As long as states may be held: whoever comes meanwhile sees whether this is still at work, from wherever it looks."""
    holder, opened = reached.holder, reached.opened
    key = heartbeat_key(opened.mesh.name, opened.stage.name, holder.who)
    return beating(reached.heartbeats(), key, heartbeat(holder.who, str(uuid4())), SECONDS_BETWEEN_BEATS, tell)


def await_states(reached: ReachedStage, change: StageChange, patience: float, tell: Tell, stop: Event) -> None:
    """Waits `patience` seconds for whoever holds a state. Raises `MeshctlError` where somebody still does, or `Interrupted`."""
    begun = begun_applies(reached.opened.bundle_directory / "stacks")
    left = {_key(reached, one): begun[one.name] for one in _stacks(change) if one.name in begun}

    def free() -> Mapping[str, StateLock]:
        if stop.is_set():
            raise Interrupted
        return state_locks.free_states(reached.bucket, _held(reached, change), reached.holder, left, tell)

    state_locks.await_states(free, patience, stop.wait, tell)


def tell_of_held_states(reached: ReachedStage, change: StageChange, tell: Tell) -> None:
    """A plan takes no lock: what somebody does meanwhile is not in it."""
    locks = _held(reached, change)
    if locks:
        tell("meshctl", f"{state_locks.in_words(locks)}: what that does is not in this plan")


def _held(reached: ReachedStage, change: StageChange) -> Mapping[str, StateLock]:
    keys = {_key(reached, one) for one in _stacks(change)}
    begins = beginning(reached.opened.mesh.name, reached.opened.stage.name)
    return state_locks.held(reached.bucket, begins, keys) if keys else {}


def _stacks(change: StageChange) -> tuple[Stack, ...]:
    return tuple(stack for one in change.passes for stack in (*one.planned, *one.leaves))


def _key(reached: ReachedStage, stack: Stack) -> str:
    return lock_key(reached.opened.mesh.name, reached.opened.stage.name, stack.key)
