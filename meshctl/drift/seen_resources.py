"""What AWS tells that hangs on the resources of a stage, known or not. Data only; names and texts are those of strangers."""

from dataclasses import dataclass

RULE, TARGET, ARCHIVE, SCHEDULE = "rule", "target", "archive", "schedule"
STATEMENT, PERMISSION, LOG_POLICY = "statement of the policy", "permission", "log resource policy"
SUBSCRIPTION, MAPPING, CONSUMER = "subscription", "event source mapping", "consumer"
DEFAULT_BUS = "default"
ROLE_POLICY, ATTACHED_POLICY = "inline policy", "attached policy"


@dataclass(frozen=True, slots=True)
class SeenResource:
    """Something that AWS tells.

    `kind` and `names` tell it from everything else in its account: a target is named by bus, rule and id. `touches` are ARNs of
    what it hangs on or leads to, the most telling first; they may hold `*` and `?` where it is a policy. `says` is what it does,
    in AWS's words; `targets` are the ids of those of a rule.
    """

    kind: str
    names: tuple[str, ...]
    touches: tuple[str, ...]
    says: str = ""
    targets: tuple[str, ...] = ()


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
