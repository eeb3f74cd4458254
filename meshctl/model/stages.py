"""Stages and their accounts."""

from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from meshctl.model.places import Place

HUB = "hub"


class Account(NamedTuple):
    """An AWS account of a stage: the alias (a system's name, or `hub`) and its twelve digits."""

    alias: str
    number: str
    place: Place


class ProviderVersion(NamedTuple):
    """A version of Terraform's AWS provider in full, as 5.100.0, and where it is said."""

    number: str
    place: Place

    @property
    def parts(self) -> tuple[int, ...]:
        """Its numbers, the weightiest first."""
        return tuple(map(int, self.number.split(".")))

    @property
    def lock_file(self) -> str:
        """The file beside mesh.yaml that says by which hashes it is known, if there is one."""
        return f"aws-provider-{self.number}.lock.hcl"


@dataclass(frozen=True, slots=True)
class Stage:
    """An isolated copy of the mesh. `cloud` is `aws` or `local`; only `aws` has accounts, a role and a state bucket.

    `regions` have a hub each; the first one is for systems that name none, and the embedded AWS has no other. What changes the
    stage takes on the `deploy_role` in each account, what only looks the `plan_role`.
    """

    name: str
    cloud: str
    regions: tuple[str, ...]
    accounts: tuple[Account, ...]
    deploy_role: str
    plan_role: str
    state_bucket: str
    protect: bool
    place: Place
    aws_provider: ProviderVersion

    @property
    def is_local(self) -> bool:
        """Whether the stage runs on the embedded AWS."""
        return self.cloud == "local"


def local_account_number(mesh: str, stage: str, alias: str) -> str:
    """Twelve digits for an account of the embedded AWS: the same ones whatever other systems come and go."""
    digest = sha256(f"{mesh}/{stage}/{alias}".encode()).digest()
    return str(10**11 + int.from_bytes(digest[:8]) % (9 * 10**11))
