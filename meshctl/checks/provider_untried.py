"""The AWS provider of a stage is one of which it is known that the modules work with it. Pure."""

from collections.abc import Iterator

from meshctl.aws_facts.aws_provider import TRIED
from meshctl.checks.shared.check import Check
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for provider in mesh.aws_providers:
        if provider.parts[0] > TRIED:
            message = f"nothing has been planned or applied with version {provider.number} of the AWS provider"
            why = f"what is tried is version {TRIED}; of later ones only their published types are known"
            help_ = "plan with it on a stage that nobody misses first; docs/provider.md says what is known of version 6"
            yield Finding("provider-untried", provider.place, message, why, help_)


_MESH = """\
mesh: shop
region: eu-west-1
stages:
  local: {{cloud: local, aws_provider: {version}}}
  dev:
    accounts: {{hub: "111111111111", orders: "222222222222", payments: "333333333333"}}
    deploy_role: MeshDeploy
    state: {{bucket: shop-mesh-dev}}
"""

PROVIDER_UNTRIED = Check(
    name="provider-untried",
    why="A new major version of Terraform's AWS provider takes arguments away and gives others a new meaning. meshctl is tried "
    "with one of them; another one may work, and nobody has seen it.",
    wrong={"mesh.yaml": _MESH.format(version="6.0.0")},
    right={"mesh.yaml": _MESH.format(version="5.100.0")},
    run=_run,
    severity=Severity.WARNING,
)
