"""The guardrails as a stack of their own, in the organisation's management account. Pure."""

from dataclasses import asdict

from meshctl.model.guardrails import Guardrails
from meshctl.model.mesh import Mesh
from meshctl.plan.stacks import Stack
from meshctl.topology import arns
from meshctl.topology.parts.guardrails import GuardrailsPart

GUARDRAILS = "guardrails"
ALL_STAGES = "organization"
"""What stands for the stage: the guardrails are those of all stages together."""


def guardrails_stack(mesh: Mesh, guardrails: Guardrails, part: GuardrailsPart) -> Stack:
    """The one stack that no stage has."""
    role = arns.role(guardrails.account, guardrails.deploy_role) if guardrails.deploy_role else None
    stack = {
        "mesh": mesh.name,
        "stage": ALL_STAGES,
        "name": GUARDRAILS,
        "region": mesh.region,
        "account": guardrails.account,
        "deploy_role": role,
        "tags": dict(mesh.tags),
    }
    return Stack(GUARDRAILS, GUARDRAILS, "", guardrails.account, 0, {"stack": stack, **asdict(part)}, {}, {})
