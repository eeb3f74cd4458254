"""What AWS tells that hangs on the resources of a stage, known or not. Data only; names and texts are those of strangers."""

from dataclasses import dataclass

RULE, TARGET, ARCHIVE, SCHEDULE = "rule", "target", "archive", "schedule"
STATEMENT, PERMISSION, LOG_POLICY = "statement of the policy", "permission", "log resource policy"
SUBSCRIPTION, MAPPING, CONSUMER = "subscription", "event source mapping", "consumer"
ALIAS, FUNCTION_URL, INVOKE_CONFIG = "alias", "function URL", "event invoke config"
SUBSCRIPTION_FILTER = "subscription filter"
CODE = "code"
DEFAULT_BUS = "default"
ROLE_POLICY, ATTACHED_POLICY = "inline policy", "attached policy"
_QUALIFIED, _NAMED = frozenset({"lambda", "logs", "states"}), 7
"""The services whose ARNs may name a part of the thing, and how many parts of those name the thing."""
_PARTS = {"dynamodb": "/stream/", "kinesis": "/consumer/"}
"""Others of which a part is named behind this."""


@dataclass(frozen=True, slots=True)
class SeenResource:
    """Something that AWS tells.

    `kind` and `names` tell it from everything else in its account: a target is named by bus, rule and id. `touches` are ARNs of
    what it hangs on or leads to, the most telling first; they may hold `*` and `?` where it is a policy. `says` is what it does,
    in AWS's words; `targets` are those of a rule, each by its id and its ARN.
    """

    kind: str
    names: tuple[str, ...]
    touches: tuple[str, ...]
    says: str = ""
    targets: tuple[tuple[str, str], ...] = ()


def unqualified(arn: str) -> str:
    """The ARN of the thing itself, where one names a version or an alias of it (`:3`), its streams, or who consumes it."""
    parts = arn.split(":")
    if len(parts) > _NAMED and parts[2] in _QUALIFIED:
        return ":".join(parts[:_NAMED])
    part = _PARTS.get("".join(parts[2:3]))
    return arn.partition(part)[0] if part else arn


@dataclass(frozen=True, slots=True)
class UnseenResources:
    """What was not looked at in an account, `what` says, with the reason and the way out: whether there is drift, nobody knows."""

    account: str
    what: str
    why: str
    hint: str


@dataclass(frozen=True, slots=True)
class SeenAccount:
    """What AWS tells of an account, and what it does not."""

    seen: tuple[SeenResource, ...] = ()
    unseen: tuple[UnseenResources, ...] = ()
