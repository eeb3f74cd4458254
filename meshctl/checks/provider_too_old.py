"""The AWS provider of a stage is not older than what the modules are written for. Pure."""

from collections.abc import Iterator

from meshctl.aws_facts.aws_provider import OLDEST
from meshctl.checks.shared.check import Check
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    oldest = ".".join(map(str, OLDEST))
    for provider in mesh.aws_providers:
        if provider.parts < OLDEST:
            message = f"version {provider.number} of the AWS provider is older than what the modules are written for"
            why = "Terraform refuses it, since every module says what it needs"
            yield Finding("provider-too-old", provider.place, message, why, f"name {oldest} or a later one")


_MESH = """\
mesh: shop
region: eu-west-1
aws_provider: {version}
stages:
  dev:
    accounts: {{hub: "111111111111", orders: "222222222222", payments: "333333333333"}}
    deploy_role: MeshDeploy
    state: {{bucket: shop-mesh-dev}}
"""

PROVIDER_TOO_OLD = Check(
    name="provider-too-old",
    why="Every module names the oldest version of Terraform's AWS provider that it works with. With an older one nothing can "
    "be planned.",
    wrong={"mesh.yaml": _MESH.format(version="4.67.0")},
    right={"mesh.yaml": _MESH.format(version="5.100.0")},
    run=_run,
    leeway=Leeway.NONE,
)
