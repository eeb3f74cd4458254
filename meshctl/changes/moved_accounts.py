"""Systems that move to another account: which do, and what differs only because of it. Pure."""

from collections.abc import Iterable, Mapping
from json import dumps
from re import compile as pattern
from typing import Any

from meshctl.passes.generations import Generation, StackInputs, StackKey

_ACCOUNT = pattern(r"\b[0-9]{12}\b")
Move = Mapping[str, str]
"""Accounts by those that they replace."""


def moves(standing: Generation, new: Generation) -> tuple[Move, ...]:
    """Each system's move by itself, and then all at once, for what names several of them."""
    new_accounts = {name: account for account, name in new}
    single = [
        {account: new_accounts[name]}
        for account, name in standing
        if name in new_accounts and (account, name) not in new and new_accounts[name] != account
    ]
    return (*single, {old: new for move in single for old, new in move.items()}) if single else ()


def is_moved(old: Any, new: Any, moves: Iterable[Move]) -> bool:
    """Whether values, as JSON has them, differ in nothing but accounts that are replaced."""
    before, after = dumps(old, sort_keys=True), dumps(new, sort_keys=True)
    return any(_after(move, before) == after for move in moves)


def _after(move: Move, text: str) -> str:
    return _ACCOUNT.sub(lambda found: move.get(found[0], found[0]), text)


def left_accounts(standing: Generation, new: Generation) -> frozenset[StackKey]:
    """The stacks in accounts that a system moves from, or has left."""
    names = {name for _, name in new}
    return frozenset(key for key in standing if key not in new and key[1] in names)


def without_left_accounts(generation: Generation, standing: Generation, new: Generation) -> dict[StackKey, StackInputs]:
    """The generation without the stacks of accounts that a system has left: its stack in the new one stands already."""
    arrived = {name for account, name in new if (account, name) in standing}
    return {key: stack for key, stack in generation.items() if key in new or key[1] not in arrived}
