"""The guardrails as a stack of their own, in the organisation's management account. Pure."""

from dataclasses import asdict

from meshctl.model.guardrails import Guardrails
from meshctl.model.mesh import Mesh
from meshctl.plan.stacks import Stack
from meshctl.topology.parts.guardrails import GuardrailsPart

GUARDRAILS = "guardrails"
ALL_STAGES = "organization"
"""What stands for the stage: the guardrails are those of all stages together."""


def guardrails_stack(mesh: Mesh, guardrails: Guardrails, part: GuardrailsPart) -> Stack:
    """The one stack that no stage has."""
    stack = {
        "mesh": mesh.name,
        "stage": ALL_STAGES,
        "name": GUARDRAILS,
        "region": mesh.region,
        "account": guardrails.account,
        "tags": dict(mesh.tags),
    }
    role = {"role": guardrails.deploy_role} if guardrails.deploy_role else {}
    inputs = {"stack": stack, **role, **asdict(part)}
    return Stack(GUARDRAILS, GUARDRAILS, "", guardrails.account, 0, inputs, {}, {})
