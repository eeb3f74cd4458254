"""States of before their keys held the account: whose they are, and their move to where they belong.

A plan reads them where they are. An apply moves each one when its stack has come through: under Terraform's own lock, copied,
compared, and only then deleted; the bucket keeps the version that was there.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from meshctl.app.deploy.state_locks import unlocking
from meshctl.errors import ChangedMeanwhile, MeshctlError
from meshctl.passes.generations import StackKey
from meshctl.ports import StageBucket
from meshctl.records.stage_keys import StageKeys, lock_key
from meshctl.records.state_lock import StateLockHolder
from meshctl.records.state_resources import MOST_BYTES
from meshctl.records.terraform_state import read_state


def earlier_states(bucket: StageBucket, keys: StageKeys, catalogue: Iterable[StackKey]) -> Mapping[StackKey, str]:
    """The keys of earlier states, each by its stack: of the account that what it holds stands in, whatever the catalogue says.

    Raises `MeshctlError` where that is unclear, or a state that differs lies where this one belongs.
    """
    accounts = {name: account for account, name in catalogue}
    found = {_stack(bucket, name, key, accounts.get(name)): key for name, key in keys.earlier.items()}
    for stack, key in found.items():
        if stack in keys.states and _content(bucket, key) != _content(bucket, keys.states[stack]):
            message = f'"{key}" and "{keys.states[stack]}" in the stage\'s bucket are states of one stack, and differ'
            hint = (
                "an older meshctl was at work: look which one is true, delete the other, and use one meshctl everywhere"
            )
            raise MeshctlError(message, hint)
    return {stack: key for stack, key in found.items() if stack[0]}


def _stack(bucket: StageBucket, name: str, key: str, account: str | None) -> StackKey:
    """An empty state is that of the catalogue's stack; nobody's, where there is none of this name."""
    stands_in = sorted(read_state(_content(bucket, key), key).accounts)
    if len(stands_in) > 1:
        message = f'the state "{key}" holds what stands in several accounts: {", ".join(stands_in)}'
        raise MeshctlError(message, "apply once more with the meshctl that was used last, then go on with this one")
    return (stands_in[0] if stands_in else account or ""), name


def move_state(bucket: StageBucket, earlier: str, state: str, holder: StateLockHolder) -> None:
    """Moves a state to the key where it belongs. Raises `MeshctlError` where somebody is at work on it."""
    with state_lock(bucket, earlier, holder):
        content = _content(bucket, earlier)
        if bucket.read(state, MOST_BYTES) is None:
            bucket.write(state, content, None)
        if _content(bucket, state) != content:
            raise ChangedMeanwhile(state)
        bucket.delete(earlier)


@contextmanager
def state_lock(bucket: StageBucket, state: str, holder: StateLockHolder) -> Iterator[None]:
    """Holds a state as Terraform does (`use_lockfile`). Raises `MeshctlError` at once where somebody holds it."""
    lock = lock_key(state)
    try:
        bucket.write(lock, holder.lock_of(state), None)
    except ChangedMeanwhile:
        hint = f"wait until they are done, then run the command again; only if nobody is at work: {unlocking(lock)}"
        raise MeshctlError(f'somebody is at work on "{state}" in the stage\'s bucket', hint) from None
    try:
        yield
    finally:
        bucket.delete(lock)


def _content(bucket: StageBucket, key: str) -> bytes:
    found = bucket.read(key, MOST_BYTES)
    if found is None:
        raise ChangedMeanwhile(key)
    return found[0]
