"""Every system is placed in a Region that its stage has. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding, did_you_mean
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    for stage in (one for one in mesh.stages if not one.is_local):
        for system in mesh.at(stage.name).systems:
            region = mesh.region_of(system, stage)
            if region not in stage.regions:
                message = f'"{system.name}" is placed in {region}, and the stage "{stage.name}" has no hub there'
                why = "what a system receives and publishes goes over the hub of its own Region"
                help_ = f"{did_you_mean(region, stage.regions)} (or add {region} to the regions of the stage)"
                yield Finding("unknown-region", system.region_place, message, why, help_)


_MESH = """\
mesh: shop
region: eu-west-1
stages:
  dev:
    regions: [eu-west-1, eu-central-1]
    accounts: {hub: "111111111111", orders: "222222222222", payments: "333333333333"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-dev}
"""
_PAYMENTS = "system: payments\nowner: {{team: payments}}\nregion: {region}\n"

UNKNOWN_REGION = Check(
    name="unknown-region",
    why="A stage on AWS has a hub in each of its Regions, and a system is placed in one of them. The embedded AWS has one "
    "Region, whatever a system says.",
    wrong={"mesh.yaml": _MESH, "payments/system.yaml": _PAYMENTS.format(region="eu-central-2")},
    right={"mesh.yaml": _MESH, "payments/system.yaml": _PAYMENTS.format(region="eu-central-1")},
    run=_run,
    leeway=Leeway.NONE,
)
