"""Reads resources of one directory of HCL: `locals` of literals and `aws_iam_policy_document` are put in their places. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from mesh_policy.hcl import Block, BrokenHcl, read_hcl
from mesh_policy.values import MARK, OWN, Resource, mark

DEEPEST = 20
CALLER = re.compile(r"data\.aws_caller_identity\.[\w-]+\.account_id")
DOCUMENT = re.compile(r"data\.aws_iam_policy_document\.([\w-]+)(?:\[[^\]]*\])?\.json")


def read_directory(files: Mapping[str, str], account: str = OWN) -> tuple[Resource, ...]:
    """The resources of the files (path -> text) of one directory; a file that is no HCL has none."""
    blocks = [(path, block) for path, text in sorted(files.items()) for block in _blocks(text)]
    accounts = _accounts_of_providers([block for _, block in blocks])
    own = account if account != OWN else accounts.get("aws", OWN)
    known = {
        f"local.{name}": value for _, one in blocks if one.type == "locals" for name, value in one.arguments.items()
    }
    known |= {
        f"data.aws_iam_policy_document.{one.labels[1]}.json": _document(one) for _, one in blocks if _is_document(one)
    }
    return tuple(
        Resource(
            one.labels[0],
            one.labels[1],
            ".".join(one.labels),
            path,
            _resolved(_values(one), known, 0),
            accounts.get(_provider_of(one), own) if "provider" in one.arguments else own,
            planned=False,
        )
        for path, one in blocks
        if one.type == "resource" and len(one.labels) == 2
    )


def _blocks(text: str) -> list[Block]:
    try:
        return read_hcl(text).blocks
    except (BrokenHcl, RecursionError):
        return []


def _accounts_of_providers(blocks: list[Block]) -> dict[str, str]:
    """The account of each provider that is held to one whose number is written out; `OWN` for others than the default."""
    found: dict[str, str] = {}
    for one in (each for each in blocks if each.type == "provider" and each.labels == ("aws",)):
        allowed, alias = one.arguments.get("allowed_account_ids"), one.arguments.get("alias")
        named = str(allowed[0]) if isinstance(allowed, list) and len(allowed) == 1 else OWN
        found[f"aws.{alias}" if alias else "aws"] = named
    return found


def _provider_of(block: Block) -> str:
    return str(block.arguments["provider"]).strip("⟪⟫")


def _is_document(block: Block) -> bool:
    return block.type == "data" and len(block.labels) == 2 and block.labels[0] == "aws_iam_policy_document"


def _values(block: Block) -> dict[str, Any]:
    """A block's arguments and nested blocks, these as lists; a `dynamic` block is marked."""
    found: dict[str, Any] = dict(block.arguments)
    for inner in block.blocks:
        if inner.type == "dynamic" and inner.labels:
            found[inner.labels[0]] = mark("made by a dynamic block")
        elif isinstance(found.setdefault(inner.type, []), list):
            found[inner.type].append(_values(inner))
    return found


def _document(block: Block) -> Any:
    """The policy that the data source makes."""
    values = _values(block)
    merged = [key for key in values if key.endswith("policy_documents") or key.endswith("_json")]
    if merged or not isinstance(values.get("statement", []), list):
        return mark(f"data.aws_iam_policy_document.{block.labels[1]} is put together of others")
    return {"Version": "2012-10-17", "Statement": [_statement(one) for one in values.get("statement", [])]}


def _statement(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {"sid": "Sid", "effect": "Effect", "actions": "Action", "not_actions": "NotAction"}
    plain |= {"resources": "Resource", "not_resources": "NotResource"}
    found = {"Effect": "Allow"} | {plain[key]: value for key, value in values.items() if key in plain}
    for key, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if key in values:
            found[name] = _principals(values[key])
    if "condition" in values:
        found["Condition"] = _conditions(values["condition"])
    return found


def _principals(blocks: Any) -> Any:
    if not isinstance(blocks, list):
        return blocks
    found: dict[str, list[Any]] = {}
    for one in blocks:
        named = one.get("identifiers")
        found.setdefault(str(one.get("type")), []).extend(named if isinstance(named, list) else [named])
    return found


def _conditions(blocks: Any) -> Any:
    if not isinstance(blocks, list):
        return blocks
    found: dict[str, dict[str, list[Any]]] = {}
    for one in blocks:
        named = one.get("values")  # of the same test and variable, one of all values is enough
        values = found.setdefault(str(one.get("test")), {}).setdefault(str(one.get("variable")), [])
        values.extend(named if isinstance(named, list) else [named])
    return found


def _resolved(value: Any, known: Mapping[str, Any], depth: int) -> Any:
    """The value with everything in its place that is known; a circle ends as what it is written as."""
    if depth > DEEPEST:
        return value
    if isinstance(value, Mapping):
        return {_resolved(key, known, depth + 1): _resolved(inner, known, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_resolved(inner, known, depth + 1) for inner in value]
    return _resolved_text(value, known, depth) if isinstance(value, str) else value


def _resolved_text(text: str, known: Mapping[str, Any], depth: int) -> Any:
    whole = MARK.fullmatch(text)
    if whole:
        return _resolved(_meant(whole[1], known), known, depth + 1) if _meant(whole[1], known) != text else text
    return MARK.sub(lambda found: _inside(_meant(found[1], known), found[0]), text)


def _inside(value: Any, written: str) -> str:
    """A value as a part of a text; what is more than a word stays as it is written."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else written


def _meant(expression: str, known: Mapping[str, Any]) -> Any:
    document = DOCUMENT.fullmatch(expression)
    name = f"data.aws_iam_policy_document.{document[1]}.json" if document else expression
    if CALLER.fullmatch(expression):
        return OWN
    return known.get(name, mark(expression))
