"""Use case: the guardrails of the organisation, ready to be written down. Refuses what AWS would refuse, or never bind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from meshctl.aws_facts.organizations import RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY
from meshctl.errors import MeshctlError
from meshctl.model.guardrails import Guardrails
from meshctl.model.mesh import Mesh
from meshctl.model.stages import HUB, Stage
from meshctl.plan.guardrails_stack import guardrails_stack
from meshctl.render import Bundle, render_guardrails
from meshctl.results.guardrails import GuardrailPolicy, GuardrailsOutlook
from meshctl.topology.guardrail_sizes import principals_length, resources_length
from meshctl.topology.guardrails import lower_guardrails, stages_on_aws
from meshctl.topology.parts.guardrails import GuardrailsPart

_SAY = 'guardrails: {account: "NUMBER OF THE MANAGEMENT ACCOUNT", state: {bucket: NAME}}'


@dataclass(frozen=True, slots=True)
class PreparedGuardrails:
    """The files of the guardrails, and what there is to say of them."""

    bundle: Bundle
    outlook: GuardrailsOutlook


def prepare_guardrails(mesh: Mesh, today: date, sources: Mapping[str, bytes]) -> PreparedGuardrails:
    """Renders the guardrails as they are on that day. Raises `MeshctlError` where they cannot be, or would bind nobody."""
    guardrails = _guardrails_of(mesh)
    part = lower_guardrails(mesh, guardrails, today)
    outlook = GuardrailsOutlook(
        mesh=mesh.name,
        organization=mesh.organization,
        account=guardrails.account,
        attach_to=part.attach_to,
        policies=(_principals(mesh, part), _resources(mesh, part)),
        excepted=tuple(one for one in guardrails.exceptions if one.holds(today)),
        expired=tuple(one for one in guardrails.exceptions if not one.holds(today)),
    )
    for policy in outlook.policies:
        _refuse_too_long(policy, len(outlook.excepted), len(stages_on_aws(mesh)))
    stack = guardrails_stack(mesh, guardrails, part)
    return PreparedGuardrails(render_guardrails(mesh, guardrails, stack, sources), outlook)


def _guardrails_of(mesh: Mesh) -> Guardrails:
    """What mesh.yaml says of them, where it can be done. Raises `MeshctlError` otherwise."""
    if mesh.guardrails is None:
        raise MeshctlError(
            "mesh.yaml says nothing of guardrails, so there are none", f"say where they are made: {_SAY}"
        )
    if not mesh.organization:
        message = "mesh.yaml names no organization, and guardrails let nobody in but the own one"
        raise MeshctlError(message, "name it: organization: o-...; `aws organizations describe-organization` tells it")
    if not stages_on_aws(mesh):
        message = f"no stage of {mesh.name} is on AWS, so there is no account that guardrails could bind"
        raise MeshctlError(message, "add a stage with accounts; the embedded AWS has no organisation")
    if mesh.guardrails.account in mesh.guardrails.attach_to:
        message = f"attach_to names the management account {mesh.guardrails.account}, in which AWS binds nobody"
        raise MeshctlError(message, "take it out, and run nothing of the mesh in that account")
    _refuse_shared_hubs(stages_on_aws(mesh))
    return mesh.guardrails


def _refuse_shared_hubs(stages: tuple[Stage, ...]) -> None:
    """Delivery roles are known by their account and the start of their names: there, nothing else is called alike."""
    hubs = {account.number: stage.name for stage in stages for account in stage.accounts if account.alias == HUB}
    for stage in stages:
        for account in stage.accounts:
            if account.alias != HUB and account.number in hubs:
                message = f'"{account.alias}" in {stage.name} and the hub of {hubs[account.number]} share the account {account.number}'
                raise MeshctlError(
                    f"{message}: its roles would pass for those that deliver ({account.place})",
                    "give the hub an account of its own: guardrails tell systems apart by their accounts",
                )


def _principals(mesh: Mesh, part: GuardrailsPart) -> GuardrailPolicy:
    return GuardrailPolicy(
        name=f"{mesh.name}_guardrails_principals",
        kind="service control policy",
        holds=(
            f"Nobody but {_listed(part.delivery_roles)} uses queues, topics, streams and functions of other accounts.",
            f"Nobody but {_listed(part.deploy_roles)} changes who may use queues, functions, buses, rules and roles of the mesh, "
            "where they lead, and whether they are there.",
        ),
        characters=principals_length(part),
        most=SERVICE_CONTROL_POLICY,
    )


def _resources(mesh: Mesh, part: GuardrailsPart) -> GuardrailPolicy:
    return GuardrailPolicy(
        name=f"{mesh.name}_guardrails_resources",
        kind="resource control policy",
        holds=(
            f"Queues and keys accept principals of {part.organization} alone, and AWS services that act for its accounts.",
        ),
        characters=resources_length(part),
        most=RESOURCE_CONTROL_POLICY,
    )


def _listed(arns: tuple[str, ...]) -> str:
    return ", ".join(arns)


def _refuse_too_long(policy: GuardrailPolicy, exceptions: int, stages: int) -> None:
    if policy.characters > policy.most:
        message = f"the {policy.kind} would have {policy.characters:,} characters, and AWS takes {policy.most:,}"
        grows = f"it grows with exceptions, of which mesh.yaml makes {exceptions}, and with stages on AWS, which are {stages}"
        hint = "name several principals by one pattern, such as role/migration-*, and give stages the same deploy_role"
        raise MeshctlError(f"{message}: {grows}", hint)
