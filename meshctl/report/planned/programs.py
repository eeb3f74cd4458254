"""A planned change for programs, as JSON. Pure."""

from collections.abc import Iterable
from json import dumps
from typing import Any

from meshctl.changes.planned_change import PlannedChange, PlannedPass, RetiredParts
from meshctl.passes.generations import StackKey
from meshctl.plan.changes import Change, InputDifference, ResourceChange


def planned_as_json(planned: PlannedChange) -> str:
    """All of it in ASCII, masked what may be a secret; keys are those of `PlannedChange`, resources by change."""
    told = {
        "stage": planned.stage,
        "only": list(planned.only),
        "destroys": planned.destroys,
        "changes": [_change(one) for one in planned.changes],
        "later": [_change(one) for one in planned.later],
        "passes": [_pass(one) for one in planned.passes],
        "twice": list(planned.twice),
        "retired": [_retired(one) for one in planned.retired],
        "left": _stacks(planned.left),
        "losses": list(planned.losses),
        "to_raise": list(planned.to_raise),
        "unrecorded": _stacks(planned.unrecorded),
        "in_doubt": _stacks(planned.in_doubt),
        "not_compared": _stacks(planned.not_compared),
    }
    return dumps(told, indent=2)


def _change(one: Change) -> dict[str, Any]:
    return {
        "about": str(one.cause),
        "sentence": one.sentence,
        "turn": one.turn or None,
        "differences": [_difference(each) for each in one.differences],
        "resources": [_resource(each) for each in one.resources],
    }


def _difference(one: InputDifference) -> dict[str, str | None]:
    return {"about": one.about, "old": one.old, "new": one.new, "whole": one.whole or None}


def _resource(one: ResourceChange) -> dict[str, Any]:
    return {"stack": one.stack, "address": one.address, "action": one.action, "adopted": one.adopted}


def _pass(one: PlannedPass) -> dict[str, Any]:
    return {
        "name": one.name,
        "does": one.does,
        "stacks": [{**_stack(key), "may": _may(one, key)} for key in one.stacks],
        "leaves": _stacks(one.leaves),
        "settle_seconds": one.settle_seconds,
    }


def _may(one: PlannedPass, stack: StackKey) -> dict[str, list[str]] | None:
    parts = one.may.get(stack)
    return parts if parts is None else {part: sorted(actions) for part, actions in parts.items()}


def _retired(one: RetiredParts) -> dict[str, Any]:
    parts = [
        {**_stack(each.stack), "kind": each.kind, "name": each.name, "until": each.until.isoformat()}
        for each in one.parts
    ]
    return {
        "about": str(one.cause),
        "name": one.name,
        "until": one.until.isoformat(),
        "messages": one.messages,
        "left_account": one.left_account or None,
        "parts": parts,
    }


def _stacks(keys: Iterable[StackKey]) -> list[dict[str, str]]:
    return [_stack(key) for key in keys]


def _stack(key: StackKey) -> dict[str, str]:
    account, name = key
    return {"stack": name, "account": account}
