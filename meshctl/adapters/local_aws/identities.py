"""What moto knows about accounts, roles and access keys. Reads moto's IAM and STS; decides nothing."""

import threading
from dataclasses import dataclass
from typing import Any

from moto.iam.models import get_account_id_from, iam_backends
from moto.sts.models import sts_backends

from meshctl.adapters.local_aws.arns import Arn
from meshctl.iam import ADMINISTRATOR, Policy, Principal, read_policy

PARTITION = "aws"


@dataclass(frozen=True)
class AssumableRole:
    """A role that exists: who may take it on, and what it may do."""

    id: str
    arn: str
    account: str
    trust: str
    policies: tuple[str, ...]

    @property
    def principal(self) -> Principal:
        """The role as somebody who asks."""
        return Principal(account=self.account, arn=self.arn)

    @property
    def granted(self) -> tuple[Policy, ...]:
        """The role's own policies, in line and attached."""
        return tuple(read_policy(one, f"the policy of role {self.arn}") for one in self.policies)


@dataclass(frozen=True)
class Caller:
    """Who signed a request. Without a role that exists it is its account's administrator, under a user's name or none."""

    account: str
    role_arn: str | None
    role: AssumableRole | None
    user: str | None = None

    @property
    def principal(self) -> Principal:
        """The caller as somebody who asks."""
        named = f"user/{self.user}" if self.user else "root"
        return Principal(account=self.account, arn=self.role_arn or f"arn:{PARTITION}:iam::{self.account}:{named}")

    @property
    def granted(self) -> tuple[Policy, ...]:
        """The caller's own policies."""
        return (ADMINISTRATOR,) if self.role is None else self.role.granted


@dataclass(frozen=True)
class Credentials:
    """Temporary credentials of a role, in the role's own account."""

    access_key: str
    secret_key: str
    session_token: str


def find_role(arn: str) -> AssumableRole | None:
    """Give a role by its ARN, or nothing."""
    backend = iam_backends[Arn.parse(arn).account][PARTITION]
    for role in list(backend.get_roles()):
        if role.arn == arn:
            return _role(role)
    return None


def _role(role: Any) -> AssumableRole:
    attached = [
        version.document
        for policy in role.managed_policies.values()
        for version in policy.versions
        if version.is_default
    ]
    return AssumableRole(
        role.id, role.arn, role.account_id, role.assume_role_policy_document, (*role.policies.values(), *attached)
    )


def caller_of(access_key: str) -> Caller:
    """Tell who owns an access key; a key that nobody gave out is the default account's."""
    account = get_account_id_from(access_key)
    key = iam_backends[account][PARTITION].access_keys.get(access_key)
    role_arn = getattr(key, "role_arn", None)
    return Caller(account, role_arn, find_role(role_arn) if role_arn else None, getattr(key, "user_name", None))


def is_issued(access_key: str) -> bool:
    """Whether somebody was given this key since the embedded AWS has been running."""
    return any(access_key in account[PARTITION].access_keys for account in list(iam_backends.values()))


class Sessions:
    """Takes on roles, once each: moto's credentials do not expire, and it would remember every one of them."""

    def __init__(self) -> None:
        self._taken: dict[tuple[str, str], Credentials] = {}
        self._one_at_a_time = threading.Lock()

    def of(self, role_arn: str, name: str, region: str) -> Credentials:
        """Give credentials of a role, for a session of that name."""
        with self._one_at_a_time:
            if (role_arn, name) not in self._taken:
                self._taken[role_arn, name] = _assume(role_arn, name, region)
            return self._taken[role_arn, name]


def _assume(role_arn: str, name: str, region: str) -> Credentials:
    backend = sts_backends[Arn.parse(role_arn).account][PARTITION]
    taken = backend.assume_role(
        region_name=region, role_session_name=name, role_arn=role_arn, policy=None, duration=3600, external_id=None
    )
    return Credentials(taken.access_key_id, taken.secret_access_key, taken.session_token)
