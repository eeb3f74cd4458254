"""Exceptions from guardrails whose day has passed. Pure: the day of today is handed in."""

from collections.abc import Iterator
from datetime import date

from meshctl.model.finding_rules import Rule
from meshctl.model.findings import Finding, Severity
from meshctl.model.mesh import Mesh

_MESH = """\
mesh: shop
organization: o-a1b2c3d4e5
region: eu-west-1
stages:
  local: {cloud: local}
guardrails:
  account: "888888888888"
  state: {bucket: shop-mesh-guardrails}
"""
EXPIRED_GUARDRAIL_EXCEPTION = Rule(
    name="expired-guardrail-exception",
    why="AWS knows nothing of the day until which somebody is excepted from a guardrail. `meshctl guardrails` leaves the exception "
    "out from the next day on, and it ends once they are applied again.",
    wrong={
        "mesh.yaml": _MESH
        + "  exceptions:\n    - guardrail: other-accounts\n      principal: arn:aws:iam::222222222222:role/Migration\n"
        "      reason: Moves the old queues until the spring.\n      until: 2020-03-01\n",
    },
    right={"mesh.yaml": _MESH},
    severity=Severity.WARNING,
)


def expired_guardrail_exceptions(mesh: Mesh, today: date) -> Iterator[Finding]:
    """Exceptions that the next rendering leaves out."""
    for one in mesh.guardrails.exceptions if mesh.guardrails else ():
        if not one.holds(today):
            message = f'{one.principal} was excepted from the guardrail "{one.guardrail}" until {one.until}'
            why = f"it was made because: {one.reason}"
            help_ = "take it out, or renew it with a new reason; then render the guardrails and apply them"
            yield Finding(EXPIRED_GUARDRAIL_EXCEPTION.name, one.place, message, why, help_)
