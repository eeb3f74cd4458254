"""An event in the form that EventBridge gives it: its envelope. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from json import dumps
from math import isfinite
from typing import TYPE_CHECKING, Any

from meshctl.errors import MeshctlError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from meshctl.model.stages import Stage

Envelope = Mapping[str, Any]
MOST_DIGITS = 300
_FILLED = {
    "version": "0",
    "id": "00000000-0000-0000-0000-000000000000",
    "time": "1970-01-01T00:00:00Z",
    "resources": [],
}
"""What EventBridge adds to every event, as it stands here where the event does not say it."""
_LIKE = '{"source": "orders.checkout", "detail-type": "OrderPlaced.v1", "detail": {"meta": {}, "data": {}}}'


def require_form(said: Any) -> None:
    """Raises `MeshctlError` where it has not the form of an event of EventBridge."""
    texts = ("source", "detail-type")
    if not isinstance(said, dict) or not all(isinstance(said.get(key), str) for key in texts):
        raise MeshctlError("this is no event: it has no source and detail-type", f"write it like {_LIKE}")
    if not isinstance(said.get("detail"), dict):
        raise MeshctlError("the event has no detail, or one that is no JSON object", f"write it like {_LIKE}")
    if "account" in said and not isinstance(said["account"], str):
        raise MeshctlError(
            "the account of the event is not text", 'write its twelve digits like "account": "111111111111"'
        )


def completed(said: Envelope, region: str, account: str | None) -> Envelope:
    """The event with what EventBridge adds to it; its account, where one is known, is that of the system that it comes from."""
    return {**_FILLED, "region": region, **({"account": account} if account else {}), **said}


def account_of(stage: Stage, system: str) -> str:
    """The number of a system's account. Raises `MeshctlError` where the stage has none for it."""
    return account_in(stage.name, {account.alias: account.number for account in stage.accounts}, system)


def account_in(stage: str, accounts: Mapping[str, str], system: str) -> str:
    """The same of the accounts of a stage by their systems."""
    if system not in accounts:
        hint = "add it to the accounts of the stage in mesh.yaml"
        raise MeshctlError(f'the stage "{stage}" has no account for the system "{system}"', hint)
    return accounts[system]


def content_of(envelope: Envelope) -> str:
    """The whole event, as it is published and passed from bus to bus."""
    return _compact(envelope)


def picked_content(envelope: Envelope, fields: Mapping[str, str]) -> str:
    """The fields of its data at some paths, by their names.

    EventBridge writes an empty text for a field that the event does not have.
    """
    found = {name: _at(envelope, ("detail", "data", *path.split("."))) for name, path in fields.items()}
    return _compact({name: value[0] if value else "" for name, value in found.items()})


def size_of(content: str) -> int:
    """In bytes."""
    return len(content.encode("utf-8", "surrogatepass"))


def _at(value: Any, path: Iterable[str]) -> tuple[Any, ...]:
    """The value at the path, or nothing."""
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return ()
        value = value[step]
    return (value,)


def _compact(value: Any) -> str:
    return dumps(value, separators=(",", ":"), ensure_ascii=False, default=_number)


def _number(value: Decimal) -> int | float | str:
    """A number as JSON would have it; one that no double holds is shown as it was written."""
    if value == value.to_integral_value() and value.adjusted() < MOST_DIGITS:
        return int(value)
    return float(value) if isfinite(float(value)) else str(value)
