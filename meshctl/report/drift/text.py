"""The drift of a stage for a terminal. Pure. What AWS tells of strangers is made plain, and cut."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from meshctl.changes.sentences import noun
from meshctl.drift.added_by_hand import AddedResource
from meshctl.drift.changed_by_hand import ChangedResource
from meshctl.drift.seen_resources import UnseenResources
from meshctl.drift.stage_drift import StageDrift
from meshctl.report.drift.words import (
    LONGEST,
    added,
    is_code_alone,
    removing,
    setting_back,
    setting_back_one,
    whose,
)
from meshctl.report.plain import plain
from meshctl.report.plurals import counted

_PASTED = "Each command of AWS's is for a shell that acts in the account above it, with the rights of its deploy role."


def drift_as_text(found: StageDrift) -> str:
    """What was added, then what was changed, then what nobody has looked at."""
    told = (
        _section("Added by hand", found, found.added, _added),
        _section("Changed or deleted by hand", found, found.changed, _changed),
        _section("Not looked at: whether there is drift, nobody knows", found, found.unseen, _unseen),
        "\n".join(_ends(found)),
    )
    return "\n\n".join(filter(None, told))


def _section(title: str, found: StageDrift, items: Iterable[Any], told: Callable[[Any, str], Iterator[str]]) -> str:
    ordered = sorted(items, key=_account)
    lines = [
        line
        for account, mine in groupby(ordered, _account)
        for line in (_named(account, found), *(f"    {each}" for one in mine for each in told(one, found.stage)))
    ]
    return "\n".join((f"{title}:", *map(plain, lines))) if lines else ""


def _account(one: AddedResource | ChangedResource | UnseenResources) -> str:
    return one.account if isinstance(one, UnseenResources) else one.stack[0]


def _named(account: str, found: StageDrift) -> str:
    alias = found.accounts.get(account)
    return f"  {account} ({alias})" if alias else f"  {account}, which the catalogue has no more"


def _added(one: AddedResource, stage: str) -> Iterator[str]:
    yield f"{added(one)}, {whose(one)}"
    if one.says:
        yield f"  {_cut(one.says)}"
    yield f"  to remove it: {removing(one, stage)}"
    yield f"  to keep it: {one.keep}"


def _changed(one: ChangedResource, stage: str) -> Iterator[str]:
    yield f"{one.address} was {one.action}, of {noun(one.cause)}, stack {one.stack[1]}"
    yield from (f"  {each}" for each in one.differs)
    if one.upload:
        yield f"  to set it back: {setting_back_one(one, stage)}"


def _unseen(one: UnseenResources, _: str) -> Iterator[str]:
    first, *more = one.why.split("\n")
    yield f"{one.what}: {first}"
    yield from (f"  {each}" for each in more)
    if one.hint:
        yield f"  = help: {one.hint}"


def _ends(found: StageDrift) -> Iterator[str]:
    if not all(map(is_code_alone, found.changed)):
        yield f"To set back what was changed: {setting_back(found.stage)}. To keep it, say it in the catalogue first."
    if any(one.remove for one in found.added) or any(one.upload for one in found.changed):
        yield _PASTED
    yield _in_all(found)


def _in_all(found: StageDrift) -> str:
    looked = " as far as was looked" if found.unseen else ""
    if not found.is_there:
        return f"No drift in {found.stage}{looked}."
    return f"{counted(len(found.added) + len(found.changed), 'thing')} in {found.stage} differ{_s(found)}{looked}."


def _s(found: StageDrift) -> str:
    return "s" if len(found.added) + len(found.changed) == 1 else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
