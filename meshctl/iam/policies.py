"""Policies: documents that are read once, whole or not at all.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from meshctl.iam.errors import PolicyNotUnderstood
from meshctl.iam.statements import Statement, read_statement

ELEMENTS = {"Version", "Id", "Statement"}
VARIABLES_SINCE = "2012-10-17"
"""In a policy of an older version, which is also one that names none, `${` is just text."""


@dataclass(frozen=True)
class Policy:
    """A policy that is understood whole; `name` says in reasons whose it is ("the policy of arn:...")."""

    name: str
    statements: tuple[Statement, ...] = ()


def read_policy(document: Mapping[str, Any] | str | None, name: str) -> Policy:
    """Read a policy, or its text; nothing is a policy without statements.

    Raises `PolicyNotUnderstood`, which names the policy and what in it is not evaluated.
    """
    text = document if isinstance(document, str) else json.dumps(document) if document else ""
    try:
        return Policy(name, _statements(text) if text else ())
    except PolicyNotUnderstood as problem:
        raise PolicyNotUnderstood(f"{name} uses {problem}, which is not understood") from None


@lru_cache(maxsize=1024)
def _statements(text: str) -> tuple[Statement, ...]:
    document = _document(text)
    listed = document.get("Statement", [])
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        listed = [listed]
    variables = document.get("Version", "") == VARIABLES_SINCE
    return tuple(read_statement(one, number, variables) for number, one in enumerate(listed, 1))


def _document(text: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise PolicyNotUnderstood("text that is not JSON") from None
    if not isinstance(document, Mapping):
        raise PolicyNotUnderstood("something that is not an object")
    if strange := sorted(set(document) - ELEMENTS):
        raise PolicyNotUnderstood(f"the element {strange[0]}")
    return document


ADMINISTRATOR = read_policy(
    {"Version": VARIABLES_SINCE, "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}},
    "the account's own administration",
)
"""What an account's root may do: everything, as far as nobody else denies it."""
