"""Grants of two generations side by side, and which of them are still needed. A grant is known by what it grants. Pure.

Its key is only a name, and yet a permission of Lambda is replaced when it changes: equal grants keep the older one's key.
"""

from collections.abc import Callable, Collection, Mapping
from itertools import count
from typing import Any

Grants = Mapping[str, Mapping[str, Any]]
Writes = Collection[Mapping[str, Any]]


def both_grants(old: Grants, new: Grants) -> dict[str, Mapping[str, Any]]:
    """All of both; a new one whose key another grant has gets a free one."""
    found = dict(old)
    for key, grant in new.items():
        if grant not in found.values():
            found[_free(key, found, new, "-")] = grant
    return found


def both_publishes(old: Grants, new: Grants) -> dict[str, Mapping[str, Any]]:
    """All that both let publish: the detail-types of one source on one bus together, another source or bus by itself."""
    found = dict(old)
    for key, one in new.items():
        same = next((name for name, other in found.items() if _where(other) == _where(one)), None)
        if same is None:
            found[_free(key, found, new, "")] = one
        else:
            types = sorted({*found[same]["detail_types"], *one["detail_types"]})
            found[same] = {**one, "detail_types": types}
    return found


def kept_grants(standing: Grants, new: Grants, *, needed: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    """Of the grants that stand those that the new generation has, and those that are needed beside."""
    return {key: one for key, one in standing.items() if one in new.values() or needed(one)}


def kept_publishes(standing: Grants, new: Grants) -> dict[str, Any]:
    """What the new generation lets publish, under the keys that stand."""
    names = {_where(one): key for key, one in standing.items()}
    return {names.get(_where(one), key): one for key, one in new.items()}


def both_writes(old: Writes, new: Writes) -> list[dict[str, Any]]:
    """What both let do, by the action."""
    found: dict[str, dict[str, Any]] = {}
    for one in (*old, *new):
        known = found.get(one["action"], one)
        found[one["action"]] = {**one, "arns": both_listed(known["arns"], one["arns"])}
    return [one for _, one in sorted(found.items())]


def both_listed(old: Collection[str], new: Collection[str]) -> list[str]:
    """All of both, in order."""
    return sorted({*old, *new})


def _where(publishing: Mapping[str, Any]) -> tuple[str, str]:
    return publishing["bus_arn"], publishing["source"]


def _free(key: str, taken: Collection[str], later: Collection[str], mark: str) -> str:
    names = (f"{key}{mark}{number}" for number in count(2))
    return key if key not in taken else next(name for name in names if name not in taken and name not in later)
