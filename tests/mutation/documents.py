"""Weakens IAM policy documents, one protection at a time. Pure; knows no resource."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

STRANGER = "arn:aws:iam::999999999999:root"
STRANGERS_ACCOUNT = "999999999999"
"""An account that no stage of the shop has."""
_OPPOSITE = {"true": "false", "false": "true"}

Statement = Mapping[str, Any]


class Weakened(NamedTuple):
    """A document without one protection: its kind, the statement it was in, what became of it, and what is left."""

    kind: str
    statement: str
    became: str
    document: dict[str, Any]


def weakened_documents(document: Mapping[str, Any]) -> Iterator[Weakened]:
    """The document without each of its protections in turn."""
    statements = list(document["Statement"])
    for at, statement in enumerate(statements):
        weaken = _weaker_denials if statement["Effect"] == "Deny" else _weaker_grants
        for kind, became, weaker in weaken(statement):
            left = [*statements[:at], *([weaker] if weaker else []), *statements[at + 1 :]]
            what = f"{statement['Effect']} {_actions(statement)} to {_whom(statement)}: {became}"
            yield Weakened(kind, statement.get("Sid", str(at)), what, {**document, "Statement": left})


def _weaker_grants(statement: Statement) -> Iterator[tuple[str, str, Statement]]:
    for operator, key in _conditions(statement):
        name = f"condition {operator} {key}"
        yield "condition", f"{name} is removed", _without_condition(statement, operator, key)
        yield "condition", f"{name} lets in everything", _with_condition(statement, operator, key, "StringLike", "*")
    if len(_conditions(statement)) > 1:
        yield "condition", "all conditions are removed", _without(statement, "Condition")
    if "Principal" in statement:
        yield "principal", "principal is everybody", {**statement, "Principal": "*"}
        yield "principal", "principal is a stranger", {**statement, "Principal": {"AWS": STRANGER}}
        yield "principal", "a stranger joins the principal", {**statement, "Principal": _with_stranger(statement)}
    service = _listed(statement["Action"])[0].partition(":")[0]
    yield "action", "every action of the service is allowed", {**statement, "Action": f"{service}:*"}
    if statement.get("Resource", "*") != "*":  # for some actions AWS knows no resource
        yield "resource", "every resource is allowed", {**statement, "Resource": "*"}


def _weaker_denials(statement: Statement) -> Iterator[tuple[str, str, Statement | None]]:
    kind = "TLS" if any(key == "aws:SecureTransport" for _, key in _conditions(statement)) else "denial"
    yield kind, "denial is removed", None
    yield kind, "denial binds a stranger only", {**statement, "Principal": {"AWS": STRANGER}}
    actions = _listed(statement["Action"])
    for action in actions if len(actions) > 1 else ():
        yield kind, f"{action} is no longer denied", {**statement, "Action": [one for one in actions if one != action]}
    for operator, key in _conditions(statement):
        value = statement["Condition"][operator][key]
        if isinstance(value, str) and value in _OPPOSITE:
            void = _with_condition(statement, operator, key, operator, _OPPOSITE[value])
        else:  # a denial whose condition nobody meets
            void = _with_condition(statement, operator, key, "StringNotLike", "*")
            stranger = STRANGERS_ACCOUNT if key.endswith("Account") else STRANGER
            more = _with_condition(statement, operator, key, operator, [*_listed(value), stranger])
            yield kind, f"condition {operator} {key} exempts a stranger", more
        yield kind, f"condition {operator} {key} exempts everybody", void


def _conditions(statement: Statement) -> list[tuple[str, str]]:
    return [(operator, key) for operator, keys in statement.get("Condition", {}).items() for key in keys]


def _without_condition(statement: Statement, operator: str, key: str) -> dict[str, Any]:
    conditions = {name: _without(keys, key) if name == operator else keys for name, keys in _tests(statement)}
    kept = {name: keys for name, keys in conditions.items() if keys}
    return {**statement, "Condition": kept} if kept else _without(statement, "Condition")


def _with_condition(statement: Statement, operator: str, key: str, instead: str, value: Any) -> dict[str, Any]:
    rest = _without_condition(statement, operator, key).get("Condition", {})
    return {**statement, "Condition": {**rest, instead: {**rest.get(instead, {}), key: value}}}


def _tests(statement: Statement) -> list[tuple[str, dict[str, Any]]]:
    return list(statement["Condition"].items())


def _with_stranger(statement: Statement) -> Any:
    principal = statement["Principal"]
    return principal if principal == "*" else {**principal, "AWS": [*_listed(principal.get("AWS", [])), STRANGER]}


def _whom(statement: Statement) -> str:
    """Who is meant, without a name that differs between instances of a module."""
    principal = statement.get("Principal", {})
    if principal == "*":
        return "everybody"
    return principal.get("Service") or ("accounts" if "AWS" in principal else "the role")


def _actions(statement: Statement) -> str:
    return ", ".join(_listed(statement["Action"]))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _without(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: inner for name, inner in value.items() if name != key}
