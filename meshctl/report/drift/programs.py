"""The drift of a stage for programs, as JSON in ASCII. Pure."""

from json import dumps
from typing import Any

from meshctl.drift.added_by_hand import AddedResource
from meshctl.drift.changed_by_hand import ChangedResource
from meshctl.drift.seen_resources import UnseenResources
from meshctl.drift.stage_drift import StageDrift
from meshctl.passes.generations import StackKey
from meshctl.report.drift.words import setting_back_one


def drift_as_json(found: StageDrift) -> str:
    """All of it; `remove` is null where no command takes it away."""
    told = {
        "stage": found.stage,
        "added": [_added(one) for one in found.added],
        "changed": [_changed(one, found.stage) for one in found.changed],
        "not_looked_at": [_unseen(one) for one in found.unseen],
    }
    return dumps(told, indent=2)


def _added(one: AddedResource) -> dict[str, Any]:
    return {
        **_whose(one.stack, str(one.cause)),
        "kind": one.kind,
        "name": one.name,
        "on": {"kind": one.noun, "name": one.on},
        "says": one.says,
        "remove": one.remove or None,
        "keep": one.keep,
    }


def _changed(one: ChangedResource, stage: str) -> dict[str, Any]:
    return {
        **_whose(one.stack, str(one.cause)),
        "address": one.address,
        "action": one.action,
        "differs": list(one.differs),
        "set_back": setting_back_one(one, stage),
    }


def _whose(stack: StackKey, about: str) -> dict[str, str]:
    return {"account": stack[0], "stack": stack[1], "about": about}


def _unseen(one: UnseenResources) -> dict[str, str]:
    return {"account": one.account, "what": one.what, "why": one.why, "help": one.hint}
