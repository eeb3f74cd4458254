"""Asks parliament whether the IAM policies of plans are written in IAM's grammar. Runs in checkov's own environment.

Reads the paths of plans from standard input and writes what parliament found to standard output, both JSON. Imports nothing
of meshctl; never writes a policy.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

with redirect_stderr(StringIO()):  # it warns about how it was packed
    from parliament import analyze_policy_string, enhance_finding

TASTE = {
    "RESOURCE_STAR",
    "RESOURCE_EFFECTIVELY_STAR",
    "RESOURCE_POLICY_PRIVILEGE_ESCALATION",
    "MISMATCHED_TYPE_BUT_USABLE",
}
"""What parliament says of policies that are written well; how wide they may be is for the packs."""


def main() -> None:
    """Answers for all plans."""
    plans = json.load(sys.stdin)
    with redirect_stdout(sys.stderr):
        found = [{"file": plan, **one} for plan in plans for one in _of_plan(json.loads(Path(plan).read_bytes()))]
    json.dump(found, sys.stdout)


def _of_plan(plan: dict[str, Any]) -> Iterator[dict[str, str]]:
    for resource in _resources(plan.get("planned_values", {}).get("root_module", {})):
        taste = (
            TASTE if resource["type"].startswith("aws_iam_") else TASTE | {"INVALID_SID"}
        )  # IAM alone is strict with it
        for argument, policy in _policies(resource.get("values", {}), ""):
            for issue, title in sorted(_issues(policy)):
                if issue not in taste:
                    yield {"address": resource["address"], "argument": argument, "issue": issue, "title": title}


def _resources(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from module.get("resources", ())
    for child in module.get("child_modules", ()):
        yield from _resources(child)


def _policies(value: Any, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every text in a resource that is a policy document, with the name of its argument."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _policies(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _policies(inner, name)
    elif isinstance(value, str) and value.lstrip().startswith("{") and '"Statement"' in value:
        policy = json.loads(value)
        if isinstance(policy, dict) and "Statement" in policy:
            yield name, policy


def _issues(policy: dict[str, Any]) -> set[tuple[str, str]]:
    analyzed = analyze_policy_string(json.dumps(_with_resources(policy)))
    return {(one.issue, _words(enhance_finding(one))) for one in analyzed.findings}


def _words(found: Any) -> str:
    """What is unknown is an action, an operator or a key, and may be told; anything else might be a value."""
    return str(found.detail) if found.issue.startswith("UNKNOWN_") and isinstance(found.detail, str) else found.title


def _with_resources(policy: dict[str, Any]) -> dict[str, Any]:
    """A trust policy names no resource, which parliament takes for a mistake."""
    said = policy["Statement"]
    statements = said if isinstance(said, list) else [said]
    named = [
        one if not isinstance(one, dict) or "Resource" in one or "NotResource" in one else {**one, "Resource": "*"}
        for one in statements
    ]
    return {**policy, "Statement": named}


if __name__ == "__main__":
    main()
