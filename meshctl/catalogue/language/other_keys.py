"""What helps with a key that is not known where it stands: the one that was meant, or what that key is said of. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from meshctl.model.findings import KnownNames, did_you_mean

_MOST_OWNERS = 5
_PARTS = ("if", "then", "else", "additionalProperties")
"""Steps of the schema over which a name of the language goes on to stand."""
_SPOKEN = {"further-publication": "publication", "sends-to": "sends_to"}

Owners = Mapping[str, Set[str]]
"""What each key is said of."""


def owners_of_keys(language: Mapping[str, Any]) -> Owners:
    """What each key of the language is said of: `retry` of defaults and of a subscription."""
    found: dict[str, set[str]] = {}
    for name, definition in language["$defs"].items():
        for owner, key in _keys(_spoken(name), definition):
            found.setdefault(key, set()).add(owner)
    return {key: {one for one in owners if not _has_singular(one, owners)} for key, owners in found.items()}


def instead_of(key: str, known: Iterable[str], owners: Owners) -> str:
    """What to say of `key` where only the `known` ones may stand.

    A key of the language is no misspelling of another one: `retry` does not mean `order`. Only `topic` may mean `topics`.
    """
    names, said_of = KnownNames(known), sorted(owners.get(key, ()))
    near = names.near(key)
    if not said_of or (near and _differ_in_number(key, near)):
        return did_you_mean(key, names)
    told = ", ".join(said_of) if len(said_of) <= _MOST_OWNERS else "other things"
    return f'"{key}" is said of {told}; here there is: {names}'


def _keys(owner: str, schema: Any) -> Iterator[tuple[str, str]]:
    """All keys within a part of the language, each with the name that stands over it."""
    for step, inner in schema.items() if isinstance(schema, dict) else ():
        if step == "properties":
            yield from ((owner, key) for key in inner)
            for key, value in inner.items():
                yield from _keys(key, value)
        else:
            yield from _keys(owner, inner) if step in _PARTS else ()


def _spoken(definition: str) -> str:
    return _SPOKEN.get(definition) or definition.rpartition("-")[2]


def _has_singular(owner: str, owners: Set[str]) -> bool:
    """Whether the same is told as one of them: `queues`, of a stage, beside `queue`."""
    return any(len(one) < len(owner) and _differ_in_number(one, owner) for one in owners)


def _differ_in_number(one: str, other: str) -> bool:
    """Whether one is the plural of the other."""
    shorter, longer = sorted((one, other), key=len)
    return longer in (f"{shorter}s", f"{shorter}es")
