"""Walks through the passes of a change: every state that stands after one, and states in the midst of one. Pure but for chance.

In the midst of a pass the waves before one are applied whole, those after it not at all, of the wave itself any of its stacks,
and of a stack any of its changed parts: Terraform may have been killed anywhere.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from meshctl.passes.generations import KINDS, Generation, Pass, StackInputs, StackKey

WAVES = {"hub": 0, "system": 1, "routes": 2}


@dataclass(frozen=True)
class Moment:
    """What stands, and what its records say: of stacks in the midst of the pass nobody knows more than that it was begun."""

    stands: Generation
    done: Generation
    begun: Generation


def in_the_midst(before: Moment, one: Pass, chance: Random) -> Iterator[Moment]:
    """For each wave of a pass a moment in it."""
    waves = sorted({*WAVES.values()}, reverse=one.backwards)
    for number, wave in enumerate(waves):
        earlier = [key for key in _all(before, one) if _wave(before, one, key) in waves[:number]]
        here = [key for key in _all(before, one) if _wave(before, one, key) == wave]
        yield _moment(before, one, earlier, [key for key in here if chance.random() < 0.7], chance)


def after(one: Pass) -> Moment:
    """When a pass is done."""
    return Moment(one.stacks, one.stacks, {})


def _moment(before: Moment, one: Pass, whole: list[StackKey], midst: list[StackKey], chance: Random) -> Moment:
    stands, done, begun = dict(before.stands), dict(before.done), dict(before.begun)
    for key in whole:
        _put(stands, key, one.stacks.get(key))
        _put(done, key, one.stacks.get(key))
        begun.pop(key, None)
    for key in midst:
        found = _half(before.stands.get(key), one.stacks.get(key), chance)
        _put(stands, key, found)
        if key in one.stacks:
            begun[key] = one.stacks[key]
    return Moment(stands, done, begun)


def _put(stacks: dict[StackKey, StackInputs], key: StackKey, stack: StackInputs | None) -> None:
    if stack is None:
        stacks.pop(key, None)
    else:
        stacks[key] = stack


def _half(old: StackInputs | None, new: StackInputs | None, chance: Random) -> StackInputs:
    known = new or old
    assert known
    inputs = dict(known.inputs)
    for section in KINDS:
        if section in inputs:
            was, becomes = (_section(one, section) for one in (old, new))
            inputs[section] = _mixed(was, becomes, chance, by_piece=section == "routes")
    for whole in ("bus", "hops"):
        if old and new and whole in old.inputs and chance.random() < 0.5:
            inputs[whole] = old.inputs[whole]
    return replace(known, inputs=inputs)


def _section(stack: StackInputs | None, section: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = stack.inputs[section] if stack else {}
    return found


def _mixed(old: Mapping[str, Any], new: Mapping[str, Any], chance: Random, *, by_piece: bool) -> dict[str, Any]:
    mixed = {}
    for key in {**old, **new}:
        if by_piece and key in old and key in new:
            mixed[key] = _half_route(old[key], new[key], chance)
        else:
            side = chance.choice((old, new))
            if key in side:
                mixed[key] = side[key]
    return mixed


def _half_route(old: Any, new: Any, chance: Random) -> Any:
    """Rule and role in any order, then the target: Terraform knows that it needs both."""
    rule, role = chance.random() < 0.5, chance.random() < 0.5
    target = rule and role and chance.random() < 0.5
    pieces = {
        "pattern": rule,
        "enabled": rule,
        "delivery": role,
        "target": target,
        "retry": target,
        "input_transformer": target,
        "dead_letters_arn": target,
    }
    return {**old, **{name: (new if is_new else old)[name] for name, is_new in pieces.items()}}


def _all(before: Moment, one: Pass) -> list[StackKey]:
    return [*{**before.stands, **one.stacks}]


def _wave(before: Moment, one: Pass, key: StackKey) -> int:
    return WAVES[(one.stacks.get(key) or before.stands[key]).root]
