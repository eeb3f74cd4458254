"""Reads resources of a plan (`terraform show -json`): of `planned_values`, each with its account. Pure.

checkov's own reading makes dictionaries of some policies and leaves others text, and booleans of texts that say "true".
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mesh_policy.values import AFTER_APPLY, MANAGED, MARK, OWN, Resource, mark

ACCOUNT = re.compile(r"\d{12}")
ARN = re.compile(r'"Resource"\s*:\s*"arn:aws[a-z-]*:[a-z-]+:[a-z0-9-]*:(\d{12}):')

CREDENTIALS = {"access_key", "assume_role", "assume_role_with_web_identity", "profile", "shared_credentials_files"}
SAME_INSTANCE = "[its own key]"


def read_plan(plan: Any, source: str) -> tuple[Resource, ...]:
    """Every resource that will be there; none for what is no plan."""
    if not isinstance(plan, Mapping):
        return ()
    account, accounts = own_account(plan), _accounts_of_providers(plan)
    unknown = {one["address"]: one.get("change", {}).get("after_unknown") for one in plan.get("resource_changes") or ()}
    root = plan.get("planned_values", {}).get("root_module", {})
    configuration = plan.get("configuration", {}).get("root_module", {})
    return tuple(
        Resource(
            one["type"],
            one["name"],
            one["address"],
            source,
            _values(one, unknown.get(one["address"]), written.get("expressions") or {}),
            accounts.get(str(written.get("provider_config_key")), account),
        )
        for one, written in _resources(root, configuration)
        if one.get("mode", "managed") == "managed"
    )


def own_account(plan: Mapping[str, Any]) -> str:
    """The account that the plan is for: as the stack says, its provider, or the ARNs of its policies; else `OWN`."""
    stack = plan.get("variables", {}).get("stack", {}).get("value")
    if isinstance(stack, Mapping) and ACCOUNT.fullmatch(str(stack.get("account"))):
        return str(stack["account"])
    return _accounts_of_providers(plan).get("aws") or _account_of_policies(plan)


def _accounts_of_providers(plan: Mapping[str, Any]) -> dict[str, str]:
    """The account of each provider that says it, and `OWN` for one beside the default with credentials of its own."""
    found: dict[str, str] = {}
    for key, provider in plan.get("configuration", {}).get("provider_config", {}).items():
        written = provider.get("expressions", {})
        allowed = written.get("allowed_account_ids", {})
        named = allowed.get("constant_value") if isinstance(allowed, Mapping) else None
        if isinstance(named, list) and len(named) == 1:
            found[key] = str(named[0])
        elif provider.get("alias") and CREDENTIALS & set(written):
            found[key] = OWN
    return found


def _account_of_policies(plan: Mapping[str, Any]) -> str:
    """A policy of a queue, topic, stream, key or bus names as its resource what it is for."""
    named = {
        account
        for one, _ in _resources(plan.get("planned_values", {}).get("root_module", {}), {})
        if not one["type"].startswith("aws_iam")
        for account in ARN.findall(str((one.get("values") or {}).get("policy") or ""))
    }
    return named.pop() if len(named) == 1 else OWN


def _resources(
    module: Mapping[str, Any], written: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Each resource of a module and those in it, with what the configuration says of it."""
    configured = {one.get("address"): one for one in written.get("resources") or ()}
    for one in module.get("resources") or ():
        yield one, configured.get(f"{one['type']}.{one['name']}", {})
    for child in module.get("child_modules") or ():
        called = re.sub(r"\[.*?\]$", "", str(child.get("address", ""))).rpartition("module.")[2]
        calls = written.get("module_calls") or {}
        yield from _resources(child, calls.get(called, {}).get("module") or {})


def _values(one: Mapping[str, Any], unknown: Any, expressions: Mapping[str, Any]) -> Any:
    """The values of a resource, with references as seen from the root: modules call what is in them alike."""
    module = str(one["address"]).rpartition(f"{one['type']}.{one['name']}")[0]
    own_index = f"[{json.dumps(one['index'])}]" if "index" in one else ""

    def seen_from_root(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: seen_from_root(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [seen_from_root(inner) for inner in value]
        found = MARK.fullmatch(value) if isinstance(value, str) else None
        if not found or not MANAGED.fullmatch(found[1]):
            return value
        return mark(module + found[1].replace(SAME_INSTANCE, own_index))

    return seen_from_root(_with_unknown(one.get("values") or {}, unknown, expressions))


def _with_unknown(values: Mapping[str, Any], unknown: Any, written: Mapping[str, Any]) -> dict[str, Any]:
    """The values, with a mark in place of what only the apply will tell; what nobody has written is not set."""
    found = dict(values)
    for key, inner in unknown.items() if isinstance(unknown, Mapping) else ():
        if inner is True and found.get(key) is None and key in written:
            found[key] = _reference(written[key])
        elif isinstance(inner, list) and isinstance(found.get(key), list):
            found[key] = [
                _part(*pair, written.get(key), at) for at, pair in enumerate(zip(found[key], inner, strict=False))
            ]
    return found


def _part(value: Any, unknown: Any, written: Any, at: int) -> Any:
    here = written[at] if isinstance(written, list) and at < len(written) else {}
    if unknown is True:
        return mark(AFTER_APPLY)
    return (
        _with_unknown(value, unknown, here if isinstance(here, Mapping) else {})
        if isinstance(value, Mapping)
        else value
    )


def _reference(expression: Any) -> str:
    """The one attribute that the expression is, where it is one; then a later reader knows which resource it means."""
    named = expression.get("references") if isinstance(expression, Mapping) else None
    if not named:
        return mark(AFTER_APPLY)
    if len(named) > 1 and all(named[0].startswith((f"{one}.", f"{one}[")) for one in named[1:]):
        return mark(named[0])
    if len(named) == 2 and named[1] in ("each.key", "count.index"):  # then Terraform leaves out which attribute
        return mark(f"{named[0]}{SAME_INSTANCE}.id")
    return mark(AFTER_APPLY)
