"""What is outside the mesh can be found in every stage. Pure."""

from collections.abc import Iterator

from meshctl.checks.shared.check import Check
from meshctl.checks.shared.named_channels import uses
from meshctl.model.finding_rules import Leeway
from meshctl.model.findings import Finding
from meshctl.model.mesh import Mesh


def _run(mesh: Mesh) -> Iterator[Finding]:
    stages = [stage.name for stage in mesh.stages if not stage.is_local]
    for system in (one for one in mesh.systems if one.external):
        named = {use.named for service in system.services for use in uses(service)}
        for one in system.external:
            lacking = [stage for stage in stages if stage not in one.arns]
            if lacking and (one.kind, one.name) in named:
                message = f'nobody knows where the {one.kind} "{one.name}" is in {", ".join(lacking)}'
                why = "its ARN is all that meshctl knows of it, and each stage has one of its own"
                help_ = f'say it under external: `{lacking[0]}: "arn:..."`'
                yield Finding("missing-arn", one.place, message, why, help_)


_MESH = """\
mesh: shop
region: eu-west-1
stages:
  dev:
    accounts: {hub: "111111111111", orders: "222222222222", payments: "333333333333"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-dev}
  prod:
    accounts: {hub: "666666666666", orders: "777777777777", payments: "888888888888"}
    deploy_role: MeshDeploy
    state: {bucket: shop-mesh-prod}
"""
_DEV = """\
system: payments
owner: {team: payments}
external:
  queues:
    old-letters:
      dev: "arn:aws:sqs:eu-west-1:444444444444:old-letters"
"""
_PROD = '      prod: "arn:aws:sqs:eu-west-1:555555555555:old-letters"\n'
_CAPTURE = """\
service: capture
subscribes:
  kept:
    event: orders/OrderPlaced
    deliver_to: {queue: old-letters}
"""

MISSING_ARN = Check(
    name="missing-arn",
    why="What lives outside the mesh is imported by its ARN, one for each stage. In a stage on AWS without one, there is "
    "nothing to deliver to or to subscribe to. Nothing is said of what no service names.",
    wrong={"mesh.yaml": _MESH, "payments/system.yaml": _DEV, "payments/capture.yaml": _CAPTURE},
    right={"mesh.yaml": _MESH, "payments/system.yaml": _DEV + _PROD, "payments/capture.yaml": _CAPTURE},
    run=_run,
    leeway=Leeway.NONE,
)
