"""Use case: before stacks are applied, whether somebody holds their states; what a killed apply of ours has left is released.

Whoever holds a state is not waited for in Terraform, which says nothing for a minute.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from meshctl.errors import AwsRefused, ChangedMeanwhile, MeshctlError, NotFound
from meshctl.model.findings import did_you_mean
from meshctl.passes.generations import StackKey
from meshctl.ports import StageBucket, Tell
from meshctl.records.heartbeat import SECONDS_BETWEEN_BEATS, SILENT_AFTER, heartbeat_key
from meshctl.records.stage_keys import LOCK, RECORD, STATE, lock_key, state_key
from meshctl.records.state_lock import MOST_BYTES, StateLock, StateLockHolder, read_lock

SECONDS_BETWEEN_LOOKS = 2
BegunApplies = Mapping[str, datetime | None]
"""Since when an apply of each stack was begun here of which no Terraform is at work any more, by the key of its lock; None where
none was."""


def held(bucket: StageBucket, beginning: str, keys: Collection[str] | None = None) -> Mapping[str, StateLock]:
    """The locks of a stage, whose keys all begin so, that are held, or those at `keys` alone. Raises `AwsRefused`."""
    asked = [key for key in bucket.keys(beginning) if key.endswith(f".{LOCK}") and (keys is None or key in keys)]
    found = {key: bucket.read(key, MOST_BYTES) for key in asked}
    return {key: _as_read(bucket, key, read_lock(one[0]), one[1]) for key, one in found.items() if one}


def _as_read(bucket: StageBucket, key: str, lock: StateLock, etag: str) -> StateLock:
    """A sign of life that is much older than the lock is of an earlier run, and says nothing of this one."""
    mesh, stage, _ = key.split("/", 2)
    age, silent = _age(bucket, key), _age(bucket, heartbeat_key(mesh, stage, lock.who))
    is_of_this_run = age is not None and silent is not None and silent <= age + 2 * SECONDS_BETWEEN_BEATS
    return replace(lock, age=age, silent=silent if is_of_this_run else None, etag=etag)


def _age(bucket: StageBucket, key: str) -> float | None:
    """Not known either where somebody may not look: that there is a lock counts, and not how old it is."""
    try:
        return bucket.age(key)
    except AwsRefused:
        return None


def lock_keys(mesh: str, stage: str, elsewhere: Mapping[StackKey, str], stacks: Iterable[StackKey]) -> tuple[str, ...]:
    """Where the lock of each of these stacks lies: beside its state, which may be `elsewhere`."""
    return tuple(lock_key(elsewhere.get(one) or state_key(mesh, stage, one)) for one in stacks)


def free_states(
    bucket: StageBucket, beginning: str, begun: BegunApplies, holder: StateLockHolder, tell: Tell
) -> Mapping[str, StateLock]:
    """Releases what was left where `holder` is at work: by an apply that was `begun`, and by meshctl itself wherever it lies, since
    a stack of which only its lock is left is none any more. Gives the other locks of what was asked about.

    Raises `AwsRefused`.
    """
    others: dict[str, StateLock] = {}
    for key, lock in held(bucket, beginning).items():
        if lock.was_left_by(holder, begun.get(key)):
            left_by = "meshctl" if lock.bundle else "Terraform"
            tell("meshctl", f"released the lock {lock.id}, which {left_by} has left on {_state(key)}")
            bucket.delete(key, lock.etag)
        elif key in begun:
            others[key] = lock
    return others


def await_states(
    free: Callable[[], Mapping[str, StateLock]],
    patience: float,
    wait: Callable[[float], object],
    tell: Tell,
) -> None:
    """Waits `patience` seconds until `free` gives no locks that others hold. Raises `MeshctlError` where it still does."""
    waited = 0.0
    while others := free():
        named = in_words(others)
        if waited >= patience:
            raise MeshctlError(named, _way_out(others))
        if not waited:
            tell("meshctl", f"waiting: {named}")
        wait(SECONDS_BETWEEN_LOOKS)
        waited += SECONDS_BETWEEN_LOOKS


def _way_out(others: Mapping[str, StateLock]) -> str:
    """Whoever is at work is waited for. Whoever gives no sign may be cut off alone, and Terraform at work: nobody knows from here."""
    unlock = "; ".join(unlocking(key) for key, lock in others.items() if not lock.is_alive)
    if all(lock.is_gone for lock in others.values()):
        hosts = sorted({lock.host or "its host" for lock in others.values()})
        return f"look on {', '.join(hosts)} first whether anybody is at work, then: {unlock}"
    only = f"; only where nobody is at work: {unlock}" if unlock else ""
    return f"wait until it is done (--lock-timeout SECONDS does), then run the command again{only}"


def refuse_alive(locks: Mapping[str, StateLock]) -> None:
    """Raises `MeshctlError` where a holder of one of these locks is at work: what it writes would be lost."""
    alive = {key: lock for key, lock in locks.items() if lock.is_alive}
    if alive:
        hint = f"wait until it is done, or stop it; it counts as at work until it has given no sign of life for {SILENT_AFTER} s"
        raise MeshctlError(f"{in_words(alive)}: it is at work", hint)


def locks_of(
    bucket: StageBucket, beginning: str, stack: str, catalogue: Collection[StackKey]
) -> Mapping[str, StateLock]:
    """The lock on the state of a stack, by its name or by `ACCOUNT/NAME`; `catalogue` has the stacks that it may be, as the
    states have.

    Raises `NotFound` where there is no such stack, and `MeshctlError` where nobody holds it, or several of this name are held.
    """
    listed = bucket.keys(beginning)
    keys = [key for key in listed if key.endswith(f".{LOCK}") and stack in _names(_state(key))]
    if not keys:
        stand = {_state(key) for key in listed if key.endswith((STATE, RECORD))}
        _refuse_unknown(stack, {*map("/".join, catalogue), *stand})
        hint = "the stage's other stacks may be held: run the command that was refused"
        raise MeshctlError(f"nobody holds the state of {stack}", hint)
    keys = [key for key in keys if _state(key) == stack] or keys
    if len(keys) > 1:
        raise MeshctlError(f"several of this name are held: {', '.join(map(_state, keys))}", "name one of these")
    return held(bucket, beginning, keys)


def _refuse_unknown(stack: str, stacks: Collection[str]) -> None:
    known = {name for one in stacks for name in _names(one)}
    if stack not in known:
        nearest_of = known if "/" in stack else {name for name in known if "/" not in name}
        raise NotFound(stack, f'there is no stack "{stack}"', did_you_mean(stack, nearest_of))


def _names(state: str) -> tuple[str, ...]:
    """What a stack is called: `ACCOUNT/NAME`, or `NAME`."""
    return state, state.rpartition("/")[2]


def release(bucket: StageBucket, beginning: str, locks: Mapping[str, StateLock]) -> None:
    """Releases those of these locks that are still held, which somebody was asked about.

    Raises `ChangedMeanwhile` where one is another's by now, and `MeshctlError` where its holder gives signs of life again.
    """
    now = held(bucket, beginning, locks.keys())
    for key, lock in now.items():
        if lock != locks[key]:
            raise ChangedMeanwhile(key)
    refuse_alive(now)
    for key, lock in now.items():
        bucket.delete(key, lock.etag)


def unlocking(key: str) -> str:
    """The command that releases the lock at `key`."""
    return f"meshctl unlock {_state(key)} --stage {key.split('/')[1]}"


def in_words(locks: Mapping[str, StateLock]) -> str:
    """Who holds what since when, and whether that is still at work."""
    return "; ".join(f"{_state(key)} is held by {lock.words}" for key, lock in locks.items())


def _state(key: str) -> str:
    """`ACCOUNT/STACK` of `MESH/STAGE/ACCOUNT/STACK.tfstate.tflock`, and of whatever else is kept of it."""
    return "/".join(key.split("/")[2:]).partition(".")[0]
