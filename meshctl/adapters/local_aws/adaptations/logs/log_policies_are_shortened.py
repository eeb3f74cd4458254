"""CloudWatch Logs tells a resource policy shortened, with a version: a list of one is what is in it. moto tells it as it was written."""

import json
from typing import Any

from moto.logs.responses import LogsResponse

OLDEST = "2008-10-17"
"""The version of a policy that names none."""
LISTED = ("Action", "Resource", "Principal")
"""Parts of a statement, what a `Principal` holds among them, that may be lists."""


def install() -> None:
    """Have resource policies listed so."""
    LogsResponse.describe_resource_policies = _describe


def _describe(response: Any) -> str:
    told = [policy.describe() for policy in response.logs_backend.describe_resource_policies()]
    shortened = [{**one, "policyDocument": shorten(one["policyDocument"])} for one in told]
    return json.dumps({"resourcePolicies": shortened})


def shorten(document: str) -> str:
    """Give a policy as it is told; a text that is no policy as it is."""
    try:
        policy = json.loads(document)
    except ValueError:
        return document
    if not isinstance(policy, dict) or not isinstance(policy.get("Statement"), list):
        return document
    statements = [_shorten_statement(one) for one in policy["Statement"]]
    return json.dumps({"Version": OLDEST} | policy | {"Statement": statements}, separators=(",", ":"))


def _shorten_statement(statement: Any) -> Any:
    if not isinstance(statement, dict):
        return statement
    return {name: _shorten_part(part) if name in LISTED else part for name, part in statement.items()}


def _shorten_part(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _shorten_part(inner) for name, inner in part.items()}
    return _shorten_part(part[0]) if isinstance(part, list) and len(part) == 1 else part
