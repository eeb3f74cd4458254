"""The statements of a policy in one form each, however AWS has written them down. Pure; decides nothing about rights.

What is compared are texts: one that means the same in another way is another statement.
"""

from collections.abc import Iterator, Mapping
from json import dumps, loads
from re import compile as pattern
from typing import Any

_ROOT = pattern(r"arn:aws[a-z-]*:iam::(\d{12}):root")
_UNREADABLE = "what cannot be read"


def statements(policy: str) -> Iterator[str]:
    """Each statement of a policy as JSON with sorted keys: lists where AWS takes one or many, and accounts by their numbers."""
    try:
        said = loads(policy or "{}")
        found = said.get("Statement", ())
    except (ValueError, RecursionError, AttributeError):
        found = ({"Sid": _UNREADABLE},)
    for one in found if isinstance(found, list | tuple) else [found]:
        yield dumps(_in_one_form(one), sort_keys=True)


def sid_of(statement: str) -> str:
    """The name that a statement has; empty for none."""
    return str(loads(statement).get("Sid", ""))


def patterns_of(policy: str) -> tuple[str, ...]:
    """The resources that a policy speaks of, as it writes them; `*` for a statement that names none, or those that it leaves out."""
    told = (loads(one) for one in statements(policy))
    return tuple(dict.fromkeys(each for one in told for each in one.get("Resource", ("*",))))


def _in_one_form(statement: Any) -> Any:
    if not isinstance(statement, Mapping):
        return {"Sid": _UNREADABLE}
    return {name: _element(name, value) for name, value in statement.items()}


def _element(name: str, value: Any) -> Any:
    if name in ("Principal", "NotPrincipal"):
        return {kind: _accounts(one) for kind, one in _principals(value).items()}
    if name in ("Action", "NotAction"):
        return sorted(one.lower() for one in _texts(value))
    if name in ("Resource", "NotResource"):
        return sorted(_texts(value))
    if name == "Condition" and isinstance(value, Mapping):
        return {operator: _keys(one) for operator, one in value.items()}
    return value


def _principals(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {"AWS": value}


def _accounts(value: Any) -> list[str]:
    return sorted(_ROOT.sub(r"\1", one) for one in _texts(value))


def _keys(value: Any) -> Any:
    return {key: sorted(_texts(one)) for key, one in value.items()} if isinstance(value, Mapping) else value


def _texts(value: Any) -> list[str]:
    """One or many, as texts: AWS gives back `"true"` for `true`."""
    return [one if isinstance(one, str) else dumps(one) for one in (value if isinstance(value, list) else [value])]
