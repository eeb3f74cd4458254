"""What of a stack stands otherwise than Terraform made it, by a plan of the inputs that it was applied with. Pure.

Values may be secret: numbers, switches and AWS's own words (`DISABLED`) are told, of all else only the name.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from json import loads
from re import compile as pattern
from typing import Any

from meshctl.drift.own_resources import BUS_POLICY, QUEUE, TOPIC
from meshctl.passes.generations import StackKey
from meshctl.plan.causes import Cause, cause_of
from meshctl.records.stack_record import owner_of

DELETED, CHANGED = "deleted", "changed"
POLICY = "policy"
_WORD = pattern(r"[A-Z][A-Z_]{1,39}")


@dataclass(frozen=True, slots=True)
class ChangedResource:
    """A resource that was deleted or changed by hand: its address, and what differs in words.

    `policy_of` is the ARN, or of a bus the name, of what has a policy that differs. `upload` sets back the code of a function,
    which Terraform does not see.
    """

    stack: StackKey
    cause: Cause
    address: str
    action: str
    differs: tuple[str, ...] = ()
    policy_of: str = ""
    upload: str = ""


def changed_by_hand(plan: bytes, stack: StackKey, *, same_code: bool) -> tuple[ChangedResource, ...]:
    """What a plan would set back; `plan` is what `terraform show -json` says of it ("JSON Output Format", format 1.2).

    Where Terraform's code is not known to be the same that made the stack, what the plan does counts only if Terraform found
    it otherwise than it left it. Raises `MeshctlError` for what is of no module that this meshctl knows.
    """
    said = loads(plan)
    drifted = {one["address"] for one in said.get("resource_drift", ())}
    return tuple(
        _changed(one, stack)
        for one in said.get("resource_changes", ())
        if one["mode"] == "managed" and one["change"]["actions"] != ["no-op"]
        if same_code or one["address"] in drifted
    )


def _changed(one: Mapping[str, Any], stack: StackKey) -> ChangedResource:
    cause, change = cause_of({}, owner_of(stack[1]), one["address"]), one["change"]
    if change["actions"] == ["create"]:
        return ChangedResource(stack, cause, one["address"], DELETED)
    before, after = change["before"] or {}, change["after"] or {}
    differing = [*_differing(before, after, change.get("after_unknown") or {})]
    secret = change.get("before_sensitive") or {}
    words = tuple(_words(name, before.get(name), after.get(name), secret=bool(secret.get(name))) for name in differing)
    return ChangedResource(stack, cause, one["address"], CHANGED, words, _policy_of(one["type"], differing, before))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any], unknown: Mapping[str, Any]) -> Iterator[str]:
    names = sorted({*before, *after})
    return (name for name in names if before.get(name) != after.get(name) and unknown.get(name) is not True)


def _words(name: str, stands: object, applied: object, *, secret: bool) -> str:
    if secret or not (_is_told(stands) and _is_told(applied)):
        return name
    return f"{name}: {_value(stands)}, applied as {_value(applied)}"


def _is_told(value: object) -> bool:
    return isinstance(value, bool | int | float) or (isinstance(value, str) and bool(_WORD.fullmatch(value)))


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _policy_of(type_: str, differing: Collection[str], before: Mapping[str, Any]) -> str:
    if POLICY not in differing or type_ not in (BUS_POLICY, QUEUE, TOPIC):
        return ""
    return str(before.get("event_bus_name" if type_ == BUS_POLICY else "arn") or "")
