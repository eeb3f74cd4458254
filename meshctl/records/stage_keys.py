"""Where the states of a stage and the records beside them lie in its bucket. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from meshctl.passes.generations import StackKey

STATE, RECORD = "tfstate", "applied"
LOCK = f"{STATE}.tflock"
_KEPT = re.compile(rf"(?:([0-9]{{12}})/)?([a-z][a-z0-9-]*)\.({STATE}|{RECORD}|{LOCK})")


@dataclass(frozen=True, slots=True)
class StageKeys:
    """The keys of a stage's states, of their locks, and of its records, by stack; of `earlier` states, whose keys lack the
    account, by their name."""

    states: Mapping[StackKey, str]
    locks: Mapping[StackKey, str]
    records: Mapping[StackKey, str]
    earlier: Mapping[str, str]


def beginning(mesh: str, stage: str) -> str:
    """How every key of a stage begins."""
    return f"{mesh}/{stage}/"


def state_key(mesh: str, stage: str, stack: StackKey) -> str:
    """Where the state of a stack lies."""
    return f"{beginning(mesh, stage)}{'/'.join(stack)}.{STATE}"


def lock_key(state: str) -> str:
    """Where Terraform puts the lock of the state that lies at a key (`use_lockfile`)."""
    return f"{state.removesuffix(STATE)}{LOCK}"


def record_key(mesh: str, stage: str, stack: StackKey) -> str:
    """Where the record of a stack lies."""
    return f"{beginning(mesh, stage)}{'/'.join(stack)}.{RECORD}"


def stage_keys(mesh: str, stage: str, keys: Iterable[str]) -> StageKeys:
    """What `keys` are to the stage; what is none of these is left out."""
    by_stack: dict[str, dict[StackKey, str]] = {STATE: {}, LOCK: {}, RECORD: {}}
    earlier: dict[str, str] = {}
    begins = beginning(mesh, stage)
    for key in keys:
        kept = _KEPT.fullmatch(key.removeprefix(begins)) if key.startswith(begins) else None
        if kept and kept[1]:
            by_stack[kept[3]][kept[1], kept[2]] = key
        elif kept and kept[3] == STATE:
            earlier[kept[2]] = key
    return StageKeys(by_stack[STATE], by_stack[LOCK], by_stack[RECORD], earlier)


def accounts_of_others(mesh: str, stage: str, keys: Iterable[str]) -> Mapping[str, str]:
    """The accounts in which other meshes have stacks of a stage of this name: the mesh by the account."""
    others: dict[str, str] = {}
    for key in keys:
        other, _, rest = key.partition("/")
        kept = _KEPT.fullmatch(rest.removeprefix(f"{stage}/"))
        if other != mesh and rest.startswith(f"{stage}/") and kept and kept[1]:
            others[kept[1]] = other
    return others
